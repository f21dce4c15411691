"""Dangers to oneself: a jump, and what only sounds like one; threats against oneself and against others."""

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
    assert worries(words, ACUTE)[:2] == ("livsfare", "spring")


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


@pytest.mark.parametrize(
    "words",
    [
        "han har truet med at springe ud foran toget",
        "han truer med selvmord",
        "han har truet med at slå sig selv ihjel",
        "truer med at tage sit eget liv",
        "han truer med at tage livet af sig",
        "hun truer med at gøre en ende på det hele",
        "pige på 15 truer med at hænge sig",
        "han truer med at hoppe ud fra altanen",
        "hun har truet med at skære i sig selv",
        "min datter truer med at tage en overdosis",
        "min eks truer med selvmord hvis jeg går",
        "drengen truer med at gøre skade på sig selv",
        "hun truede med at begå selvmord",
        "han truer med at drukne sig",
        "hun truer os med at slå sig selv ihjel",
        "han truer med at skade sig selv",
        "eleven har truet med at kaste sig foran et tog",
        "han har truet med at han slår sig selv ihjel",
        "selvmordstrusler fra en elev på 14",
        "he threatens to kill himself",
        "she threatened to jump from the bridge",
        "she threatens with suicide",
    ],
)
def test_who_threatens_to_do_it_to_himself_thinks_of_suicide_and_threatens_nobody(words: str) -> None:
    found = worries(words, ACUTE)
    assert "selvmord" in found
    assert "trusler" not in found


@pytest.mark.parametrize(
    "words",
    [
        "han truer med at slå hende ihjel",
        "han har truet med at slå os ihjel",
        "han truer med at slå sig selv og os ihjel",
        "han truer med kniv og siger han vil tage sit eget liv",
        "hun er blevet truet med at blive slået ihjel",
        "han truer min søn med tæsk",
        "han truer med at smadre ham",
        "han truer med selvmord og med at slå hende ihjel",
        "kæresten truer med at tage børnenes liv og sit eget",
        "han truer med at skyde sig selv og læreren",
        "de truer med at skubbe ham ud foran toget",
        "drengen truer de andre med kniv",
        "hun er truet på livet",
    ],
)
def test_who_threatens_somebody_else_threatens_also_where_he_means_himself_too(words: str) -> None:
    assert "trusler" in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "hun har taget 20 panodiler",
        "min søn på 2 har slugt et knapbatteri",
        "der er tomme pilleglas ved siden af hende",
        "han er bevidstløs efter at have røget noget",
        "barnet har spist en giftig svamp",
        "she took a lot of pills",
        "my son drank bleach",
        "han har taget en overdosis",
        "hun har drukket sprit og vågner ikke",
    ],
)
def test_what_was_swallowed_is_a_danger_to_life_and_a_poisoning(words: str) -> None:
    assert worries(words, ACUTE)[:2] == ("livsfare", "forgiftning")


@pytest.mark.parametrize(
    "words",
    [
        "han er skudt i benet",
        "hun er faldet ud ad vinduet",
        "det brænder i opgangen",
        "min baby er helt slap",
        "han står på broen og vil springe",
        "han ånder ikke",
        "hun er ved at drukne",
        "tager sin medicin hver dag",
        "noget for en pige der hopper og springer hele tiden",
        "her sælges stoffer i gården",
    ],
)
def test_where_nothing_was_swallowed_nobody_is_poisoned(words: str) -> None:
    assert "forgiftning" not in worries(words, ACUTE)
