"""Who Slack's users are to Vejviser."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.chat import Desk
from bot.clock import Clock
from bot.domain.organisation import Organisation, Person, Role
from tests.conftest import NOW
from tests.fake_slack import FakeSlack, failing, rate_limited
from tests.fake_slack.faults import not_slack
from tests.platforms.slack.conftest import serving

LEADER = Person("leder-x", "Leder, Prøveplanen", Role.PLAN_LEADER, "Bo", "bo@bolig.example")
UNKNOWN = "dig kender jeg ikke"


@pytest.fixture
def registered(desk: Desk) -> Desk:
    """A desk whose register of people has LEADER with an e-mail."""
    desk.store.apply_organisation(Organisation(people=(LEADER,)))
    return desk


def who(slack: FakeSlack, user: str = "U1") -> str:
    return after(slack, "/proeve hvem", user)


def after(slack: FakeSlack, text: str, user: str = "U1") -> str:
    slack.slash(text, user)
    return slack.seen(user)[-1].shown()


def test_a_member_is_staff(slack: FakeSlack) -> None:
    assert "Medarbejder" in who(slack)


def test_a_member_with_a_registered_address_is_that_person(workspace: FakeSlack, registered: Desk) -> None:
    workspace.add_user("U2", "BO@Bolig.example")
    with serving(workspace, registered) as slack:
        assert LEADER.title in who(slack, "U2")


def test_an_address_that_nobody_confirmed_gives_no_role(workspace: FakeSlack, registered: Desk) -> None:
    workspace.add_user("U2", LEADER.email, is_email_confirmed=False)
    with serving(workspace, registered) as slack:
        assert "Medarbejder" in who(slack, "U2")


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_is_refused(slack: FakeSlack, flag: str) -> None:
    flags: dict[str, Any] = {flag: True}
    slack.add_user("U2", "gæst@kk.example", **flags)
    assert UNKNOWN in who(slack, "U2")


def test_a_registered_guest_of_an_approved_domain_is_welcome(workspace: FakeSlack, registered: Desk) -> None:
    workspace.add_user("U2", LEADER.email, is_restricted=True)
    with serving(workspace, registered, guest_domains=("Bolig.example",)) as slack:
        assert LEADER.title in who(slack, "U2")


@pytest.mark.parametrize(("guest", "said"), [(False, "Medarbejder"), (True, UNKNOWN)])
def test_a_role_that_is_taken_away_is_gone_at_the_next_word(
    workspace: FakeSlack, registered: Desk, guest: bool, said: str
) -> None:
    workspace.add_user("U2", LEADER.email, is_restricted=guest)
    with serving(workspace, registered, guest_domains=("bolig.example",)) as slack:
        assert LEADER.title in who(slack, "U2")
        registered.store.apply_organisation(Organisation(people=(Person(LEADER.id, LEADER.title),)))
        assert said in who(slack, "U2")


def test_a_successor_has_the_role_and_whoever_left_has_not(workspace: FakeSlack, registered: Desk) -> None:
    workspace.add_user("U2", LEADER.email)
    workspace.add_user("U3", "ida@bolig.example")
    with serving(workspace, registered) as slack:
        assert LEADER.title in who(slack, "U2")
        registered.store.apply_organisation(Organisation(people=(replace(LEADER, email="ida@bolig.example"),)))
        assert "Medarbejder" in who(slack, "U2")
        assert LEADER.title in who(slack, "U3")


@pytest.mark.parametrize("domains", [(), ("andet.example",), ("ig.example",)])
def test_a_registered_guest_of_another_domain_is_refused(
    workspace: FakeSlack, registered: Desk, domains: tuple[str, ...]
) -> None:
    workspace.add_user("U2", LEADER.email, is_restricted=True)
    with serving(workspace, registered, guest_domains=domains) as slack:
        assert UNKNOWN in who(slack, "U2")


def test_an_unregistered_guest_of_an_approved_domain_is_refused(workspace: FakeSlack, desk: Desk) -> None:
    workspace.add_user("U2", "ny@bolig.example", is_restricted=True)
    with serving(workspace, desk, guest_domains=("bolig.example",)) as slack:
        assert UNKNOWN in who(slack, "U2")


@pytest.mark.parametrize(
    "flags",
    [
        {"is_stranger": True},
        {"team": "T9"},
        {"is_bot": True},
        {"is_workflow_bot": True},
        {"deleted": True},
    ],
)
def test_strangers_bots_and_former_colleagues_are_refused_even_with_a_registered_address(
    workspace: FakeSlack, registered: Desk, flags: dict[str, Any]
) -> None:
    workspace.add_user("U2", LEADER.email, **flags)
    with serving(workspace, registered, guest_domains=("bolig.example",)) as slack:
        assert UNKNOWN in who(slack, "U2")


def test_a_member_of_another_workspace_of_our_organisation_is_staff(slack: FakeSlack) -> None:
    slack.add_user("U2", None, team="T2", enterprise_user={"teams": ["T2", "T1"]})
    assert "Medarbejder" in who(slack, "U2")


def test_somebody_slack_does_not_know_is_a_stranger(slack: FakeSlack) -> None:
    slack.add_user("U2", None)
    slack.failures["users.info"].append(failing("user_not_found"))
    assert UNKNOWN in who(slack, "U2")


def test_what_a_member_who_is_not_registered_entered_is_that_members_alone(slack: FakeSlack, desk: Desk) -> None:
    slack.add_user("U2", None)
    slack.slash("/brobyg 3 lundtoftegade fritidsjob")
    noted = slack.seen()[-1]
    assert "Noteret af dig" not in after(slack, "/brobyg", "U2")
    assert "Noteret af dig" in after(slack, "/brobyg")
    slack.slash("/brobyg 2 husum boksning", "U2")
    entered = desk.store.referrals.between(NOW - timedelta(days=1), NOW + timedelta(days=1))
    one, other = (each.person for each in entered)
    assert one != other and not any("U1" in each or "U2" in each for each in (one, other))
    slack.press(noted, "Fortryd")
    (left,) = desk.store.referrals.between(NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert left.person == other


def test_slack_is_asked_once_a_day(workspace: FakeSlack, desk: Desk) -> None:
    for hours, asked in ((0, 1), (23.9, 1), (24.1, 2)):
        later = replace(desk, clock=Clock.demo(NOW + timedelta(hours=hours), 0.0))
        with serving(workspace, later) as slack:
            assert "Medarbejder" in who(slack)
        assert workspace.calls.count("users.info") == asked


def test_a_guest_who_has_just_been_registered_need_not_wait_till_tomorrow(workspace: FakeSlack, desk: Desk) -> None:
    workspace.add_user("U2", LEADER.email, is_restricted=True)
    with serving(workspace, desk, guest_domains=("bolig.example",)) as slack:
        assert UNKNOWN in who(slack, "U2")
        assert UNKNOWN in who(slack, "U2")
        assert slack.calls.count("users.info") == 1
    desk.store.apply_organisation(Organisation(people=(LEADER,)))
    later = replace(desk, clock=Clock.demo(NOW + timedelta(minutes=11), 0.0))
    with serving(workspace, later, guest_domains=("bolig.example",)) as slack:
        assert LEADER.title in who(slack, "U2")


def test_when_slack_does_not_say_who_asks_the_asker_is_told_and_nothing_is_kept(slack: FakeSlack) -> None:
    slack.failures["users.info"] += [rate_limited(30), failing("internal_error")]
    for _ in range(2):
        assert "Jeg kan ikke se, hvem du er" in who(slack)
    assert "Medarbejder" in who(slack)


def test_whoever_else_answers_for_slack_is_asked_again_until_slack_does(workspace: FakeSlack, desk: Desk) -> None:
    tries = len(not_slack())
    workspace.failures["auth.test"] += not_slack()
    workspace.failures["users.info"] += not_slack()
    with serving(workspace, desk, silence=0.02) as slack:
        slack.wait(lambda: slack.calls.count("auth.test") == tries + 1)
        for _ in range(tries):
            assert "Jeg kan ikke se, hvem du er" in who(slack)
        assert "Medarbejder" in who(slack)
    assert workspace.calls.count("auth.test") == tries + 1


def test_a_missing_scope_is_told_too(slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.scopes.remove("users:read")
    assert "Jeg kan ikke se, hvem du er" in who(slack)
    assert slack.refused.pop() == "users.info: missing_scope"
    assert "missing_scope" in [getattr(record, "error", "") for record in caplog.records]


def test_without_the_scope_for_addresses_everybody_is_staff(workspace: FakeSlack, registered: Desk) -> None:
    workspace.scopes.remove("users:read.email")
    workspace.add_user("U2", LEADER.email)
    with serving(workspace, registered) as slack:
        assert "Medarbejder" in who(slack, "U2")


def test_no_address_is_logged(slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    slack.failures["users.info"].append(failing("internal_error"))
    for _ in range(2):
        who(slack)
    ours = [record for record in caplog.records if record.name.startswith(("bot", "slack"))]
    assert not any("@" in record.getMessage() + str(record.__dict__.get("args")) for record in ours)


def read_only(desk: Desk) -> None:
    """The database as one that may not be written in: another user's file, a disk that is mounted so."""
    engine = desk.store._database.engine
    engine.dispose()
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA query_only=ON"))


def test_who_asks_when_the_database_cannot_be_written_is_told_what_is_wrong_with_it(
    slack: FakeSlack, desk: Desk
) -> None:
    read_only(desk)
    assert "Jeg må ikke skrive i databasens fil." in who(slack)


def test_a_message_that_cannot_be_claimed_is_asked_for_again_and_the_log_tells_why(
    slack: FakeSlack, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    read_only(desk)
    assert slack.write("fodbold på nørrebro") == 503
    (told,) = [record for record in caplog.records if record.name == "bot.platforms.slack.hearing"]
    assert vars(told)["error"] == "OperationalError"
