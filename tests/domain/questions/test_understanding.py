"""What is understood of a question, in an invented town."""

import json
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.acute import Acute
from bot.domain.answering import recognise
from bot.domain.questions import Index, Understood, describe, gap_facets, rank, tells_nothing, understand, words
from bot.domain.questions.correcting import corrected
from bot.domain.questions.courtesies import without_courtesies
from bot.domain.questions.understood import fitting
from bot.settings import HOUSE
from tests.domain.questions.conftest import MONDAY


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("hvad er der i Åsen", ("aasen",)),
        ("AASEN", ("aasen",)),
        ("asens klubber", ("aasen",)),
        ("Toftegården på Åsen", ("toften",)),
        ("tofegården", ("toften",)),
        ("noget i 9900", ("havnen",)),
        ("9910", ("aasen",)),
        ("Havnen og Skrænten", ("havnen", "skrenten")),
        ("lektier ved Toftehallen", ("toften",)),
        ("Sammen på Toften", ("toften",)),
        ("hele Birkeby", ("birkeby",)),
        ("unge i Parken", ("skrenten",)),
        ("parken", ("skrenten",)),
        ("de sidder i parken om aftenen", ()),
    ],
)
def test_an_area_is_known_by_name_alias_code_place_and_plan_with_or_without_mistakes(
    text: str, areas: tuple[str, ...], birkeby: Index
) -> None:
    assert understand(text, MONDAY, birkeby).areas == areas


@pytest.mark.parametrize(
    "text", ["klub, bare ikke i Åsen", "klubber, ikke dem i Åsen", "klub der ikke ligger inde i Åsen"]
)
def test_a_place_can_be_denied(text: str, birkeby: Index) -> None:
    understood = understand(text, MONDAY, birkeby)
    assert (understood.areas, understood.avoided, understood.excluded) == ((), ("aasen",), ())


def test_a_word_that_people_say_is_no_misspelt_place(copenhagen: Index) -> None:
    assert understand("drengen har blå mærker på ryggen", MONDAY, copenhagen).areas == ()
    assert understand("klub i nørebro", MONDAY, copenhagen).areas == ("noerrebro",)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("klub for born pa 15 ar om lordagen", "klub for børn på 15 år om lørdagen"),
        ("12-arig, sondag", "12-årig, søndag"),
        ("hvronår er der åbent", "hvornår er der åbent"),
        ("tilud om lektiehjælp", "tilbud om lektiehjælp"),
        ("lørddag eller søndaggen, ikke tosdage", "lørdag eller søndagen, ikke torsdage"),
        ("en fridag, en bandage og et mandat til hverdag", "en fridag, en bandage og et mandat til hverdag"),
        ("mode og tanker", "mode og tanker"),  # words, not møde and tænker
        ("fobold med qzxwvjkq", "fobold med qzxwvjkq"),  # the directory has fodbold: that is for later
    ],
)
def test_everyday_words_are_read_as_they_were_meant(written: str, meant: str, copenhagen: Index) -> None:
    assert corrected(written, words.tokens(written), (), copenhagen) == meant


def test_words_that_say_nothing_may_lack_their_rings_and_dots(birkeby: Index) -> None:
    assert understand("fodbold abningstider", MONDAY, birkeby).missing == 0


@pytest.mark.parametrize("text", ["telefonnummeret til Joannahuset", "hvad er mailadressen til Joannahuset"])
def test_how_to_reach_somebody_asks_for_nothing_else(text: str, copenhagen: Index) -> None:
    assert rank(understand(text, MONDAY, copenhagen), MONDAY, copenhagen).answer[0].offer_id == "joannahuset"


def test_a_pensioner_who_wants_to_help_does_not_ask_for_old_peoples_care(copenhagen: Index) -> None:
    wanted = "Jeg er pensionist og vil gerne være frivillig for de unge en aften om ugen"
    assert understand(wanted, MONDAY, copenhagen).needs[0][0].startswith("frivillig")
    assert understand("noget for pensionister", MONDAY, copenhagen).needs == (("aldrepleje", 9),)


@pytest.mark.parametrize(
    "text",
    [
        "flyttet fra Odense til Åsen",
        "far er flyttet til Aalborg, og de savner ham",
        "give ro",
        "vejen ud",
        "lære at koge mad",
    ],
)
def test_a_known_area_or_a_plain_word_is_not_elsewhere(text: str, birkeby: Index) -> None:
    assert not understand(text, MONDAY, birkeby).elsewhere


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("fodbold", ("fodbold",)),
        ("fodblod", ("fodbold",)),
        ("lektie hjælp", ("lektiehjalp",)),
        ("job", ("job",)),
        ("svømningen", ("svomning",)),
    ],
)
def test_a_topic_is_known_inflected_misspelt_split_and_joined(
    text: str, topics: tuple[str, ...], birkeby: Index
) -> None:
    assert understand(text, MONDAY, birkeby).topics == topics


