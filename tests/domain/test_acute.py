"""Words of acute worry: what is recognised, and what must not alarm."""

import json
from datetime import date, datetime
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.acute import Acute, BadAcute, plain, worries

HOUSE = Path(__file__).resolve().parents[2]
ACUTE = Acute.load(HOUSE / "data" / "acute.toml")


def judged(name: str) -> list[dict[str, object]]:
    path = HOUSE / "tests" / "questions" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


JUDGED = [*judged("acute.jsonl"), *judged("acute_heldout.jsonl"), *judged("acute_second.jsonl")]
SENTENCES = [str(row["q"]) for row in JUDGED]

# ── Recognising ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["acute.jsonl", "acute_heldout.jsonl", "acute_second.jsonl"])
def test_at_least_95_of_100_judged_sentences_are_recognised_as_the_worry_they_hold(name: str) -> None:
    rows = [row for row in judged(name) if row["acute"]]
    right = [row for row in rows if set(row["acute"]) & set(worries(str(row["q"]), ACUTE))]  # type: ignore[call-overload]
    assert len(right) >= 0.95 * len(rows)


@pytest.mark.parametrize("name", ["acute.jsonl", "acute_heldout.jsonl", "acute_second.jsonl"])
def test_at_most_3_of_100_judged_look_alikes_alarm(name: str) -> None:
    rows = [str(row["q"]) for row in judged(name) if not row["acute"]]
    assert len([q for q in rows if worries(q, ACUTE)]) <= 0.03 * len(rows)


def test_what_phrases_learned_from_the_fourth_set_is_not_lost() -> None:
    rows = judged("acute_fourth.jsonl")
    right = [row for row in rows if row["acute"] and {*row["acute"]} & {*worries(str(row["q"]), ACUTE)}]  # type: ignore[misc]
    assert len(right) >= 0.95 * sum(bool(row["acute"]) for row in rows)
    alarms = [row for row in rows if not row["acute"] and worries(str(row["q"]), ACUTE)]
    assert len(alarms) <= 0.04 * sum(not row["acute"] for row in rows)  # which the points have not learned from


@pytest.mark.parametrize("name", ["acute_blind.jsonl", "acute_third.jsonl"])
def test_nothing_that_was_learned_from_the_later_sets_is_lost(name: str) -> None:
    rows = judged(name)
    acute = [row for row in rows if row["acute"]]
    assert len([row for row in acute if worries(str(row["q"]), ACUTE)]) >= 0.97 * len(acute)
    alarms = [row for row in rows if not row["acute"] and worries(str(row["q"]), ACUTE)]
    assert len(alarms) <= 0.02 * (len(rows) - len(acute))


def test_what_no_phrase_knows_but_sounds_like_a_worry_counts_as_concern_for_a_child() -> None:
    words = "naboens kone kom løbende ud i strømper og bad mig låse døren"
    assert not any(ACUTE.phrases.found(plain(words, ACUTE)))
    assert worries(words, ACUTE) == ("bekymring",)


