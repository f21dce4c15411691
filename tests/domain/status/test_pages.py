"""What a reporter is asked, page for page, and what is wrong at which field."""

from dataclasses import replace

from bot.domain.organisation import Organisation, Plan
from bot.domain.status import meanwhile, pages, reporters
from bot.domain.status.indicators import Catalogue
from bot.domain.status.pages import MANY, figure_name, text_name
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft, Report
from bot.domain.status.values import Content, Given, Text, Value
from bot.settings.status import SHIPPED

CATALOGUE = Catalogue.read(SHIPPED)
STATUS = CATALOGUE.templates["status"]
UU = reporters.indicators("party:uu", STATUS, CATALOGUE)
AREAS = ("a", "b", "c", "d", "e", "f")


def of_uu() -> tuple[pages.Page, ...]:
    return pages.pages(STATUS, UU, AREAS)


def test_a_plan_with_few_figures_has_one_page() -> None:
    mine = reporters.indicators("plan:beboerprojekt-nordvest", STATUS, CATALOGUE)
    (page,) = pages.pages(STATUS, mine, ())
    assert [one.section.id for one in page.questions if one.section] == [one.id for one in STATUS.sections]
    assert [one.indicator.id for one in page.questions if one.indicator] == [
        "fritid-unge", "fritid-foraeldre", "faelles-aktiviteter", "fritid-forbrug",
    ]  # fmt: skip


def test_uu_has_a_page_for_each_area_with_its_eleven_figures() -> None:
    found = of_uu()
    assert [(one.about, len(one.questions)) for one in found] == [("", 5), ("", 2), *((area, 11) for area in AREAS)]
    names = [question.name for page in found for question in page.questions]
    assert len(names) == len({*names}) == 5 + 2 + 6 * 11
    assert max(len(one.questions) for one in found) <= MANY


def test_a_template_with_only_figures_has_no_page_of_texts() -> None:
    found = pages.pages(replace(STATUS, sections=()), UU, AREAS)
    assert found[0].questions[0].indicator


def test_what_is_read_is_what_was_written() -> None:
    content = Content(
        {"sket": Text("Vi har åbnet en klub."), "succes": Text(given=Given.UNKNOWN)},
        {("unge", "a"): Value(120.0), ("job", "a"): Value(0.0), ("andet", "b"): Value(None, Given.NOT_RELEVANT)},
    )
    questions = [one for page in of_uu() for one in page.questions]
    assert pages.read(questions, pages.write(content)) == (content, {})


def test_mistakes_stand_at_their_fields() -> None:
    typed = {
        figure_name("unge", "a"): "10", figure_name("job", "a"): "11", figure_name("andet", "a"): "en del",
        figure_name("unge", "b"): "10", figure_name("job", "b"): "10", text_name("svaert"): "x" * 3001,
    }  # fmt: skip
    _, wrong = pages.read([one for page in of_uu() for one in page.questions], typed)
    assert wrong.keys() == {
        text_name("sket"), text_name("svaert"), figure_name("job", "a"), figure_name("andet", "a"),
    }  # fmt: skip
    assert "»Unge på 15-24 år i området« (10)" in wrong[figure_name("job", "a")]


def test_groups_of_which_each_is_in_one_at_most_are_together_no_more_than_the_whole() -> None:
    groups = ("tiende-klasse", "forberedende", "opsoegende", "ungdomsuddannelse", "job", "andet")
    questions = [one for page in of_uu() for one in page.questions if one.indicator]

    def wrong(whole: str, *parts: str, **others: str) -> dict[str, str]:
        typed = {figure_name(id, "a"): text for id, text in zip(groups, parts, strict=False)}
        typed |= {figure_name(id, "a"): text for id, text in ({"unge": whole} | others).items()}
        return pages.read(questions, typed)[1]

    found = wrong("100", "20", "50", "50", "50", "5", "3")
    assert found.keys() == {figure_name("unge", "a")}
    assert "»Unge i job«" in found[figure_name("unge", "a")] and "til sammen 178" in found[figure_name("unge", "a")]
    assert wrong("178", "20", "50", "50", "50", "5", "3") == {}
    assert wrong("100", "60", "40", "ved ikke", naaet="90", naermere="80") == {}  # those overlap
    assert wrong("", "60", "50") == wrong("ved ikke", "60", "50") == {}
    assert wrong("100", "110", "50").keys() == {figure_name("tiende-klasse", "a")}  # said once


def test_a_required_text_may_be_nothing_new() -> None:
    content, wrong = pages.read(of_uu()[0].questions, {text_name("sket"): "Intet nyt"})
    assert not wrong
    assert content.texts == {"sket": Text(given=Given.NOTHING_NEW)}


PLANS = Organisation(
    plans=(Plan("x", "X", "n", ("a", "b")), Plan("y", "Y", "n", ("b", "c")), Plan("z", "Z", "o", ("d",)))
)


def test_a_party_answers_for_the_areas_of_those_that_were_asked_each_once() -> None:
    assert reporters.areas("plan:x", "n", (), PLANS) == ("a", "b")
    assert reporters.areas("party:uu", "n", ("plan:x", "plan:y", "party:uu"), PLANS) == ("a", "b", "c")
    assert reporters.areas("party:uu", "n", ("party:uu",), PLANS) == ("a", "b", "c")
    assert reporters.areas("party:uu", "", (), PLANS) == ("a", "b", "c", "d")


def test_what_a_form_had_no_room_for_or_closed_up_is_not_changed_by_sending_it() -> None:
    page = pages.Page("p", (pages.Question("tekst:a"), pages.Question("tekst:b"), pages.Question("tekst:c")))
    long, lines = "Klubben er åben. " * 200, "Først\n\n- så"
    stored = Report("plan:x", Period.of("2026-Q3"), "status", draft=Draft({"tekst:a": long, "tekst:b": lines}))
    opened = meanwhile.marks(page, stored.draft.typed if stored.draft else {})
    typed = {"tekst:a": f"{long[:2999]}…", "tekst:b": "Først\n- så", "tekst:c": "Nyt"}
    kept = meanwhile.merged(page, stored, meanwhile.Sent(typed, opened))
    assert kept == {"tekst:a": long, "tekst:b": lines, "tekst:c": "Nyt"}