def test_a_word_written_in_two_is_one_topic(copenhagen: Index) -> None:
    assert understand("fritids job", MONDAY, copenhagen).topics == ("fritidsjob",)


@pytest.mark.parametrize("greeting", ["tak", "farvel", "hilsen", "velbekomme", "tusindtak", "Hej,"])
def test_a_greeting_hides_no_question(greeting: str, copenhagen: Index) -> None:
    found = understand(f"{greeting} skylder for mobilen", MONDAY, copenhagen)
    assert found.needs[0][0] == "galdsradgivning"


def test_foreign_letters_are_not_loud(copenhagen: Index) -> None:
    assert understand("привет", MONDAY, copenhagen).loud == 0


def test_an_index_remembers_nothing_from_forged_buttons(copenhagen: Index) -> None:
    forged = Understood(topics=("hemmeligt",), needs=(("forfalsket", 5),))
    rank(forged, MONDAY, copenhagen)
    describe(forged, copenhagen)
    assert "hemmeligt" not in repr(vars(copenhagen)["_words"])
    assert not {("forfalsket", True), ("forfalsket", False)} & vars(copenhagen)["_sure"].keys()


def test_the_senses_remember_no_word_that_the_data_has_not(copenhagen: Index) -> None:
    understand("Hedvig Zebulonsen vil gå til fodbold", MONDAY, copenhagen)
    assert "zebulon" not in vars(copenhagen.lexicon.senses)["_remembered"]


def test_a_short_word_that_is_nearly_a_topic_is_misspelt_and_no_compound(copenhagen: Index) -> None:
    assert understand("parkor", MONDAY, copenhagen).topics == ("parkour",)  # par + kor


def test_a_compound_that_offers_lack_is_sensed(birkeby: Index) -> None:
    assert understand("pigefodbold", MONDAY, birkeby).needs[0][0] == "fodbold"


def test_everything_in_one_question(birkeby: Index) -> None:
    understood = understand("gratis svømning for piger på 9 i Åsen mandag eftermiddag, ikke fodbold", MONDAY, birkeby)
    assert understood.needs[0][0] == "svomning"
    understood = replace(understood, needs=(), outright=False, hints=(), gist="", loud=0, length=0)
    assert understood == Understood(
        areas=("aasen",), age=(9, 9), audience="piger", weekdays=("man",), start=time(12), end=time(18), free=True,
        topics=("svomning",), excluded=("fodbold",),
    )  # fmt: skip
    assert [facet.text for facet in describe(understood, birkeby)] == [
        "Område: Åsen", "9 år", "piger", "mandag kl. 12.00–18.00", "gratis", "emne: svømning", "ikke fodbold",
    ]  # fmt: skip
    assert gap_facets(understood, birkeby) == ("aasen", "6-9", ("svomning",))


def test_all_days_but_one_are_told_by_the_one(birkeby: Index) -> None:
    assert describe(understand("svømning, ikke om fredagen", MONDAY, birkeby), birkeby)[0].text == "ikke fredag"


def test_a_topic_that_the_directory_lacks_is_kept_as_the_lexicons_concept(birkeby: Index) -> None:
    understood = understand("håndbold i Åsen", MONDAY, birkeby)
    assert understood.needs[0][0] == "handbold"
    assert [facet.text for facet in describe(understood, birkeby)] == ["Område: Åsen", "emne: håndbold"]


def test_words_that_nobody_knows_count_as_missing_and_are_kept_nowhere(birkeby: Index) -> None:
    understood = understand("Åsen qzxwvjkq", MONDAY, birkeby)
    assert understood == Understood(areas=("aasen",), missing=10, length=2)
    assert describe(understood, birkeby)[-1].text == "ord, jeg ikke kender"


@pytest.mark.parametrize("text", ["", "   ", "hej, hvordan går det?", "tak for hjælpen, god weekend", "?!", "\x00"])
def test_small_talk_is_empty(text: str, birkeby: Index) -> None:
    assert tells_nothing(understand(text, MONDAY, birkeby))


