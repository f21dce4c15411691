"""Which offers answer, in which order, and what is only a near miss."""

from datetime import datetime

import numpy as np
import pytest

from bot.clock import COPENHAGEN
from bot.domain.questions import Found, Index, Understood, rank, understand
from bot.domain.questions.enough import worth_showing
from bot.domain.questions.signals import Told
from tests.domain.questions.conftest import MONDAY


def ask(text: str, index: Index, now: datetime = MONDAY) -> Found:
    return rank(understand(text, now, index), now, index)


def ids(found: Found) -> list[str]:
    return [match.offer_id for match in found.answer]


def test_an_area_alone_shows_its_own_offers_and_those_of_its_parts(birkeby: Index) -> None:
    found = ask("Åsen", birkeby)
    assert set(ids(found)) == {"sv", "fb", "lc"}
    assert found.area is None


def test_an_area_without_offers_falls_back_to_its_parent_and_says_so(birkeby: Index) -> None:
    found = ask("Skrænten", birkeby)
    assert set(ids(found)) == {"sv", "fb", "lc"}
    assert found.area == "aasen"


def test_a_topic_in_an_area_is_answered_locally_first_then_by_the_whole_city(birkeby: Index) -> None:
    found = ask("fritidsjob i Toftegården", birkeby)
    assert ids(found) == ["fj"]
    assert found.area == "birkeby"


def test_what_is_only_found_in_another_area_is_a_near_miss(birkeby: Index) -> None:
    found = ask("værested i Åsen", birkeby)
    assert ids(found) == []
    assert [(m.offer_id, m.fails) for m in found.maybe] == [("nk", ("areas",))]
    assert found.failed == "areas"


def test_an_age_outside_the_range_fails_and_an_unstated_age_comes_last(birkeby: Index) -> None:
    assert ids(ask("fodbold til en på 16", birkeby)) == ["fb"]
    found = ask("fodbold til en på 17", birkeby)
    assert ids(found) == []
    assert {m.offer_id for m in found.maybe} == {"fb", "pf"}
    assert all(m.fails == ("age",) for m in found.maybe)
    assert ids(ask("11 år Åsen", birkeby)) == ["sv", "fb", "lc"]


def test_an_offer_for_girls_only_is_not_for_a_boy_and_is_first_for_a_girl(birkeby: Index) -> None:
    assert ids(ask("fodbold til en dreng på 12", birkeby)) == ["fb"]
    assert ids(ask("fodbold til en pige på 12", birkeby)) == ["pf", "fb"]
    assert ids(ask("fodbold, ikke kun for piger", birkeby)) == ["fb"]


def test_without_a_topic_who_does_not_state_the_audience_answers_when_nobody_does(birkeby: Index) -> None:
    assert ids(ask("noget for en dreng på 8 om mandagen", birkeby)) == ["sv"]
    assert ids(ask("noget for en pige på 12", birkeby)) == ["pf"]


def test_what_was_asked_for_is_not_denied_by_a_kind_of_it(birkeby: Index) -> None:
    understood = understand("kampsport, men ikke karate", MONDAY, birkeby)
    assert understood.excluded == () and "kampsport" in {key for key, _ in understood.needs}


def test_an_age_alone_shows_whose_ages_lie_around_it_before_who_is_for_those_under_25(copenhagen: Index) -> None:
    found = ids(ask("12 år", copenhagen))
    assert "fgu-hovedstaden" in found[20:]
    assert {"klub-valdemar-klub-vestervang", "lektiecafe-haendelsvej"} <= set(found[:10])


def test_what_only_speaks_of_the_like_hardly_answers_who_says_a_name(copenhagen: Index) -> None:
    assert ids(ask("klatring på Amager for en 9-årig", copenhagen)) == []
    assert "tphu-ungevaerk" in ids(ask("klatring", copenhagen))


