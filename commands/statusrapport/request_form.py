"""What was typed into the form of a request, read field by field."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.cards import Option
from bot.chat import Ask
from bot.domain.danish_time import day
from bot.domain.organisation import Role
from bot.domain.status import reporters, requests
from bot.domain.status.periods import Period
from bot.domain.status.requests import Request
from commands.statusrapport.reading import Mine

FURTHEST = timedelta(days=731)


def boards(me: Mine) -> tuple[Option, ...]:
    """The boards that the asker may ask for: a secretary only the own one."""
    own = me.person.board if me.person.role is Role.BOARD_SECRETARY else None
    return tuple(Option(one.id, one.name) for one in me.organisation.boards if own in (None, one.id))


def choices(me: Mine) -> tuple[Option, ...]:
    """Whom the asker may choose from: a secretary only the own board's."""
    own = me.person.board if me.person.role is Role.BOARD_SECRETARY else None
    catalogue = me.desk.catalogue
    found = (
        reporters.of_board(own, me.organisation, catalogue) if own else reporters.known(me.organisation, catalogue)
    )
    return tuple(Option(one, me.name(one)) for one in found)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form, field by field; what is `wrong` is told at its field."""

    wrong: dict[str, str]
    me: Mine
    ask: Ask

    def _one_of(self, name: str, known: set[str], sentence: str) -> str:
        typed = self.ask.form.get(name, "")
        if typed not in known:
            self.wrong[name] = sentence
        return typed

    def board(self) -> str:
        """Its id, or "" for none."""
        known = {one.value for one in boards(self.me)}
        return self._one_of("board", known | {""}, "Vælg en af bydelsbestyrelserne.")

    def period(self) -> Period | None:
        """What it is about."""
        known = {one.key for one in Period.recent(self.me.desk.today)}
        key = self._one_of("period", known, "Vælg, hvilken periode det handler om.")
        return Period.of(key) if key in known else None

    def template(self) -> str:
        """Its id."""
        return self._one_of("template", {*self.me.desk.catalogue.templates}, "Vælg en skabelon.")

    def reporters(self) -> tuple[str, ...]:
        """Those chosen, else the board's; each must have somebody who can answer."""
        me, board = self.me, self.ask.form.get("board", "")
        chosen = [one for one in self.ask.form.get("reporters", "").split(",") if one]
        known = [one.value for one in choices(me)]
        asked = tuple(one for one in known if one in chosen)
        if {*chosen} - {*known}:
            self.wrong["reporters"] = "Vælg blandt dem, der er på listen."
        elif not chosen and not board:
            self.wrong["board"] = "Vælg en bydelsbestyrelse, eller vælg nedenfor, hvem der skal spørges."
        elif not chosen:
            asked = reporters.of_board(board, me.organisation, me.desk.catalogue)
        nobody = [me.name(one) for one in asked if not reporters.people(one, me.organisation, me.gone)]
        if nobody:
            self.wrong["reporters"] = (
                f"{' og '.join(nobody)} har ingen registreret leder eller koordinator, så ingen får beskeden. "
                "Bed administratoren om at registrere en, eller vælg kun de andre."
            )
        return asked

    def days(self, new: Request) -> Request:
        """A deadline from the meeting, or a plain one."""
        calendar, today = self.me.desk.calendar, self.me.desk.today
        meeting, due = self._day("meeting"), self._day("due")
        if meeting is not None:
            new = requests.for_meeting(new, meeting, self.me.desk.settings.status.days(), calendar)
            if meeting <= today:
                self.wrong["meeting"] = "Datoen er allerede forbi. Vælg bestyrelsens næste møde."
            elif due is None and new.due <= today:
                self.wrong["meeting"] = (
                    f"Mødet er for tæt på: svarene skulle være inde {day(new.due, today)}. "
                    "Vælg et senere møde, eller skriv selv en frist."
                )
        elif due is None and not {"meeting", "due"} & self.wrong.keys():
            self.wrong["due"] = "Vælg bestyrelsens møde eller en frist."
        if due is not None:
            new = replace(new, due=due)
            if due <= today:
                self.wrong["due"] = "Fristen er allerede forbi. Vælg en senere dag."
            elif meeting is not None and due >= meeting:
                self.wrong["due"] = "Fristen skal ligge før mødet."
            elif closed := calendar.day_off(due):
                self.wrong["due"] = f"Den dag er {closed}. Vælg en arbejdsdag."
        return new

    def _day(self, name: str) -> date | None:
        typed = self.ask.form.get(name, "")
        try:
            found = date.fromisoformat(typed) if typed else None
        except ValueError:
            self.wrong[name] = "Vælg en dato."
            return None
        if found is not None and abs(found - self.me.desk.today) > FURTHEST:
            self.wrong[name] = "Datoen er mere end to år væk. Vælg en anden."
            return None
        return found