def test_a_weak_phrase_yields_to_words_that_speak_of_something_else_but_a_clear_one_does_not() -> None:
    assert worries("min søn græder når hans hold taber, træner råd", ACUTE) == ()
    assert "vold" in worries("boksning i Valby for en pige på 13, hendes far slår", ACUTE)


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        ("kan ik mere", "selvmord"),
        ("hun sir hun ik vil leve", "selvmord"),
        ("my friend wanna kms", "selvmord"),
        ("min far ska slå mig ihjel, han gir mig tæv", "vold"),
    ],
)
def test_the_language_of_text_messages_is_understood(words: str, worry: str) -> None:
    assert worry in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "Energicenter Voldparken",
        "voldparken",
        "kurser i selvforsvar",
        "selvmordsforebyggelse kursus for fagfolk",
        "hvor slår jeg et job op",
        "slå græs",
        "voldsom energi",
        "truede dyr",
        "boldspil slag",
        "noget til en der dræber tid",
        "skud på mål, fodbold",
        "hun er ikke selvmordstruet",
        "der er ingen vold i familien",
        "hun drukner når der er mange børn, findes der et lille hold",
        "vores klub er døende, hvem kan hjælpe",
        "jeg vil ikke leve uden musik",
        "min kat er stukket af fra altanen",
        "har låst mig ude, hvem er døgnvagt for låse",
        "nærmeste apotek med døgnvagt",
        "en mor kender ingen og kan ikke sproget. Findes der andre mødre, der kan komme på besøg?",
        "jeg er mand, 34, og vil have noget at lave med mine sønner",
        "sagsbehandleren bestemmer alt, må hun det?",
        "barnet bor skiftevis hos os hver uge og er ked af det ved hver overlevering",
        "nogen der sparker bold nede i gården",
        "lektiehjælp der ikke ligger i Stationsbyen",
        "pige på 12 bor i Skovparken og vil danse",
        "tager på Strøget med veninderne",
        "vi er trætte af indbrud og røverier",
        "trænger til at komme væk hjemmefra i juli",
        "vores baby græder hver nat, hvem kan hjælpe os",
        "nøglen til storskraldsrummet passer ikke længere",
        "teksten hopper for ham, kan han få hjælp",
        "jeg har taget piller i to år og er clean nu",
        "min mobil er forsvundet siden i går",
        "bussen er ikke kommet tilbage siden i går",
        "Der er ingen hjemme hos os før kl. 17, er der en klub i Valby?",
        "Min far er ikke hjemme før kl. 18, klub i Tingbjerg",
        "ingen hjemme kan hjælpe med lektierne",
        "Min lillesøster græder når hun ikke kommer til dans, Sydhavnen",
        "Jeg skyder på at I har noget i Sjælør?",
        "Han er stukket af sted til fodbold, hvornår slutter den på Nørrebro?",
        "min datter er 13 og min kæreste er 40",
        "mor har taget børnenes pas med til fornyelse",
        "min teenager vil ikke vågne om morgenen",
        "Min søn tager adhd-medicin, findes der en fodboldklub for ham?",
        "bulimi",
        "",
    ],
)
def test_what_only_looks_like_a_worry_does_not_alarm(words: str) -> None:
    assert worries(words, ACUTE) == ()


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        ("hun ligger på stationen om natten", "husly"),
        ("han tager på hende når de er alene", "overgreb"),
        ("hun må væk hjemmefra i nat", "husly"),
        ("hun har taget piller og vil ikke vågne", "livsfare"),
        ("pige tog piller i morges, 14 år", "livsfare"),
        ("nøglen til kælderlejligheden passer ikke længere, vi sover ude", "husly"),
        ("barnet ovenpå skriger hver nat", "vold"),
        ("nøglen til lejligheden passer ikke længere", "husly"),
        ("min søn græder om natten, for hans far slår ham", "vold"),
        ("har ringet til alle og har ingen steder at tage hen", "husly"),
        ("min søn er forsvundet siden i går", "forsvundet"),
        ("min datter er ikke kommet hjem i nat", "forsvundet"),
        ("hun er stadig ikke kommet hjem fra skole", "forsvundet"),
        ("min veninde på 14 bliver misbrugt derhjemme", "overgreb"),
        ("min lillesøster spiser ikke mere og kaster op", "spiseforstyrrelse"),
        ("der er ingen hjemme før kl 17 og bagefter slår min far mig", "vold"),
        ("der er ingen hjemme hele natten, børnene er alene", "omsorgssvigt"),
        ("min søn græder når han ikke får is, og så slår hans far ham", "vold"),
        ("jeg er 13 og min kæreste er 40", "overgreb"),
        ("min datter er 14 og min kæreste er 38 og han rører ved hende", "overgreb"),
        ("min datter er stukket af sted med sin kæreste", "husly"),
        ("han skyder på folk", "trusler"),
        ("hun har taget sin medicin og vil ikke vågne", "livsfare"),
        ("far har taget vores pas", "tvang"),
    ],
)
def test_what_looks_like_a_look_alike_still_alarms(words: str, worry: str) -> None:
    assert worry in worries(words, ACUTE)


def test_who_tells_of_himself_what_he_does_to_a_child_still_alarms() -> None:
    assert "overgreb" in worries("jeg er en mand på 34 og skriver med en pige på 13", ACUTE)


@pytest.mark.parametrize("words", ["min datter er stukket af med hunden", "min far har låst mig ude"])
def test_who_is_no_pet_is_missed_or_locked_out(words: str) -> None:
    assert "husly" in worries(words, ACUTE)


def test_who_wants_to_die_or_will_not_tell_on_anybody_is_no_threat() -> None:
    assert worries("en pige i min klub siger, hun vil dø", ACUTE) == ("selvmord",)
    assert worries("jeg vil ikke stikke nogen, men mine niecer får ikke mad nok", ACUTE) == ("omsorgssvigt",)


@pytest.mark.parametrize(
    "words",
    ["jeg drukner i lektier", "hun drukner i gæld og rykkere", "vi drukner snart", "han drukner i store flokke"],
)
def test_who_drowns_in_work_or_among_others_is_in_no_danger(words: str) -> None:
    assert "livsfare" not in worries(words, ACUTE)
    assert "livsfare" in worries("han er ved at drukne, nu drukner han", ACUTE)


def test_no_name_of_an_offer_alarms_except_that_of_the_night_duty() -> None:
    lines = (HOUSE / "data" / "koebenhavn" / "offers.jsonl").read_text(encoding="utf-8").splitlines()
    names = [json.loads(line)["name"] for line in lines]
    assert [name for name in names if worries(name, ACUTE)] == ["Den Sociale Døgnvagt"]


def test_who_lives_in_an_area_or_beside_it_is_not_homeless() -> None:
    """Areas are called after woods, bogs, bridges and stations, here and in the invented cities."""
    files = [HOUSE / "data" / "koebenhavn" / "areas.jsonl", *HOUSE.glob("tests/questions/*/areas.jsonl")]
    areas = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    for area in areas:
        assert "husly" not in worries(f"pige på 12 bor i {area['name']} og vil danse", ACUTE), area["name"]
        for name in (area["name"], *area["aliases"]):
            assert "husly" not in worries(f"lektiehjælp der ligger ved {name}", ACUTE), name