def test_a_weekday_told_in_a_long_story_keeps_nobody_out_who_states_no_hours(copenhagen: Index) -> None:
    story = "sønnen på 8 tør ikke møde op alene til karate, kan nogen følge ham derhen de første par onsdage"
    assert ids(ask(story, copenhagen))[0] == "fritidsguiderne-kbh"
    assert "fritidsguiderne-kbh" not in ids(ask("følge til fritid om onsdagen", copenhagen))


def test_what_must_not_be_is_no_answer_though_it_speaks_of_the_like(copenhagen: Index) -> None:
    found = ids(ask("sport men ikke fodbold for en på 13", copenhagen))
    assert found
    assert not any("fodbold" in copenhagen.offers[copenhagen.numbers[offer]].topics for offer in found)


@pytest.mark.parametrize(
    "text",
    [
        "lektiehjælp, bare ikke online",
        "lektiehjælp, men ikke over nettet, hun skal ud af huset",
        "lektiehjælp der ikke er online",
        "lektiehjælp som ikke foregår over nettet",
        "lektiehjælp ikke på nettet",
    ],
)
def test_whatever_offers_say_can_be_denied(text: str, copenhagen: Index) -> None:
    found = ids(ask(text, copenhagen))
    assert "lektiecafe-haendelsvej" in found
    assert "lektier-online" not in found


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("ikke Sjakket, andre klubber i Nordvest", "sjakket"),
        ("anden rådgivning end headspace 16 år", "headspace"),
        ("noget som headspace, men ikke headspace", "headspace"),
        ("fritidsklub på Nørrebro som ikke også er et UngeVærk", "klub-n"),
        ("klub langt fra Nørrebro", "klub-n"),
        ("fodbold, ikke i nærheden af Tingbjerg", "broenshoej-boldklub"),
    ],
)
def test_an_offer_can_be_denied_by_its_name(text: str, not_this: str, copenhagen: Index) -> None:
    found = ask(text, copenhagen)
    assert found.answer
    assert not_this not in ids(found) + [m.offer_id for m in found.maybe]


def test_what_is_a_kind_of_what_must_not_be_is_no_answer_either(copenhagen: Index) -> None:
    found = ids(ask("ikke klub, dreng 14 år Nørrebro", copenhagen))
    assert found
    topics = {topic for offer in found for topic in copenhagen.offers[copenhagen.numbers[offer]].topics}
    assert not topics & {"klub", "fritidsklub", "ungdomsklub"}


@pytest.mark.parametrize("text", ["gadebasket", "skateboard", "gaming", "beboercafé mod isolation"])
def test_a_word_or_three_that_name_what_offers_have_are_enough(text: str, copenhagen: Index) -> None:
    assert ids(ask(text, copenhagen))


@pytest.mark.parametrize("text", ["padel", "ishockey", "kor", "tandlæge", "curling"])
def test_a_word_that_names_what_no_offer_has_is_not(text: str, copenhagen: Index) -> None:
    assert not ids(ask(text, copenhagen))


def test_what_costs_more_than_it_may_is_no_answer(copenhagen: Index) -> None:
    found = ask("klub på Østerbro under 300 kr. om måneden", copenhagen)
    assert "pumpestationen" not in ids(found)
    assert {m.offer_id: m.fails for m in found.maybe}["pumpestationen"] == ("price",)
    assert ids(ask("klub på Østerbro under 500 kr. om måneden", copenhagen))[0] == "pumpestationen"


def test_who_tells_other_hours_is_closed_at_the_minute_asked_for(copenhagen: Index) -> None:
    assert "lektiecafe-husum-bibliotek" in ids(ask("lektiehjælp kl. 17", copenhagen))
    assert "lektiecafe-husum-bibliotek" not in ids(ask("lektiehjælp kl. 22", copenhagen))


def test_on_a_weekday_in_an_area_no_telephone_of_the_city_answers(copenhagen: Index) -> None:
    assert ids(ask("noget på Amager onsdag kl. 15", copenhagen)) == []


def test_from_which_class_on_the_text_says_is_an_age(copenhagen: Index) -> None:
    assert "musikloftet-christianshavn" in ids(ask("musik 12 år", copenhagen))
    assert "musikloftet-christianshavn" not in ids(ask("musik 8 år", copenhagen))


