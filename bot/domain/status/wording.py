"""How a figure or a text is typed and shown: "1.250", "12,5", "ved ikke". Nothing typed is no answer at all."""

import re

from bot.domain.status.indicators import Indicator, Unit
from bot.domain.status.values import NO_ANSWER, Given, Text, Value

LONGEST_TEXT = 3000  # characters; what Slack takes in one field
LONGEST_FIGURE = 20
WORDS = {given.danish: given for given in Given if given is not Given.ANSWER}
HOW = "I felter med tal: skriv et tal, »ved ikke«, »ikke relevant« eller »intet nyt«. Et tomt felt er intet svar."
_NUMBER = re.compile(r"(?P<sign>[-−–+]?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d{1,4}))?")
_ENGLISH = re.compile(r"\d+\.\d+")
_MOST = 10**12
_WHOLE = (Unit.PERSONS, Unit.CONTACTS, Unit.ACTIVITIES)


class Mistyped(Exception):
    """What was typed is no figure of this kind; the message is a Danish sentence that says what to write."""


def read_figure(typed: str, indicator: Indicator) -> Value | None:
    """The figure, or None for no answer. Raises Mistyped."""
    text = " ".join(typed.split())
    if not text:
        return None
    if given := _word(text):
        return Value(None, given)
    found = _NUMBER.fullmatch(re.sub(r"(?<=\d) (?=\d{3}\b)", "", text))
    if found is None:
        raise Mistyped(_objection(text))
    number = float(found["whole"].replace(".", "") + "." + (found["part"] or "0"))
    if found["sign"] not in ("", "+") and number:
        raise Mistyped("Tallet kan ikke være mindre end 0.")
    if number > _MOST:
        raise Mistyped("Tallet er for stort. Skriv det uden ører og tusinder for meget.")
    if indicator.unit in _WHOLE and number != int(number):
        raise Mistyped(f"{indicator.unit.danish[:1].upper()}{indicator.unit.danish[1:]} tælles i hele tal, fx 12.")
    return Value(number)


def _objection(text: str) -> str:
    if "%" in text or "procent" in text.casefold():
        return "Skriv antallet, ikke procenten."
    if _ENGLISH.fullmatch(text):
        return f"Skriv {text.replace('.', ',')}, hvis det er et kommatal. Punktum skiller kun tusinder: 1.250."
    return "Skriv kun et tal, fx 12, 1.250 eller 12,5. Ellers »ved ikke«, »ikke relevant« eller »intet nyt«."


def read_text(typed: str) -> Text | None:
    """The text, or None for no answer; only exactly the words "intet nyt" and so on mean that."""
    text = typed.strip()
    if not text:
        return None
    if given := _word(" ".join(text.split())):
        return Text(given=given)
    return Text(text)


def _word(text: str) -> Given | None:
    return WORDS.get(text.casefold().removesuffix("."))


def write_figure(value: Value | None) -> str:
    """As one would type it; "" for no answer."""
    if value is None:
        return ""
    return value.given.danish if value.number is None else write_number(value.number)


def write_number(number: float) -> str:
    """ "1.250", "12,5"."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def show_number(number: float, unit: Unit) -> str:
    """The same for reading: kroner that are not whole have their two digits of øre."""
    if unit is not Unit.DKK or round(number, 2) == round(number):
        return write_number(number)
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def write_text(text: Text | None) -> str:
    """As one would type it; "" for no answer."""
    if text is None:
        return ""
    return text.text if text.given is Given.ANSWER else text.given.danish


def show_figure(value: Value | None, unit: Unit) -> str:
    """For reading: "12 personer", "ved ikke", "ingen svar"."""
    if value is None:
        return NO_ANSWER
    return value.given.danish if value.number is None else f"{show_number(value.number, unit)} {unit.danish}"


def show_text(text: Text | None) -> str:
    """For reading: no answer says so."""
    return NO_ANSWER if text is None else write_text(text)
