"""The organisation around the efforts: parties, boards, plans, groups, meeting series, initiatives, people."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person is to Vejviser; `danish` is what people see."""

    STAFF = "staff"
    PLAN_LEADER = "plan_leader"
    COORDINATOR = "coordinator"
    BOARD_SECRETARY = "board_secretary"
    ADMINISTRATOR = "administrator"

    @property
    def danish(self) -> str:
        """The role's Danish name, as the glossary has it."""
        return _DANISH[self]


_DANISH = {
    Role.STAFF: "medarbejder",
    Role.PLAN_LEADER: "leder af helhedsplan",
    Role.COORDINATOR: "koordinator",
    Role.BOARD_SECRETARY: "sekretær for bydelsbestyrelse",
    Role.ADMINISTRATOR: "administrator",
}
EVERYONE = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Party:
    """A part of the municipality or a body it works with (forvaltning, UU, SSP, …)."""

    id: str
    name: str
    parent: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A district board (bydelsbestyrelse): who is reported to."""

    id: str
    name: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A social housing plan (helhedsplan). `departments` are its housing departments' names."""

    id: str
    name: str
    board: str | None = None
    areas: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People who meet: a steering or following group, of parties or of everyone in a role (`members`)."""

    id: str
    name: str
    parties: tuple[str, ...] = ()
    members: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Who owes whom a meeting, and how often in a school year.

    `per`: one for each plan or board, or one of a `group`. `windows`: when each of them is expected
    ("08-15/11-30"); none = the usual ones.
    """

    id: str
    name: str
    between: tuple[str, ...] = ()
    per: str | None = None
    owed_per_year: int = 1
    wanted_per_year: int = 1
    group: str | None = None
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Funding:
    """Money and full-time years (årsværk) from one source; None = the source does not say."""

    source: str
    dkk: int | None = None
    full_time_years: float | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """A funded effort (indsats). Dates are ISO dates; None = not said."""

    id: str
    name: str
    purpose: str = ""
    plan: str | None = None
    employer: str | None = None
    steering: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    duration_years: int | None = None
    start: str | None = None
    end: str | None = None
    decision_due: str | None = None
    full_time_years: float | None = None
    funding: tuple[Funding, ...] = ()
    meetings_per_year: tuple[int, ...] = ()
    reporting: str | None = None
    evaluation: str | None = None
    builds_on: str | None = None
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role. `id` is stable (made from the title); name and e-mail may be unknown or forgotten."""

    id: str
    title: str
    role: Role = Role.STAFF
    name: str | None = None
    email: str | None = None
    plan: str | None = None
    party: str | None = None
    board: str | None = None
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything in organisation.toml, in the file's order."""

    parties: tuple[Party, ...] = ()
    boards: tuple[Board, ...] = ()
    plans: tuple[Plan, ...] = ()
    groups: tuple[Group, ...] = ()
    series: tuple[Series, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    people: tuple[Person, ...] = field(default=())
