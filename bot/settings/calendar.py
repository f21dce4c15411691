"""[calendar]: when messages may go out, as written and as rules."""

from datetime import date, time
from typing import Any

from pydantic import ValidationInfo, field_validator

from bot.domain.calendar import Calendar
from bot.settings.section import Section, Texts, Weeks


class CalendarSettings(Section):
    """When messages may go out, as written: `made` gives the rules."""

    first: str = "08:00"
    last: str = "16:00"
    days_off: Texts = ("1/5", "5/6", "24/12", "31/12")
    bridge_days: Texts = ("2026-05-15", "2027-05-07", "2028-05-26", "2029-05-11", "2030-05-31", "2031-05-23")
    quiet_weeks: Weeks = (28, 29, 30, 31)
    school_weeks: Weeks = (7, 42)
    school_holidays: Texts = ()

    @field_validator("*")
    @classmethod
    def _understood(cls, value: Any, info: ValidationInfo) -> Any:
        try:
            cls.model_construct(**{str(info.field_name): value}).made()
        except (ValueError, IndexError):
            raise ValueError(WRITTEN[str(info.field_name)]) from None
        return value

    def made(self) -> Calendar:
        """The rules as the domain knows them. ValueError for what they cannot be made of."""
        first, last = time.fromisoformat(self.first), time.fromisoformat(self.last)
        days = [date(2024, int(day.split("/")[1]), int(day.split("/")[0])) for day in self.days_off]
        weeks = {*self.quiet_weeks, *self.school_weeks}
        if first.tzinfo or last.tzinfo or not weeks <= {*range(1, 54)} or len(self.quiet_weeks) > 20:
            raise ValueError
        return Calendar(
            first,
            last,
            frozenset((day.month, day.day) for day in days),
            frozenset(map(date.fromisoformat, self.bridge_days)),
            frozenset(self.quiet_weeks),
            frozenset(self.school_weeks),
            tuple((date.fromisoformat(r[:10]), date.fromisoformat(r[-10:])) for r in self.school_holidays),
        )


WRITTEN = {
    "first": 'skal være et klokkeslæt, fx "08:00".',
    "last": 'skal være et klokkeslæt, fx "16:00".',
    "days_off": 'skal være dage i året, fx ["1/5", "24/12"].',
    "bridge_days": 'skal være datoer, fx ["2027-05-07"].',
    "quiet_weeks": "skal være højst 20 ugenumre, fx [28, 29, 30].",
    "school_weeks": "skal være ugenumre, fx [7, 42].",
    "school_holidays": 'skal være tidsrum, fx ["2027-05-06/2027-05-09"].',
}