@pytest.mark.parametrize(
    "framed",
    [
        "Hej, kan du hjælpe mig? {} På forhånd tak",
        "Hej med dig, hvordan går det? {}",
        "God morgen! Har lige et hurtigt spørgsmål: {}, tak for hjælpen",
        "jeg sidder med en svær sag, {}. Hav en god dag",
        "{} mvh Mette, klubmedarbejder på Skrænten",
        "HEJ :) {}\n\nMed venlig hilsen\nAli Hansen\nSundhedsplejerske, Havnen",
        "kære kolleger. kan i hjaelpe os med {} paa forhaand tak",
        "Hi, can you help me with {} thanks in advance",
        "Jeg er lærer i udskolingen og tænkte på, {}, har I nogle ideer?",
        "Min leder sagde, jeg skulle prøve at spørge dig. {} - det haster",
        "Jeg ville lige høre, om du kender noget: {} (sendt fra min telefon)",
        "Kære chatbot. Jeg har googlet hele formiddagen uden held. {}. Send meget gerne et link, hvis du har et!",
    ],
)
@pytest.mark.parametrize("question", ["håndbold i Åsen", "sønnen på 13 skylder for mobilen", "har ingen at lege med"])
def test_what_only_frames_a_message_is_not_read(framed: str, question: str, birkeby: Index) -> None:
    assert understand(framed.format(question), MONDAY, birkeby) == understand(question, MONDAY, birkeby)


