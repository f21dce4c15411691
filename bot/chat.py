"""The seam between people and commands: Ask, Desk, Command, the answers, Refusal; and dispatch.

A platform turns what it received into an Ask, calls `dispatch`, and draws the Answer. A command returns its
answer and never sends; it knows no platform.
"""

import inspect
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from time import perf_counter
from types import ModuleType
from typing import Literal

from bot import doubts, strangers
from bot.cards import Attachment, Card, Field, Form, Item, Scalar, Values
from bot.clock import Clock
from bot.domain import links, privacy
from bot.domain.acute import Acute
from bot.domain.calendar import Calendar
from bot.domain.entries import Entry
from bot.domain.organisation import EVERYONE, Person, Role
from bot.domain.status.indicators import Catalogue
from bot.doubts import NOT_PERSONAL, WORDS
from bot.metrics import Metrics, Outcome
from bot.outage import Outage
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.store.index import OfferIndex
from bot.store.links import LinkRecord

log = logging.getLogger(__name__)
HELP = ("hjælp", "help")  # typed alone; with more words it is a question
FEED = "kalender"  # what a link leads to that opens a person's calendar, and no command


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is on a platform: ("slack", "T1/U2"), ("web", person id), ("terminal", "")."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the asker is. `id` is the platform's own, and empty for a private chat."""

    kind: Literal["private", "channel", "thread"] = "private"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks: `words` typed, or `form` (field name → typed text) when a form came back.

    `person` is None for strangers, unregistered guests and bots: they are refused.
    """

    person: Person | None
    words: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    place: Place = Place()
    account: Account = Account("terminal", "")


@dataclass(frozen=True, slots=True)
class Reply:
    """A card that only the asker sees. With `echo` false the platform must not repeat the asker's words.

    `outcome` is how a question came out, for the metrics. `files` go with the card, to the asker only.
    """

    card: Card
    echo: bool = True
    outcome: Outcome = "other"
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A card into the channel where the asker is; the platform says who shared it."""

    card: Card


@dataclass(frozen=True, slots=True)
class Replace:
    """A card in place of the one whose button was pressed."""

    card: Card


@dataclass(frozen=True, slots=True)
class Open:
    """A form to fill in."""

    form: Form


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """A form's mistakes, a Danish sentence per field name; the form stays open with what was typed.

    `asking`: a field that the form gets besides, since the mistakes may be none.
    """

    errors: Mapping[str, str]
    asking: Field | None = None


Answer = Reply | Share | Replace | Open | FieldErrors
Handler = Callable[..., Answer]
Names = tuple[str, ...]


class Refusal(Exception):
    """A person's mistake; the message is a Danish sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Action:
    """A function that a button, a form or a first word may call, with its values' types (required: no default).

    `kept`: the fields (WORDS: what was typed) whose text passes the soft check before; in `places` an address does.
    """

    call: Handler
    allowed: frozenset[Role] | None
    word: str
    types: Mapping[str, type]
    required: frozenset[str]
    kept: Names = ()
    places: Names = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. `help`, `actions` and `home` are filled in from its module by `load`.

    The answers of a `private` one are about the asker, who alone sees them where others can read along. `home(ask,
    desk)` gives what waits for the asker, to be shown where one looks first; `entries(person, desk)` what stands in a
    person's own calendar. `also`: other names of it, where more letters are allowed than in Slack. `typists`: who may
    type more than its own words, and is shown its usage and examples. `meant`: a pattern of plain words that mean it.
    """

    name: str
    usage: str = ""
    examples: tuple[str, ...] = ()
    allowed: frozenset[Role] = EVERYONE
    typists: frozenset[Role] = EVERYONE
    private: bool = False
    also: tuple[str, ...] = ()
    meant: str = ""
    help: str = ""
    actions: Mapping[str, Action] = field(default_factory=dict)
    home: "Callable[[Ask, Desk], tuple[Item, ...]] | None" = None
    entries: "Callable[[Person, Desk], tuple[Entry, ...]] | None" = None

    @property
    def words(self) -> Mapping[str, str]:
        """First words that have a function of their own → the function's name."""
        return {action.word: name for name, action in self.actions.items() if action.word}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with."""

    store: Store
    settings: Settings
    commands: Mapping[str, Command]
    clock: Clock
    index: OfferIndex
    acute: Acute
    metrics: Metrics = field(default_factory=Metrics)
    outage: Outage = field(default_factory=Outage)

    @property
    def now(self) -> datetime:
        """The time, aware, Europe/Copenhagen."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The date in Copenhagen."""
        return self.now.date()

    @property
    def calendar(self) -> Calendar:
        """When messages may go out, and which meeting times are odd."""
        return self.settings.calendar.made()

    @property
    def catalogue(self) -> Catalogue:
        """The indicators and templates."""
        return self.settings.status.made()

    def link(
        self,
        person: Person,
        target: str,
        values: Values | None = None,
        days: int | None = None,
        *,
        title: str = "",
        text: str = "Svar",
    ) -> str | None:
        """An address where the person, without the chat, may press that one button once.

        None without public_url, and for somebody who is not registered. The page shows `title` and
        a button that says `text`. Values are small, never somebody's words.
        """
        secret = self._secret(person, target, values or {}, days, title=title, text=text)
        return secret and f"{self.settings.web.public_url}/svar/{secret}"

    def feed(self, person: Person) -> str | None:
        """The address of the person's calendar, to be shown once; the earlier one ends. None as for `link`."""
        secret = self._secret(person, FEED, {}, self.settings.web.feed_days)
        return secret and f"{self.settings.web.public_url}/kalender/{secret}.ics"

    def _secret(
        self, person: Person, target: str, values: Values, days: int | None, *, title: str = "", text: str = ""
    ) -> str | None:
        key = self.settings.vejviser_link_key
        if not self.settings.web.public_url or key is None or self.store.people.find(person.id) is None:
            return None
        token, now = links.token(key.get_secret_value()), self.now
        holder = links.holder(token, person.email)
        until = now + timedelta(days=days or self.settings.web.link_days)
        record = LinkRecord(links.mark(token), person.id, target, values, title, text, holder, now, until)
        self.store.links.add(record, alone=target == FEED)
        return token


