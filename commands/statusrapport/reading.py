"""What the asker is to a request or report, and these themselves: read anew for each press."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.asker import Asker
from bot.chat import Ask, Desk, Refusal
from bot.domain.status import pages, reporters
from bot.domain.status.figures import Figure
from bot.domain.status.pages import Page
from bot.domain.status.reported import figures
from bot.domain.status.reports import FROZEN, NotPossible, Report
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed, may, standings, who_may

GONE = "Den statusrapport findes ikke længere. Skriv /statusrapport for at se dine."
NO_REQUEST = "Den anmodning findes ikke længere. Skriv /statusrapport oversigt for at se dem, der er."


@dataclass(frozen=True, slots=True)
class Mine(Asker):
    """What the asker is to reports and requests."""

    @property
    def reporters(self) -> tuple[str, ...]:
        """Those that the asker answers for."""
        all_ = reporters.known(self.organisation, self.desk.catalogue)
        return tuple(one for one in all_ if self.acting & {*reporters.people(one, self.organisation, self.gone)})

    def deeds(self, board: str = "", reporter: str = "", requester: str = "") -> frozenset[Deed]:
        """What the asker may do with a report, or with a request (no reporter)."""
        who = standings(self.person, self.acting, board, reporter, requester, self.organisation, self.gone)
        return frozenset(deed for deed in Deed if may(deed, who))

    def of_request(self, request: Request) -> frozenset[Deed]:
        """What the asker may do with a whole request."""
        return self.deeds(request.board, "", request.requester)

    def sees(self, request: Request) -> frozenset[str]:
        """The reporters of a request whose answers the asker may see."""
        board, by = request.board, request.requester
        return frozenset(one for one in request.reporters if Deed.SEE in self.deeds(board, one, by))

    def of_report(self, report: Report, request: Request | None) -> frozenset[Deed]:
        """What the asker may do with a report."""
        board, requester = (request.board, request.requester) if request else ("", "")
        return self.deeds(board, report.reporter, requester)

    def pages(self, report: Report, request: Request | None) -> tuple[Page, ...]:
        """What the report asks."""
        try:
            return pages.of(report, request, self.organisation, self.desk.catalogue)
        except KeyError:
            raise Refusal(
                "Skabelonen bruges ikke længere. Bed den, der har spurgt, om at sende en ny anmodning."
            ) from None

    def by(self, person: str) -> str:
        """Who wrote something, after "af"."""
        return "dig" if person == self.person.id else self.names.get(person, "en, der ikke længere er registreret")

    def name(self, reporter: str) -> str:
        """What a reporter is called."""
        return reporters.name(reporter, self.organisation)


def found_report(ask: Ask, desk: Desk, id: int, deed: Deed = Deed.SEE) -> tuple[Mine, Report, Request | None]:
    """The report, if the asker may do that with it. Raises Refusal."""
    me, report = Mine.of(ask, desk), desk.store.reports.find(id)
    if report is None:
        raise Refusal(GONE)
    request = desk.store.requests.find(report.request) if report.request else None
    deeds = me.of_report(report, request)
    if Deed.SEE not in deeds:
        raise Refusal("Den statusrapport er ikke din. Spørg koordinatoren, hvis du skal kunne se den.")
    if deed not in deeds:
        raise Refusal(f"Du kan ikke {deed.value}. Det kan {who_may(deed)}.")
    return me, report, request


def found_request(ask: Ask, desk: Desk, id: int, deed: Deed = Deed.SEE) -> tuple[Mine, Request]:
    """The request, if the asker may do that with it, or see one of its answers. Raises Refusal."""
    me, request = Mine.of(ask, desk), desk.store.requests.find(id)
    if request is None:
        raise Refusal(NO_REQUEST)
    if deed not in me.of_request(request) and not (deed is Deed.SEE and me.sees(request)):
        raise Refusal(f"Du kan ikke {deed.value}. Det kan {who_may(deed)}.")
    return me, request


def change(me: Mine, report: Report, step: Callable[[Report], Report], action: str) -> Report:
    """Take one step. Raises Refusal when the report is not as it was any more."""
    requests = {one.id: one for one in me.desk.store.requests.of_reporter(report.reporter)}

    def its_figures(one: Report) -> Iterable[Figure]:
        request = requests.get(one.request)
        board, asked = (request.board, request.reporters) if request else ("", ())
        return figures(one, me.desk.catalogue, reporters.areas(one.reporter, board, asked, me.organisation))

    try:
        return me.desk.store.reports.change(report.id, step, me.person.id, action, its_figures)
    except NotPossible as error:
        raise Refusal(str(error)) from None
    except KeyError:
        raise Refusal(GONE) from None


def asks(report: Report, request: Request | None) -> None:
    """Raises Refusal where nobody asks any more, or the answer is frozen."""
    if report.is_frozen:
        raise Refusal(FROZEN)
    if request is not None and not request.is_open and report.is_silent:
        raise Refusal("Anmodningen er trukket tilbage, så du skal ikke svare. Du kan sende en frivillig rapport.")
