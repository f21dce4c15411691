"""Which meetings somebody has been told of by mail, so that no calendar shows them twice."""

from datetime import timedelta

from bot.domain.delivering import Delivery
from bot.store import Store
from tests.conftest import NOW


def test_what_went_by_mail_is_told_of_and_nothing_else(store: Store) -> None:
    queue = store.deliveries
    about = [f"meeting:{number}" for number in range(4)]
    queue.add(Delivery("meeting_invitation", one, 1, "new", f"p{n}", NOW) for n, one in enumerate(about))
    queue.add([Delivery("meeting_reminder", about[0], 1, "7d", "p0", NOW)])
    for record in queue.claim(10, timedelta(minutes=1)):
        if record.delivery.person != "p3":
            assert queue.sent(record, "slack" if record.delivery.person == "p2" else "mail")
    told = {person: queue.told(person, "mail", ["meeting_invitation"], about) for person in ("p0", "p1", "p2", "p3")}
    assert told == {"p0": told["p0"], "p1": {about[1]}, "p2": set(), "p3": set()}
    assert told["p0"] <= {about[0]}
    assert queue.told("p1", "mail", ["meeting_reminder"], about) == set()
    assert queue.told("p1", "mail", ["meeting_invitation"], [about[0]]) == set()
