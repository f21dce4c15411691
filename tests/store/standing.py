"""A clock that stands still."""

from datetime import UTC, datetime

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)


class StandingClock:
    """Shows `at` until a test sets it."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at
