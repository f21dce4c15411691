"""Two people in one report: a form changes only what was changed in it, and nothing that was written meanwhile.

A form carries a mark of each of its fields, as they were when it was opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.soft_check import mark
from bot.domain.status.pages import Page, filled
from bot.domain.status.reports import Report

_SIZE = 6  # characters of a mark


@dataclass(frozen=True, slots=True)
class Sent:
    """A page's fields as they came back, and the marks that its form was opened with ("": an older form)."""

    typed: Mapping[str, str]
    opened: str = ""


class Meanwhile(Exception):
    """Others have changed the same fields: what stands there now, and what was `sent`, as if it had been shown."""

    def __init__(self, theirs: Mapping[str, str], sent: Sent) -> None:
        super().__init__(", ".join(theirs))
        self.theirs, self.sent = theirs, sent


def marks(page: Page, values: Mapping[str, str]) -> str:
    """What stands in a page's fields, each as a mark, in their order."""
    return "".join(_mark(values.get(one.name, "")) for one in page.questions)


def merged(page: Page, report: Report, sent: Sent) -> Mapping[str, str]:
    """A page's fields as they are to be: those changed in the form, the others as they stand. Raises Meanwhile."""
    stands, _ = filled(page, report, None)
    if not stands or len(sent.opened) != _SIZE * len(page.questions):  # nobody has saved the page, or no marks
        return sent.typed
    found, theirs, shown = dict[str, str](), dict[str, str](), ""
    for number, one in enumerate(page.questions):
        mine, here = sent.typed[one.name], stands.get(one.name, "")
        before = sent.opened[number * _SIZE : (number + 1) * _SIZE]
        changed = _mark(mine) != before and not _is_cut(mine, here)
        found[one.name] = mine if changed else here
        if changed and _mark(here) not in (before, _mark(mine)):
            theirs[one.name], before = here, _mark(here)
        shown += before
    if theirs:
        raise Meanwhile(theirs, replace(sent, opened=shown))
    return found


def _mark(text: str) -> str:
    """The same for texts that differ in white space only, which Slack closes up."""
    return mark([text])[:_SIZE]


def _is_cut(typed: str, whole: str) -> bool:
    """Whether it is what Slack has room for of a text that is too long."""
    begins, dots = typed[:-1].split(), typed[-1:]
    return dots == "…" and bool(begins) and " ".join(whole.split()).startswith(" ".join(begins))
