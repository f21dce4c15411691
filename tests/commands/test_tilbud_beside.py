"""/tilbud: what asks for no offer, or not in whole: no gaps, other commands, and what follows another question."""

from bot.chat import Desk
from tests.conftest import say


def gap_is_kept(desk: Desk, words: str) -> bool:
    before = len(desk.store.gaps.all())
    say(desk, f"/tilbud {words}")
    return len(desk.store.gaps.all()) > before


def test_what_no_board_could_offer_is_no_gap_but_an_activity_that_is_lacking_is(desk: Desk) -> None:
    for words in ("asdf", "brand", "fortæl en vittighed", "hvordan bliver vejret i morgen"):
        assert not gap_is_kept(desk, words), words
        assert "noteret" not in str(say(desk, f"/tilbud {words}")), words
    for words in ("håndbold", "cricket i Valby", "ishockey for piger"):
        assert gap_is_kept(desk, words), words