def action(
    allowed: frozenset[Role] | None = None, word: str = "", kept: Names = (), places: Names = ()
) -> Callable[[Handler], Handler]:
    """Mark a command's function as one that buttons and forms may call: f(ask, desk, **values) -> Answer.

    Values are checked against the annotations (str, int or bool). `allowed` narrows the command's own. With `word`
    it is also called when that is the first word typed ("/tilbud rettelser"); the rest is then `ask.words`.
    `kept` names the form's fields whose text it stores, WORDS for what was typed: they pass the soft check first.
    "text:*" there means all fields whose names begin so. `places`: more of them, where an address alone passes.
    """

    def mark(function: Handler) -> Handler:
        setattr(function, "action", _action_of(function, allowed, word, kept, places))  # noqa: B010 - mypy knows no such attribute
        return function

    return mark


def _action_of(
    function: Handler, allowed: frozenset[Role] | None = None, word: str = "", kept: Names = (), places: Names = ()
) -> Action:
    parameters = list(inspect.signature(function).parameters.values())[2:]
    types = {parameter.name: parameter.annotation for parameter in parameters}
    required = frozenset(parameter.name for parameter in parameters if parameter.default is parameter.empty)
    return Action(function, allowed, word, types, required, (*kept, *places), places)


def load(module: ModuleType) -> Command:
    """The module's COMMAND, complete: the docstring is its help, `run` and the marked functions its actions.

    A function `home(ask, desk) -> tuple[Item, ...]` gives what waits for somebody: see `waiting`. A function
    `entries(person, desk) -> tuple[Entry, ...]` gives what stands in somebody's calendar.
    """
    marked = {name: getattr(function, "action", None) for name, function in vars(module).items()}
    actions = {name: action for name, action in marked.items() if isinstance(action, Action)}
    help_text = inspect.cleandoc(module.__doc__ or "")
    spec: Command = module.COMMAND
    actions = {"run": _action_of(module.run)} | actions
    home, in_calendar = getattr(module, "home", None), getattr(module, "entries", None)
    return replace(spec, help=help_text, actions=actions, home=home, entries=in_calendar)


def waiting(person: Person, ask: Ask, desk: Desk) -> tuple[Item, ...]:
    """What waits for a person, told by the commands that the person may use."""
    may = [command for command in desk.commands.values() if person.role in command.allowed]
    return tuple(item for command in may if command.home for item in command.home(ask, desk))


def entries(person: Person, desk: Desk) -> tuple[Entry, ...]:
    """What stands in a person's own calendar, told by the commands that the person may use."""
    may = [command for command in desk.commands.values() if person.role in command.allowed]
    return tuple(entry for command in may if command.entries for entry in command.entries(person, desk))


def parse(text: str, commands: Mapping[str, Command]) -> tuple[str, str]:
    """Typed text → (command name, words): "/indsats x", "indsats x", "hjælp", or a question, which is for /tilbud.

    Raises Refusal for a slash command that does not exist.
    """
    text = text.strip()
    first, _, rest = text.partition(" ")
    word = first.removeprefix("/").lower()
    name = next((one.name for one in commands.values() if word == one.name or word in one.also), None)
    if name is not None:
        return name, rest.strip()
    if word in HELP and not rest:
        return "vejviser", ""
    if first.startswith("/"):
        known = ", ".join(f"/{name}" for name in commands)
        raise Refusal(f"Den kommando kender jeg ikke. Du kan bruge {known}.")
    return "tilbud", text


