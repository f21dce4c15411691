"""What the golden town does in the program: imports, asks, answers, writes goals; by files, forms and presses."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.cards import Card
from bot.chat import Account, Ask, Desk, Open, Reply, dispatch
from bot.clock import COPENHAGEN, Clock
from bot.domain.referrals import Referral, Step
from bot.settings import Settings
from bot.settings.status import StatusSettings
from bot.transfer import import_files
from tests.commands.status_asking import card, does, form, send
from tests.golden import town


def build(desk: Desk, folder: Path) -> Desk:
    """The town as it stands at the end."""
    files = {
        "areas.jsonl": town.areas_file(), "organisation.toml": town.organisation_file(),
        "status.toml": town.status_file(), "indicators.csv": town.indicators_file(),
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    desk = replace(desk, settings=Settings(status=StatusSettings(catalogue=str(folder / "status.toml"))))
    names = ("areas.jsonl", "organisation.toml", "indicators.csv")
    reports = import_files([folder / name for name in names], desk.store, catalogue=desk.catalogue)
    assert not any(report.failed for report in reports), [report.text for report in reports]
    for initiative, indicator, area, baseline, target in town.GOALS:
        typed = {"indicator": indicator, "area": area, "baseline": str(baseline), "period": town.BEFORE,
                 "target": str(target), "enough": "Det er nok for os."}  # fmt: skip
        saved = does(desk, person(desk, "Administrator"), "save_goal", typed, initiative=initiative)
        assert card(saved).tone == "done"
    for month, area, kind, step, count in town.REFERRED:
        at = datetime.fromisoformat(f"{month}-15T12:00").replace(tzinfo=COPENHAGEN)
        desk.store.referrals.add(Referral(at, area, kind, Step(step), count, person(desk, "Koordinator, UU")))
    _ask_and_answer(desk)
    return desk


def person(desk: Desk, title: str) -> str:
    """Somebody's id, by title."""
    return next(one.id for one in desk.store.people.all() if one.title == title)


def leader(desk: Desk, plan: str) -> str:
    """A plan leader's id."""
    return person(desk, f"Leder, {town.PLANS[plan]}")


def _ask_and_answer(desk: Desk) -> None:
    """Board Nord asks: p01, p02 and UU answer, p03 has nothing new, p04 stays silent."""
    typed = {"board": "nord", "period": town.LAST, "template": "status", "meeting": "2027-01-25"}
    assert card(does(desk, person(desk, "Sekretær, nord"), "save_request", typed)).tone == "done"
    (request,) = desk.store.requests.all()
    reports = {one.reporter: one.id for one in desk.store.reports.of_request(request.id)}
    does(desk, leader(desk, "p03"), "nothing_new", report=reports["plan:p03"])
    for n, (reporter, who) in enumerate({
        "plan:p01": leader(desk, "p01"), "plan:p02": leader(desk, "p02"), "party:uu": person(desk, "Koordinator, UU"),
    }.items()):  # fmt: skip
        later = Clock.demo(desk.now + timedelta(minutes=n + 1), 0.0)
        _answer(replace(desk, clock=later), who, reporter, reports[reporter])


def _answer(desk: Desk, who: str, reporter: str, report: int) -> None:
    """Page for page; what is not known is left empty."""
    known = {
        f"tal__{indicator}__{area}": str(value).replace(".", ",")
        for (indicator, by, area, period), value in town.RAW.items()
        if (by, period) == (reporter, town.LAST)
    }
    answer = does(desk, who, "fill", report=report)
    for _ in range(20):
        page = form(answer)
        here = {one.name.replace(":", "__") for one in page.fields}
        typed = {key: value for key, value in known.items() if key in here}
        typed |= {"tekst__sket": "Det går godt."} if "tekst__sket" in here else {}
        emptied = {key: "" for key in here if key not in typed}
        answer = send(desk, who, page, **emptied, **typed)
        if isinstance(answer, Reply):
            assert answer.card.title == "Tak. Svaret er sendt", answer
            return
        assert isinstance(answer, Open), answer
    raise AssertionError("there was no end to the pages")


def effect_pages(desk: Desk, who: str, kind: str, id: str) -> list[Card]:
    """The effect card, and those behind *Flere indikatorer*."""
    found, start = list[Card](), 0
    while True:
        found.append(card(does(desk, who, "effect_of", kind=kind, id=id, start=start)))
        start += 3
        if not any(one.text.startswith("Flere indikatorer") for one in found[-1].buttons):
            return found


def asked(desk: Desk, who: str, target: str, **values: str | int) -> Reply:
    """An answer with files."""
    person_ = desk.store.people.find(who)
    answer = dispatch(Ask(person_, "", {}, account=Account("web", who)), desk, f"statusrapport.{target}", values)
    assert isinstance(answer, Reply), answer
    return answer
