"""The facts of each kind of record of the organisation."""

from collections.abc import Iterable
from functools import singledispatch

from bot.cards import Line, Link
from bot.domain.directory import Directory
from bot.domain.lookup import Record
from bot.domain.offer_text import UNKNOWN, danish_date, join, kroner
from bot.domain.organisation import (
    Board,
    Funding,
    Group,
    Initiative,
    Organisation,
    Party,
    Person,
    Plan,
    Series,
)

Facts = tuple[tuple[str, Line], ...]
_BETWEEN = {"plan_leader": "helhedsplanens leder", "coordinator:uu": "UU's koordinator"}


def name(record: Record) -> str:
    """What people call it."""
    return record.title if isinstance(record, Person) else record.name


@singledispatch
def facts(record: Record, directory: Directory) -> Facts:
    """The record's facts, as labels and Danish text."""
    raise TypeError(record)


@facts.register
def _(record: Initiative, directory: Directory) -> Facts:
    organisation = directory.organisation
    found: list[tuple[str, Line]] = [
        ("Periode", _period(record)),
        ("Penge", "; ".join(_money(one) for one in record.funding) or UNKNOWN),
        ("Årsværk", f"{_number(record.full_time_years)} i alt" if record.full_time_years else UNKNOWN),
        ("Ansat hos", _names([record.employer], organisation)),
        ("Styregruppe", _names(record.steering, organisation)),
        ("Følgegruppe", _names(record.following, organisation)),
        ("Samarbejdspartnere", _names(record.partners, organisation)),
    ]
    if record.plan:
        found.insert(0, ("Helhedsplan", _names([record.plan], organisation)))
    if record.meetings_per_year:
        times = "-".join(str(n) for n in record.meetings_per_year)
        found.append(("Møder", f"Hver helhedsplan mødes med UU {times} gange om året"))
    optional = (
        ("Afrapportering", record.reporting),
        ("Evaluering", record.evaluation),
        ("Skal besluttes senest", danish_date(record.decision_due) if record.decision_due else None),
        ("Bygger på", record.builds_on),
        ("Erfaringer", "; ".join(record.lessons)),
    )
    return (*found, *((label, text) for label, text in optional if text))


def _period(record: Initiative) -> str:
    if record.start and record.end:
        return f"{danish_date(record.start)} – {danish_date(record.end)}"
    if record.duration_years:
        return f"{record.duration_years} år (start- og slutdato {UNKNOWN})"
    return UNKNOWN


def _money(funding: Funding) -> str:
    amounts = []
    if funding.dkk is not None:
        amounts.append(f"{kroner(funding.dkk)} kr.")
    if funding.full_time_years is not None:
        amounts.append(f"{_number(funding.full_time_years)} årsværk")
    return f"{join(amounts) or 'beløb ikke oplyst'} fra {funding.source}"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


@facts.register
def _(record: Party, directory: Directory) -> Facts:
    organisation = directory.organisation
    parts = [name(one) for one in organisation.parties if one.parent == record.id]
    found: list[tuple[str, Line]] = []
    if record.parent:
        found.append(("Hører under", _names([record.parent], organisation)))
    if parts:
        found.append(("Består bl.a. af", join(parts)))
    roles = [
        ("Styrer", "steering"),
        ("Samarbejder om", "partners"),
        ("Følger", "following"),
        ("Udfører", "employer"),
    ]
    for label, role in roles:
        about = [name(one) for one in organisation.initiatives if record.id in ids(getattr(one, role))]
        if about:
            found.append((label, join(about)))
    return tuple(found)


@facts.register
def _(record: Plan, directory: Directory) -> Facts:
    return (
        ("Områder", directory.areas.names(record.areas) or UNKNOWN),
        ("Boligafdelinger", join(record.departments) or UNKNOWN),
        ("Bydelsbestyrelse", _names([record.board], directory.organisation)),
        ("Møder", _owed(directory.organisation)),
    )


def _owed(organisation: Organisation) -> str:
    return "; ".join(f"{one.name}: {_often(one)}" for one in organisation.series if one.per == "plan") or UNKNOWN


def _often(series: Series) -> str:
    if series.wanted_per_year > series.owed_per_year:
        return f"{series.owed_per_year}-{series.wanted_per_year} gange om året"
    return "1 gang om året" if series.owed_per_year == 1 else f"{series.owed_per_year} gange om året"


@facts.register
def _(record: Board, directory: Directory) -> Facts:
    plans = [plan.name for plan in directory.organisation.plans if plan.board == record.id]
    reporting = {one.reporting for one in directory.organisation.initiatives if one.reporting}
    return (
        ("Områder", directory.areas.names(record.areas) or UNKNOWN),
        ("Helhedsplaner", join(plans) or UNKNOWN),
        ("Status", join(sorted(reporting)) or UNKNOWN),
    )


@facts.register
def _(record: Group, directory: Directory) -> Facts:
    if record.members == "plan_leaders":
        return (("Medlemmer", "Lederne af helhedsplanerne"),)
    return (("Medlemmer", _names(record.parties, directory.organisation)),)


@facts.register
def _(record: Series, directory: Directory) -> Facts:
    return (
        ("Hvem", join([_BETWEEN.get(one, one) for one in record.between])),
        ("Hvor tit", _often(record) + (" for hver helhedsplan" if record.per == "plan" else "")),
    )


@facts.register
def _(record: Person, directory: Directory) -> Facts:
    belongs = [record.plan, record.party, record.board]
    return (
        ("Rolle", record.role.danish),
        ("Hører til", _names([one for one in belongs if one], directory.organisation)),
        ("Ansat hos", _names([record.employer], directory.organisation)),
        ("E-mail", mail(record)),
    )


def mail(person: Person) -> Line:
    """The address to write to."""
    return (Link(person.email, f"mailto:{person.email}"),) if person.email else UNKNOWN


def ids(value: object) -> tuple[str, ...]:
    """A field's ids, whether it holds one or several."""
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _names(ids: Iterable[str | None], organisation: Organisation) -> str:
    known = {one.id: one.name for one in organisation.parties}
    known |= {one.id: one.name for one in organisation.boards} | {one.id: one.name for one in organisation.plans}
    known["plans"] = "helhedsplanernes ledere"
    return join([known.get(one, one) for one in ids if one]) or UNKNOWN