def test_the_most_serious_worry_comes_first() -> None:
    found = worries("hun er smidt ud hjemmefra, hendes far slår, og nu har hun taget 20 panodiler", ACUTE)
    assert found == ("livsfare", "forgiftning", "vold", "husly")


def test_a_course_about_a_subject_does_not_alarm_but_what_somebody_has_told_does() -> None:
    assert worries("oplæg om overgreb", ACUTE) == ()
    assert "overgreb" in worries("efter et oplæg fortalte en pige, at hun er blevet voldtaget", ACUTE)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_danish_letters_written_as_two_or_in_capitals_change_nothing(sentence: str) -> None:
    found = worries(sentence, ACUTE)
    plain = sentence.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    assert worries(plain, ACUTE) == found
    assert worries(sentence.upper(), ACUTE) == found


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        ("selvmrodstanker", "selvmord"),
        ("selvmorsdtanker", "selvmord"),
        ("en overdsois", "livsfare"),
        ("hun blev voldtget", "overgreb"),
        ("bevidstlø dreng", "livsfare"),
        ("han er hjemlos", "husly"),
    ],
)
def test_one_typing_mistake_in_a_long_word_is_forgiven(words: str, worry: str) -> None:
    assert worries(words, ACUTE)[:1] == (worry,)


@given(st.text(max_size=300))
def test_nothing_anybody_writes_breaks_it(text: str) -> None:
    assert set(worries(text, ACUTE)) <= {worry.key for worry in ACUTE.worries}


@given(
    st.sampled_from(SENTENCES),
    st.sampled_from(["hej ", "spørgsmål: ", "", "🙂 "]),
    st.sampled_from(["", " …", " tak", "\n"]),
)
def test_a_greeting_before_or_thanks_after_hide_no_worry(sentence: str, before: str, after: str) -> None:
    assert set(worries(sentence, ACUTE)) <= set(worries(before + sentence + after, ACUTE))


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_contact_says_where_it_is_from_and_when_it_was_held_against_that_source() -> None:
    for contact in ACUTE.contacts.values():
        assert contact.source_url.startswith("https://"), contact.key
        datetime.strptime(contact.reviewed, "%Y-%m-%d")  # noqa: DTZ007 - a date
    assert ACUTE.duty.source_url.startswith("https://")


def test_every_contact_of_the_file_is_used_by_a_worry() -> None:
    used = {key for worry in ACUTE.worries for key in (*worry.first, *worry.then)}
    assert used == ACUTE.contacts.keys()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of acute.toml, with the files beside it, to write in."""
    for name in ("acute.toml", "acute_points.json", "short.toml"):
        copy(HOUSE / "data" / name, tmp_path)
    return tmp_path / "acute.toml"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('first = ["112"]', 'first = ["911"]', ": »livsfare« peger på en kontakt, der ikke findes: 911."),
        ('reviewed = "2026-11-23"', "reviewed = 3.12.2026", ", linje {line}: reviewed skal være en dato. Skriv fx"),
        ('reviewed = "2026-11-23"', 'reviewed = "3.12.2026"', ", linje {line}: reviewed skal være en dato. Skriv fx"),
        ('reviewed = "2026-11-23"', "reviewed = 2026-11-23T08:00:00", ", linje {line}: reviewed skal være en dato."),
        ('phone = "112"', 'phone = "112', ", linje {line}: Filen er ikke gyldig TOML."),
        ('phone = "112"', "", ": kontakt nr. 1 ([[contacts]]) mangler et felt eller har et for meget."),
        ('phone = "112"', 'phone = "112"\ntlf = "112"', ": kontakt nr. 1 ([[contacts]]) mangler et felt"),
        ("[duty]", "[pligt]", ": noget mangler eller er skrevet forkert ('duty')."),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_place_and_what_to_do(
    file: Path, right: str, wrong: str, told: str
) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    line = text[: text.index(right)].count("\n") + 1
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadAcute) as refused:
        Acute.load(file)
    assert str(refused.value).startswith(f"{file}{told.format(line=line)}")


@pytest.mark.parametrize("name", ["acute.toml", "acute_points.json", "short.toml"])
def test_a_file_that_is_missing_is_told_by_its_name(file: Path, name: str) -> None:
    file.with_name(name).unlink()
    with pytest.raises(BadAcute, match=f"{name} mangler. Hent filen igen fra Vejviser"):
        Acute.load(file)


def test_a_day_may_be_written_with_and_without_quotation_marks(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('reviewed = "2026-11-23"', "reviewed = 2026-12-03"), encoding="utf-8")
    assert {*Acute.load(file).contacts_reviewed} == {date(2026, 12, 3)}


def test_compiling_everything_beforehand_changes_no_answer() -> None:
    compiled = Acute.load(HOUSE / "data" / "acute.toml")
    compiled.compile()
    words = [str(row["q"]) for row in judged("acute.jsonl")]
    assert [worries(one, compiled) for one in words] == [worries(one, ACUTE) for one in words]