@pytest.mark.parametrize(
    "text",
    [
        "noget andet end fodbold i Åsen",
        "sport but not football",
        "bold, ikke håndbold eller fodbold",
        "sport, men ikke almindelig fodbold",
        "sport, ikke drengenes fodbold",
    ],
)
def test_what_comes_after_other_than_and_or_is_denied_too(text: str, birkeby: Index) -> None:
    understood = understand(text, MONDAY, birkeby)
    assert any(birkeby.strengths(topic).any() for topic in understood.excluded)
    found = ask(text, birkeby)
    assert "fb" not in ids(found) + [m.offer_id for m in found.maybe]


@pytest.mark.parametrize(
    "text",
    [
        "han laver ikke andet end fodbold",
        "hun vil ikke gå til andet end fodbold",
        "ikke kun fodbold",
        "hvis der ikke er fodbold i Åsen, så sport",
        "er der ikke fodbold i Åsen",
        "har I ikke fodbold",
        "vi har ikke fodbold på skolen",
        "han har hverken fodbold eller håndbold på skolen",
    ],
)
def test_nothing_else_than_a_thing_does_not_deny_it(text: str, birkeby: Index) -> None:
    assert not understand(text, MONDAY, birkeby).excluded


@pytest.mark.parametrize(
    "text",
    [
        "sport, hun kan ikke lide fodbold",
        "fodbold er ikke noget for ham, men sport",
        "hverken fodbold eller håndbold",
    ],
)
def test_what_somebody_dislikes_is_denied(text: str, birkeby: Index) -> None:
    assert "fodbold" in understand(text, MONDAY, birkeby).excluded


def test_who_hates_school_may_need_help_with_it(copenhagen: Index) -> None:
    assert not understand("min søn hader skolen", MONDAY, copenhagen).excluded


def test_on_most_days_of_the_week_who_states_no_hours_may_be_open(copenhagen: Index) -> None:
    assert "broenshoej-boldklub" in ids(ask("fodbold, men ikke i weekenden", copenhagen))
    assert "broenshoej-boldklub" not in ids(ask("fodbold i weekenden", copenhagen))


def test_when_a_need_is_felt_is_not_when_an_offer_must_be_open(copenhagen: Index) -> None:
    assert ids(ask("de ryger hash hver fredag", copenhagen))[0] == "u-turn-koebenhavn"


def test_a_weekday_and_free_are_met_only_by_what_the_record_states(birkeby: Index) -> None:
    assert ids(ask("lektiehjælp torsdag", birkeby)) == ["lc"]
    found = ask("lektiehjælp fredag", birkeby)
    assert ids(found) == []
    assert found.maybe[0].fails == ("weekdays",)
    assert found.failed == "weekdays"
    assert ids(ask("gratis fodbold", birkeby)) == []
    assert ids(ask("gratis svømning", birkeby)) == ["sv"]


def test_a_limit_to_the_price_is_met_only_by_what_states_it_or_costs_nothing(birkeby: Index) -> None:
    found = ask("fodbold under 300 kr", birkeby)
    assert ids(found) == ["fb"]
    assert ("pf", ("price",)) in [(near.offer_id, near.fails) for near in found.maybe]
    assert ids(ask("fodbold under 100 kr", birkeby)) == []
    assert ids(ask("rådgivning under 100 kr", birkeby)) == ["ra"]
    assert "ra" not in ids(ask("noget under 100 kr", birkeby))


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        (datetime(2026, 11, 23, 15, 0, tzinfo=COPENHAGEN), {"sv", "nk"}),
        (datetime(2026, 11, 23, 17, 0, tzinfo=COPENHAGEN), {"nk"}),
        (datetime(2026, 11, 25, 19, 59, tzinfo=COPENHAGEN), {"fb", "nk"}),
        (datetime(2026, 11, 28, 1, 30, tzinfo=COPENHAGEN), {"nb", "nk"}),
        (datetime(2026, 11, 27, 1, 30, tzinfo=COPENHAGEN), {"nk"}),
    ],
)
def test_open_now_is_what_is_open_at_this_minute(now: datetime, open_: set[str], birkeby: Index) -> None:
    assert set(ids(ask("hvad har åbent nu", birkeby, now))) == open_


