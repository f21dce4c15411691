"""The register of people, their accounts, and being forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect, text

from bot.domain.organisation import Organisation, Person, Role
from bot.store import AccountRecord, Store

LEADER = Person("leder", "Leder, NørreBrobyggerne", Role.PLAN_LEADER, "Ida Ærø", "Ida.Ærø@Example.org", plan="n")
GUIDE = Person("vejleder", "Ungevejleder", email="vejleder@example.org")
FORGOTTEN = replace(LEADER, name=None, email=None)
CHECKED = datetime(2026, 12, 3, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def staffed(store: Store) -> Store:
    store.apply_organisation(Organisation(people=(LEADER, GUIDE)))
    return store


def everything_in(store: Store) -> str:
    """All that the database holds, as text."""
    with store._database.reading() as connection:
        tables = inspect(connection).get_table_names()
    found = []
    for table in tables:
        with store._database.reading() as connection:
            found += [str(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    return "\n".join(found)


def test_people_are_found_by_id_and_by_address_in_any_case(staffed: Store) -> None:
    assert staffed.people.all() == (LEADER, GUIDE)
    assert staffed.people.find("leder") == LEADER
    assert staffed.people.by_email(" ida.ÆRØ@EXAMPLE.ORG ") == LEADER
    assert staffed.people.find("ukendt") is None
    assert staffed.people.by_email("ukendt@example.org") is None
    assert staffed.people.by_email("") is None


def test_a_forgotten_person_keeps_title_and_role_only(staffed: Store) -> None:
    staffed.accounts.put(AccountRecord("slack", "T1/U2", "leder", "member", CHECKED))
    version = staffed.version()
    staffed.people.forget("leder", "leder")
    assert staffed.people.find("leder") == FORGOTTEN
    assert staffed.people.by_email("ida.ærø@example.org") is None
    assert staffed.accounts.get("slack", "T1/U2") is None
    assert staffed.directory().organisation.people == (FORGOTTEN, GUIDE)
    assert staffed.version() > version
    assert staffed.audit.of("person", "leder")[0].action == "forget"


@pytest.mark.parametrize("email", ["ny@example.org", None])
def test_an_account_is_nobodys_once_an_import_gives_its_person_another_address(
    staffed: Store, email: str | None
) -> None:
    for id_, person in (("T1/U2", "leder"), ("T1/U3", "vejleder")):
        staffed.accounts.put(AccountRecord("slack", id_, person, "member", CHECKED))
    other = Organisation(people=(replace(LEADER, email=email), replace(GUIDE, title="Vejleder")))
    staffed.apply_organisation(other, dry_run=True)
    assert staffed.accounts.of("leder")
    staffed.apply_organisation(other)
    assert staffed.accounts.of("leder") == (), "else a successor's messages would go to whoever left"
    assert staffed.accounts.of("vejleder")


def test_nothing_in_the_store_names_a_forgotten_person(staffed: Store) -> None:
    staffed.apply_organisation(Organisation(people=(replace(LEADER, name="Ida Kær"), GUIDE)))
    staffed.apply_organisation(Organisation(people=(replace(LEADER, email="kær@example.org"), GUIDE)))
    staffed.accounts.put(AccountRecord("slack", "T1/U2", "leder", "member", CHECKED))
    before = everything_in(staffed)
    staffed.people.forget("leder", "leder")
    after = everything_in(staffed)
    for secret in ("Ida", "kær@example.org", "T1/U2"):
        assert secret in before
        assert secret not in after
    assert "Ida.Ærø@Example.org" not in before + after  # the audit log never knew addresses


@pytest.mark.parametrize(
    "again", [LEADER, replace(LEADER, title="Ny titel"), replace(LEADER, name="Ida  ærø", email=None)]
)
def test_a_later_import_does_not_bring_a_forgotten_person_back(staffed: Store, again: Person) -> None:
    staffed.people.forget("leder", "leder")
    for _ in range(2):
        staffed.apply_organisation(Organisation(people=(again, GUIDE)))
        assert staffed.people.find("leder") == replace(again, name=None, email=None)


def test_importing_a_forgotten_person_again_changes_nothing(staffed: Store) -> None:
    staffed.people.forget("leder", "leder")
    version, log, held = staffed.version(), staffed.audit.recent(50), everything_in(staffed)
    changes = staffed.apply_organisation(Organisation(people=(LEADER, GUIDE)))
    assert (changes.changed, changes.unchanged) == (0, 2)
    assert (staffed.version(), staffed.audit.recent(50), everything_in(staffed)) == (version, log, held)


def test_a_successor_under_the_same_title_is_welcome(staffed: Store) -> None:
    staffed.people.forget("leder", "leder")
    successor = replace(LEADER, name="Bo Øst", email="bo@example.org")
    staffed.apply_organisation(Organisation(people=(successor, GUIDE)))
    assert staffed.people.by_email("bo@example.org") == successor
    staffed.apply_organisation(Organisation(people=(LEADER, GUIDE)))  # an old file: the forgotten one stays away
    assert staffed.people.find("leder") == FORGOTTEN


def test_both_of_two_people_forgotten_under_one_title_stay_away(staffed: Store) -> None:
    successor = replace(LEADER, name="Bo Øst", email="bo@example.org")
    staffed.people.forget("leder", "leder")
    staffed.apply_organisation(Organisation(people=(successor,)))
    staffed.people.forget("leder", "leder")
    for one in (LEADER, successor):
        staffed.apply_organisation(Organisation(people=(one,)))
        assert staffed.people.find("leder") == FORGOTTEN


def test_forgetting_twice_is_no_mistake_but_forgetting_a_stranger_is(staffed: Store) -> None:
    staffed.people.forget("leder", "leder")
    staffed.people.forget("leder", "leder")
    staffed.apply_organisation(Organisation(people=(LEADER,)))
    assert staffed.people.find("leder") == FORGOTTEN
    with pytest.raises(KeyError):
        staffed.people.forget("ukendt", "leder")


def test_a_changed_address_is_logged_without_the_address(staffed: Store) -> None:
    changed = replace(GUIDE, email="ny@example.org", title="Vejleder")
    staffed.apply_organisation(Organisation(people=(LEADER, changed)))
    changes = staffed.audit.of("person", "vejleder")[0].changes
    assert changes == {"email": ("…", "…"), "title": ("Ungevejleder", "Vejleder")}


def test_an_account_comes_back_with_its_time_in_utc(staffed: Store) -> None:
    account = AccountRecord("slack", "T1/U2", "leder", "guest", CHECKED)
    staffed.accounts.put(account)
    found = staffed.accounts.get("slack", "T1/U2")
    assert found == account
    assert found is not None
    assert found.checked_at.utcoffset() == timedelta(0)


def test_putting_an_account_again_replaces_it(staffed: Store) -> None:
    staffed.accounts.put(AccountRecord("slack", "T1/U2", None, "stranger", CHECKED))
    staffed.accounts.put(AccountRecord("slack", "T1/U2", "leder", "member", CHECKED + timedelta(days=1)))
    staffed.accounts.put(AccountRecord("web", "leder", "leder", "member", CHECKED))
    assert [a.platform for a in staffed.accounts.of("leder")] == ["slack", "web"]
    staffed.accounts.forget("slack", "T1/U2")
    assert staffed.accounts.get("slack", "T1/U2") is None
    assert len(staffed.accounts.of("leder")) == 1


def test_a_time_without_a_zone_is_refused(staffed: Store) -> None:
    naive = CHECKED.replace(tzinfo=None)
    with pytest.raises(Exception, match="without a zone"):
        staffed.accounts.put(AccountRecord("slack", "T1/U2", None, "member", naive))