@pytest.mark.parametrize("text", ["needer et job asap, 16", "needer et job, nv", "pigen i 4. har brug for en ven"])
def test_what_leaves_but_an_age_or_a_place_frames_nothing(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize("text", ["en hilsen til mormor", "hvad hedder tak på somali", "kender du hejs og kraner"])
def test_courtesies_that_are_what_is_asked_about_are_read(text: str) -> None:
    assert without_courtesies(text) == text


@given(st.text(max_size=300))
def test_what_is_left_of_any_text_is_a_part_of_it(text: str) -> None:
    plain = words.plain(text)
    assert without_courtesies(plain) in plain


@pytest.mark.parametrize("text", ["Vi bor på Toften. Har I håndbold?", "Hun er 14. Håndbold?"])
def test_what_tells_where_or_for_whom_frames_nothing(text: str, birkeby: Index) -> None:
    assert without_courtesies(words.plain(text), birkeby.place_begins).startswith(words.plain(text[:5]))


@pytest.mark.parametrize(
    "again", ["mvh ", "tak ", "hej ", "mange tak ", "hilsen ", "jeg er lærer og ", " , ", "bare sig til, "]
)
def test_courtesies_said_again_and_again_take_no_time(again: str) -> None:
    """Patterns within patterns may take years."""
    assert len(without_courtesies("x " + 200 * again + "?x")) <= 2 + 200 * len(again) + 2


def test_a_worry_is_heard_in_a_signature_too(birkeby: Index, acute: Acute) -> None:
    """What is not read as a question may still be a cry for help."""
    assert recognise("tak for alt. Hilsen en der ikke vil leve mere", MONDAY, birkeby, acute).acute == ("selvmord",)


def test_a_named_offer_is_recognised_by_its_name_and_by_who_runs_it(birkeby: Index) -> None:
    assert understand("hvad er nummeret til Rådgivningen Kompasset", MONDAY, birkeby).names == ("ra",)
    assert understand("toftens boldklub", MONDAY, birkeby).names == ("fb",)
    assert understand("hajens telefon", MONDAY, birkeby).names == ("sv",)


def test_a_word_without_the_article_of_a_name_is_no_name(birkeby: Index) -> None:
    assert understand("åbner Lygten i aften", MONDAY, birkeby).names == ("nk",)
    assert understand("en ny lygte til min cykel", MONDAY, birkeby).names == ()


def test_what_is_left_of_a_name_without_its_small_words_is_no_name(birkeby: Index) -> None:
    under = replace(birkeby.offers[0], id="ud", name="Under dynen", organisation=None)
    index = Index(replace(birkeby.directory, offers=(*birkeby.offers, under)))
    assert understand("hvem står bag Under dynen", MONDAY, index).names == ("ud",)
    assert understand("hvor køber jeg dynen", MONDAY, index).names == ()


@given(text=st.text(max_size=400) | st.binary(max_size=400).map(lambda raw: raw.decode("utf-8", "replace")))
def test_any_text_is_understood_and_comes_back_from_a_button(text: str, birkeby: Index) -> None:
    check_round_trip(text, birkeby)


@given(data=st.data())
def test_any_mixture_of_the_directorys_own_words_comes_back(data: st.DataObject, copenhagen: Index) -> None:
    words = [*copenhagen.forms, "ikke", "kl.", "på", "år", "14", "-", "aften", "2200", "mandag", "klasse", "nørrebro"]
    check_round_trip(" ".join(data.draw(st.lists(st.sampled_from(words), max_size=60))), copenhagen)


def test_ten_thousand_characters_are_understood(copenhagen: Index) -> None:
    check_round_trip("👩‍👧 שלום NEAR( \" ' OR 1=1 -- fodbold nørrebro 15-årig \x00 " * 200, copenhagen)


def check_round_trip(text: str, index: Index) -> None:
    """What was understood fits a button, comes back from it, and holds no word of the asker's own."""
    understood = understand(text, MONDAY, index)
    facets = understood.facets()
    assert Understood.from_facets(facets) == understood
    assert sum(map(len, facets.values())) <= 1500
    for facet in describe(understood, index):
        assert facet.without != understood
        assert Understood.from_facets(facet.without.facets()) == facet.without
    assert set(understood.areas) <= {area.id for area in index.areas}
    assert set(understood.names) <= index.numbers.keys()
    for topic in (*understood.topics, *understood.excluded):
        if topic.startswith("#"):
            assert topic[1:] in index.lexicon.concepts
        else:
            assert all(index.known(part) or part in index.lexicon.common for part in topic.split("+"))


@given(
    st.dictionaries(
        st.sampled_from([*Understood.__dataclass_fields__, "words"]), st.one_of(st.text(max_size=20), st.just("1"))
    )
)
def test_a_forged_button_is_refused_or_understood_as_it_stands(facets: dict[str, str]) -> None:
    try:
        understood = Understood.from_facets(facets)
    except ValueError:
        return
    assert Understood.from_facets(understood.facets()) == understood


@pytest.mark.parametrize(
    "facets",
    [{"age": "9-7"}, {"age": "x"}, {"free": "0"}, {"start": "25:00"}, {"weekdays": "man,x"}, {"areas": ""},
     {"x": "1"}, {"missing": "0"}, {"kind": "x"}, {"audience": "x"}, {"topics": "a b"}],
)  # fmt: skip
def test_a_button_value_of_nobodys_making_is_refused(facets: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        Understood.from_facets(facets)


def test_no_more_values_are_kept_than_a_button_has_room_for() -> None:
    kept = fitting("topics", [f"emne{n}" for n in range(500)] + ["emne1"])
    assert 20 < len(kept) < 100
    assert len(",".join(kept)) <= 450


def test_the_lexicon_is_general(copenhagen: Index) -> None:
    """No concept is worded with an area of the directory that comes along."""
    areas = {tuple(words.words(line["name"])) for line in map(json.loads, _lines("areas.jsonl"))}
    for file in (HOUSE / "data" / "concepts").glob("*.toml"):
        said = words.words(file.read_text(encoding="utf-8"))
        rows = {tuple(said[at : at + size]) for size in (1, 2, 3) for at in range(len(said))}
        assert areas & rows == set(), file.name


def _lines(name: str) -> list[str]:
    return (HOUSE / "data" / "koebenhavn" / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "question",
    [
        "hvor køber jeg fodboldstøvler",
        "Hvor kan man købe en brugt fodbold?",
        "fodboldmål til salg",
        "hvornår er det offside i fodbold",
        "hvem vandt fodboldkampen i går",
        "hvor mange spillere er der på et fodboldhold",
        "ledig stilling som fodboldtræner",
        "fodboldstøvler på tilbud",
        "fodboldbane til leje",
        "hvorfor er en fodbold rund",
        "regler for fodbold",
        "er der kaffe på kanden?",
        "thank you so much",
    ],
)
def test_a_question_about_something_else_that_shares_a_word_has_no_answer(question: str, birkeby: Index) -> None:
    understood = understand(question, MONDAY, birkeby)
    assert understood.topics == ()
    assert birkeby.lexicon.concepts[understood.needs[0][0]].outside


@pytest.mark.parametrize(
    "question",
    [
        "fodbold",
        "hvornår er der fodbold",
        "hvilken fodbold har I på tilbud?",
        "hvor mange kan være på fodboldholdet",
        "er der kaffe og fodbold for mødre",
        "kan politiet komme og spille fodbold med de unge",
        "min søn er syg i dag, er der fodbold i morgen",
    ],
)
def test_a_question_about_an_offers_own_facts_is_about_the_offer(question: str, birkeby: Index) -> None:
    assert "fodbold" in {key for key, _ in understand(question, MONDAY, birkeby).needs}


@pytest.mark.parametrize("text", ["unge der ikke er i job", "unge, som ikke er i job", "min søn, der ikke er dansk"])
def test_what_somebody_is_not_must_not_be_missing_in_the_answer(text: str, copenhagen: Index) -> None:
    assert understand(text, MONDAY, copenhagen).excluded == ()