def dispatch(ask: Ask, desk: Desk, target: str, values: Values | None = None) -> Answer:
    """Run `target` ("command" or "command.function") for the asker; every failure becomes an answer."""
    began = perf_counter()
    outcome: Outcome = "refused"
    try:
        answer = _screen(ask)
        if answer is None:
            answer = _call(ask, desk, target, values or {})
            outcome = answer.outcome if isinstance(answer, Reply) else "other"
    except Refusal as refusal:
        answer = _refused(refusal)
    except StoreError as error:  # the database is busy, away or full: it says so in Danish
        answer, outcome = failure(target, str(error)), "failed"
    except Exception:  # noqa: BLE001 - the one handler
        answer, outcome = failure(target), "failed"
    desk.metrics.answered(outcome, perf_counter() - began)
    return answer


def dispatch_words(ask: Ask, desk: Desk) -> Answer:
    """Run the command that typed words name, see `parse`; a text that names none passes the privacy gate too."""
    try:
        name, words = parse(ask.words, desk.commands)
    except Refusal as refusal:
        desk.metrics.answered("refused", 0.0)
        return _screen(ask) or _refused(refusal)
    return dispatch(replace(ask, words=words), desk, name)


def _refused(refusal: Refusal) -> Reply:
    return Reply(Card("Det kan jeg ikke", lines=(str(refusal),), tone="problem"))


def failure(target: str, remedy: str = "Prøv igen om lidt.") -> Reply:
    """Log the exception at hand under a new error id, without any free text; a polite card with the same id."""
    error_id = secrets.token_hex(4)
    log.exception("failed", extra={"error_id": error_id, "target": target})
    lines = (remedy, "Bliver det ved, så giv administratoren dette fejlnummer.")
    return Reply(Card("Noget gik galt hos mig", lines=lines, facts=(("Fejlnummer", error_id),), tone="problem"))


def _screen(ask: Ask) -> Answer | None:
    """The privacy gate: a CPR number goes no further, whoever writes it and wherever."""
    if wrong := privacy.fields_with_cpr(ask.form):
        return FieldErrors(dict.fromkeys(wrong, privacy.CPR_IN_FIELD))
    if privacy.contains_cpr(ask.words):
        return Reply(Card("Det ligner et CPR-nummer", lines=(privacy.CPR_IN_MESSAGE,), tone="problem"), echo=False)
    return None


def _call(ask: Ask, desk: Desk, target: str, values: Values) -> Answer:
    name, _, function = target.partition(".")
    command = desk.commands.get(name)
    first, _, rest = ask.words.strip().partition(" ")
    if command and not function and first.lower() in command.words:
        function, ask = command.words[first.lower()], replace(ask, words=rest.strip())
    called = command.actions.get(function or "run") if command else None
    if command is None or called is None or not _fits(called, values):
        raise Refusal("Knappen passer ikke længere til noget. Stil spørgsmålet igen.")
    if ask.person is None:
        told = strangers.refusal(ask.words, desk.now, desk.index.current(), desk.acute)
        return Reply(told, outcome="refused")
    if ask.person.role not in (called.allowed or command.allowed):
        raise Refusal(f"Det må du ikke som {ask.person.role.danish}. Spørg administratoren, hvis du skal kunne det.")
    if WORDS in called.kept and WORDS in ask.form:  # typed words, back from a second look
        ask = replace(ask, words=ask.form[WORDS])
    doubt = _soft_check(ask, desk, called)
    if doubt is not None and WORDS in doubt.errors and WORDS not in ask.form:
        target = f"{name}.{function or 'run'}"
        return Open(doubts.form(ask.words, doubt.errors[WORDS], doubt.asking, target, values))
    return doubt or called.call(ask, desk, **values)


def _soft_check(ask: Ask, desk: Desk, called: Action) -> FieldErrors | None:
    """What of the text to be kept may be about one person; None once the asker has said that this text is not."""
    kept = tuple(name for name in ask.form if any(fnmatchcase(name, each) for each in called.kept))
    texts = {name: ask.form[name] for name in kept} | ({WORDS: ask.words} if WORDS in called.kept else {})
    if not any(texts.values()):
        return None
    wrong, asking = doubts.told(texts, ask.form.get(NOT_PERSONAL, ""), desk.store.known_names(), called.places)
    return FieldErrors(wrong, asking) if wrong else None


def _fits(called: Action, values: Mapping[str, Scalar]) -> bool:
    """Whether the values of a button, which a browser could have forged, are those the function takes."""
    return called.required <= values.keys() and all(
        name in called.types and type(value) is called.types[name] for name, value in values.items()
    )
