"""Who is open or answers at an hour that was asked for, when hardly anything else was asked for."""

from datetime import datetime, time

import pytest

from bot.clock import COPENHAGEN
from bot.domain.directory import Directory
from bot.domain.offers import WEEKDAYS, Offer, Slot
from bot.domain.organisation import Organisation
from bot.domain.questions import Index, rank, understand
from tests.domain.questions.conftest import AREAS, MONDAY

NIGHT = "Uden for kontortid: hverdage fra kl. 15 til næste morgen, hele weekenden"
OFFERS = (
    Offer("guard", "Ungevagten", "Kommunens sociale vagt.", areas=("birkeby",), topics=("akut hjælp",),
          kind="kontakt", schedule_note=NIGHT),
    Offer("chat", "Måneskin", "Chat for unge.", areas=("birkeby",), topics=("rådgivning", "chat"),
          schedule=tuple(Slot(day, time(20), time(2)) for day in WEEKDAYS)),
    Offer("club", "Klub Havnen", "Fritidsklub.", areas=("havnen",), topics=("fritidsklub",), min_age=10, max_age=17,
          schedule=tuple(Slot(day, time(14), time(20)) for day in WEEKDAYS[:5])),
    Offer("shop", "Cykelværkstedet", "Vi lapper cykler.", areas=("aasen",), topics=("cykel",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def nightly() -> Index:
    return Index(Directory(OFFERS, AREAS, Organisation()))


def ids(text: str, index: Index, now: datetime = MONDAY) -> set[str]:
    return {match.offer_id for match in rank(understand(text, now, index), now, index).answer}


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("hvem kan jeg ringe til kl 3 om natten", {"guard"}),
        ("hvem kan jeg ringe til om natten", {"guard", "chat"}),
        ("hvem kan de unge ringe til midt om natten", {"guard", "chat"}),
        ("jeg vil skrive med nogen kl 1 om natten", {"guard", "chat"}),
        ("hvem har telefonen om natten i weekenden", {"guard", "chat"}),
        ("noget om natten for unge", {"guard", "chat"}),
        ("aabent om natten i Åsen", {"guard", "chat"}),
        ("hvem svarer søndag nat", {"guard", "chat"}),
        ("hvad er åbent kl. 4 om eftermiddagen", {"guard", "club"}),
        ("noget efter kl 9 om aftenen", {"guard", "chat"}),
        ("noget sent fredag for en på 16", {"chat"}),
    ],
)
def test_an_hour_alone_asks_for_who_is_open_then(text: str, open_: set[str], nightly: Index) -> None:
    assert ids(text, nightly) == open_


def test_who_tells_no_hours_is_open_at_none_of_the_night(nightly: Index) -> None:
    assert "shop" in ids("lappe cykel kl. 15", nightly)
    assert ids("lappe cykel kl. 3 om natten", nightly) == set()


def test_open_now_is_a_telephone_too(nightly: Index) -> None:
    assert ids("åbent nu?", nightly, datetime(2026, 11, 28, 3, 0, tzinfo=COPENHAGEN)) == {"guard"}
    assert ids("åbent nu?", nightly) == {"club"}


@pytest.mark.parametrize(
    "text",
    ["god aften", "godnat", "tak for i aften", "har du tid kl 10?", "mødet er rykket til kl 3", "vi ses kl 8"],
)
def test_an_hour_in_small_talk_asks_for_nobody(text: str, nightly: Index) -> None:
    assert ids(text, nightly) == set()


@pytest.mark.parametrize("text", ["noget sjovt for 12-årig torsdag", "noget fedt torsdag for en på 12"])
def test_a_faint_word_beside_when_and_for_whom_is_passed_over(text: str, nightly: Index) -> None:
    assert "club" in ids(text, nightly)


@pytest.mark.parametrize("text", ["ishockey torsdag for en på 12", "skak torsdag 12 år", "tandlæge torsdag 12 år"])
def test_what_nobody_has_is_not_passed_over(text: str, nightly: Index) -> None:
    assert ids(text, nightly) == set()