def test_of_those_who_are_to_be_told_one_is_there_at_any_hour(birkeby: Index) -> None:
    understood = understand("lektiehjælp fredag", MONDAY, birkeby)
    assert "lc" in ids(rank(understood, MONDAY, birkeby, Told(("lc",))))
    assert "lc" not in ids(rank(understood, MONDAY, birkeby, Told(("nk", "lc"))))


def test_open_now_is_asked_anew_when_its_button_is_pressed_later(birkeby: Index) -> None:
    understood = understand("hvad har åbent nu", MONDAY, birkeby)
    later = datetime(2026, 11, 25, 19, 0, tzinfo=COPENHAGEN)
    assert set(ids(rank(understood, later, birkeby))) == {"fb", "nk"}


def test_what_was_excluded_is_neither_an_answer_nor_a_guess(birkeby: Index) -> None:
    found = ask("noget sport i Åsen men ikke fodbold", birkeby)
    assert "fb" not in ids(found) + [m.offer_id for m in found.maybe]


@pytest.mark.parametrize(
    "text",
    ["håndbold i Åsen", "xylofonkvabs", "fodbold i Odense", "hvad bliver vejret", "hej", "", "skakklub", "nyt pas"],
)
def test_what_the_directory_does_not_have_gets_no_answer(text: str, birkeby: Index) -> None:
    assert ids(ask(text, birkeby)) == []


def test_a_need_in_everyday_words_finds_the_offer_that_calls_it_something_else(birkeby: Index) -> None:
    assert ids(ask("vil gerne tjene penge efter skole", birkeby)) == ["fj"]
    assert ids(ask("bagud i skolen", birkeby)) == ["lc"]


def test_a_job_and_counselling_are_free_though_the_record_does_not_say(birkeby: Index) -> None:
    assert ids(ask("gratis rådgivning", birkeby)) == ["ra"]
    assert "ra" not in ids(ask("noget gratis", birkeby))


def test_a_name_beats_a_topic(birkeby: Index) -> None:
    assert ids(ask("svømmeklubben hajen", birkeby))[0] == "sv"


def test_an_empty_directory_answers_nothing() -> None:
    from bot.domain.directory import Directory

    index = Index(Directory())
    assert ask("fodbold på Nørrebro for en 15-årig fredag", index) == Found(failed="areas")
    assert ids(ask("fodbold", index)) == []
    assert ids(rank(Understood(areas=("x",), names=("y",), topics=("z",)), MONDAY, index)  # a button of yesterday's
               ) == []  # fmt: skip


def test_who_asks_for_anything_gets_what_fits_the_rest(birkeby: Index) -> None:
    found = rank(understand("noget at lave kun for piger", MONDAY, birkeby), MONDAY, birkeby)
    assert [match.offer_id for match in found.answer] == ["pf"]


@pytest.mark.parametrize(
    ("likely", "shown"),
    [
        ([0.9, 0.09], [True, True]),
        ([0.9] * 8 + [0.09], [True] * 8 + [False]),  # so much is right already
        ([0.9] * 30 + [0.4], [True] * 31),  # of whom nobody reads more than ten
        ([0.2] * 60, [True] * 60),  # the best is always shown
        ([0.07, 0.07], [False, False]),  # unless it is hardly likely itself
    ],
)
def test_the_more_are_expected_the_likelier_one_more_must_be(likely: list[float], shown: list[bool]) -> None:
    score = np.array(likely, np.float32)
    assert worth_showing(score, max(likely), np.zeros(len(score), bool)).tolist() == shown


def test_what_fails_a_facet_is_not_expected_to_be_right() -> None:
    score, failed = np.array([0.9, 0.09, *[0.9] * 8], np.float32), np.array([False, False, *[True] * 8])
    assert worth_showing(score, 0.9, failed)[:2].all()
