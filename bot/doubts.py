"""A second look at a text before it is kept: what the soft check pointed out, with two ways to go on.

*Ret*: mend the text and send again. *Det er ikke personoplysninger*: a choice whose value stands for exactly the
texts that were pointed out. Nothing is remembered between the two, and nothing is stored before.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from bot.cards import Field, Form, Option, Values
from bot.domain import soft_check
from bot.domain.soft_check import KnownNames
from bot.domain.soft_check.rules import OF_ADDRESS

WORDS = "words"  # the field of typed words that come back for a second look
NOT_PERSONAL = "not_personal"  # the field that says so
_WHEN = "when"  # the field in which a pasted calendar entry is read (`appointment.read`)
_LOCATION = re.compile(r"^LOCATION[^:\n]*:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")  # of a calendar entry's long line
_CALLS = r"(?:[\w-]+\.)*(?:(?:zoom|webex|whereby)\.\w+|teams\.(?:microsoft|live)\.com|meet\.google\.com)"  # codes
_LINK = re.compile(rf"https?://(?!{_CALLS}/)[^\s/<>\"]+/([^\s<>\"?#]+)", re.IGNORECASE)
_JOINED = re.compile(r"[-_.+]+")  # the words of a link or a file's name
_URL = re.compile(r"https?://[^\s<>\"]+")
_FILE = re.compile(  # as it is pasted, or behind a = of a link
    r"(?<![^\s=&(»\"'])([^\s/\\<>=&?#(»\"']+)\.(?:docx?|xlsx?|pptx?|odt|pdf|txt|msg|eml|jpe?g|png|heic|mov|mp4|zip)\b",
    re.IGNORECASE,
)


def told(
    texts: Mapping[str, str], said: str, known: KnownNames, places: Collection[str]
) -> tuple[dict[str, str], Field | None]:
    """What to tell at which field, and the field to ask with; nothing when it was `said` of exactly these texts.

    In the fields of `places` an address alone tells of nobody.
    """
    texts = {name: "\n".join(_looked_at(name, text)) for name, text in texts.items()}
    found = {name: soft_check.findings(text, known) for name, text in texts.items()}
    wrong = {
        name: soft_check.told(texts[name], all_)
        for name, all_ in found.items()
        if all_ and not (name in places and all(one.reason == OF_ADDRESS for one in all_))
    }
    mark = soft_check.mark([texts[name] for name in wrong])
    if not wrong or said == mark:
        return {}, None
    return wrong, _question(mark)


def _looked_at(name: str, text: str) -> Iterator[str]:
    """The text, but of a pasted calendar entry its place alone; and the words of links and files' names."""
    entry = name == _WHEN and "BEGIN:VEVENT" in text.upper()
    kept, unfolded = "\n".join(_LOCATION.findall(text)) if entry else text, _FOLD.sub("", text)
    yield kept
    names = (one for part in (kept, *_URL.findall(unfolded)) for one in _FILE.findall(part))
    for words in dict.fromkeys([*_LINK.findall(unfolded), *names]):
        yield _JOINED.sub(" ", unquote(words)).replace("/", "\n")  # folders say nothing of a file


def _question(mark: str) -> Field:
    option = Option(mark, "Det er ikke personoplysninger")
    return question(NOT_PERSONAL, "Hvis du ikke retter teksten", option)


def question(name: str, label: str, option: Option) -> Field:
    """The field by which a text that was pointed out may stay as it is."""
    hint = "Ret helst teksten ovenfor. Kan den blive stående, som den er, så vælg det her. Send så igen."
    return Field(name, label, "choice", hint=hint, options=(option,), doubt=True)


def answered(form: Mapping[str, str], texts: Iterable[str]) -> Field | None:
    """The question as the form that came answers it of one of these texts, for the next form; else None."""
    mark = form.get(NOT_PERSONAL, "")
    return replace(_question(mark), value=mark) if mark in {soft_check.mark([text]) for text in texts} else None


def form(words: str, wrong: str, asking: Field | None, action: str, values: Values) -> Form:
    """Typed words that are to be kept, as a form."""
    text = Field(WORDS, "Din tekst", "long", required=True, value=words)
    lines = ("Der er ikke gemt noget endnu.",)
    return Form("Se på teksten igen", action, (text,), values, lines, said=wrong).asking(asking)
