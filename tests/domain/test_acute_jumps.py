"""Who wants to jump from a height, and who only springs in another sense: comes out, skips, does gymnastics."""

from pathlib import Path

import pytest

from bot.domain.acute import Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    "words",
    [
        "han har truet med at springe ud foran toget",
        "hun siger hun vil hoppe ud fra altanen",
        "han står på broen og vil springe",
        "hun vil springe",
        "han siger han hopper",
        "hun vil springe nu",
        "han truer med at springe hvis kæresten går",
        "hun har truet med at hoppe",
        "dreng på 15 er sprunget ud fra 3. sal",
        "hun sprang ud ad vinduet",
        "han kastede sig foran et tog",
        "pigen vil kaste sig ud fra broen",
        "hun har lagt sig på skinnerne",
        "han vil gå ud foran toget",
        "hun skriver at hun springer i nat",
        "min søn er klar til at springe",
        "han vil springe ned fra taget",
        "hun hoppede fra Langebro",
        "elev vil hoppe ned fra parkeringshuset",
        "han vil gerne hoppe ud fra altanen",
        "han sidder på taget og siger han springer",
        "hun taler om at kaste sig ud over rækværket",
        "han vil springe ud som homoseksuel, men siger at han ellers springer ud fra altanen",
    ],
)
def test_a_jump_from_a_height_is_a_danger_to_life(words: str) -> None:
    assert "livsfare" in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "han vil gerne springe ud som homoseksuel",
        "hun vil springe ud som trans derhjemme men tør ikke",
        "hun vil springe over matematik",
        "pige vil springe højdespring",
        "hvordan støtter vi en elev der vil springe ud som bøsse",
        "han vil gerne springe ud",
        "hun er sprunget ud over for klassen",
        "dreng på 15 vil springe ud for sine forældre",
        "min datter vil springe ud som lesbisk, hvor finder hun andre",
        "hun siger hun springer ud som nonbinær",
        "han vil springe over skolen og game",
        "hun vil altid springe morgenmaden over",
        "eleven vil springe fra uddannelsen",
        "de vil springe fra aftalen",
        "hun siger han springer fra",
        "han vil springe en klasse over",
        "pige på 12 vil springe længdespring",
        "min søn vil springe på trampolin",
        "hun vil hoppe i sjippetov",
        "dreng på 8 vil hoppe og springe",
        "min datter vil gerne lære at hoppe",
        "han vil hoppe med på fodboldholdet",
        "hun er klar til at hoppe ud i noget nyt",
        "drengen vil springe parkour fra tag til tag",
        "tvillingerne vil springe over mure",
        "pigen vil springe på hest",
        "han vil springe i faldskærm",
        "han siger han hopper på tilbuddet",
        "vi vil hoppe i havnebadet",
        "hun vil hoppe af gymnasiet",
        "eleven siger at hun hopper fra hf",
        "toåring vil gerne hoppe rundt søndag formiddag",
        "han er klar til at springe ud i livet",
    ],
)
def test_coming_out_skipping_and_gymnastics_are_no_danger(words: str) -> None:
    assert set(worries(words, ACUTE)) <= {"bekymring"}
