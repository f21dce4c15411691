"""/vejviser: help, who the asker is, what is stored, and being forgotten."""

from bot.chat import Account, Ask, Desk, Reply, dispatch
from bot.domain.organisation import Person, Role
from bot.store import AccountRecord
from tests.conftest import person, press, say


def test_help_shows_every_command_the_role_may_use_and_who_the_asker_is(desk: Desk) -> None:
    answer = say(desk, "/vejviser", Role.PLAN_LEADER)
    assert isinstance(answer, Reply)
    assert [item.title.split()[0] for item in answer.card.items] == ["/tilbud", "/indsats", "/moede", "/vejviser"]
    assert "leder af helhedsplan (Leder, NørreBrobyggerne)" in str(answer.card.lines)


def test_help_shows_administrators_what_only_they_may_type(desk: Desk) -> None:
    shown = {role: str(say(desk, "/vejviser", role)) for role in (Role.STAFF, Role.ADMINISTRATOR)}
    assert "Som administrator: /tilbud rettelser, /tilbud huller" in shown[Role.ADMINISTRATOR]
    assert "rettelser" not in shown[Role.STAFF]


def test_what_is_stored_names_the_facts_and_how_long(desk: Desk) -> None:
    answer = press(desk, "vejviser.stored", Role.COORDINATOR)
    assert isinstance(answer, Reply)
    assert dict(answer.card.facts)["Arbejdsmail"] == "koordinator.uu@example.org"
    assert "90 dage" in str(answer.card.lines)


def test_nothing_is_removed_before_the_second_yes(desk: Desk) -> None:
    say(desk, "/vejviser glem mig", Role.COORDINATOR)
    assert desk.store.people.by_email("koordinator.uu@example.org")


def test_forgetting_removes_mail_and_chat_ids_but_keeps_deeds_under_the_title(desk: Desk) -> None:
    coordinator = person(desk, Role.COORDINATOR)
    account = Account("slack", "T1/U1")
    desk.store.accounts.put(AccountRecord(account.platform, account.id, coordinator.id, "member", desk.now))
    press(desk, "tilbud.report", Role.COORDINATOR, form={"text": "Telefonen er forkert"}, id="klub-n")

    answer = dispatch(Ask(coordinator, account=account), desk, "vejviser.forget_now")

    assert isinstance(answer, Reply)
    assert "bliver stående under titlen" in str(answer.card.lines)
    assert desk.store.people.by_email("koordinator.uu@example.org") is None
    assert desk.store.accounts.get(account.platform, account.id) is None
    assert [one.actor for one in desk.store.feedback.waiting()] == ["Koordinator, UU"]


def test_somebody_without_a_register_entry_can_be_forgotten_too(desk: Desk) -> None:
    account = Account("slack", "T1/U2")
    desk.store.accounts.put(AccountRecord(account.platform, account.id, None, "member", desk.now))
    dispatch(Ask(Person("", "Medarbejder"), account=account), desk, "vejviser.forget_now")
    assert desk.store.accounts.get(account.platform, account.id) is None


def test_the_overview_shows_role_and_plan_and_only_an_administrator_what_waits_for_administrators(desk: Desk) -> None:
    press(desk, "tilbud.report", form={"text": "Telefonen er forkert"}, id="klub-n")
    leader = str(press(desk, "vejviser.overview", Role.PLAN_LEADER))
    administrator = str(press(desk, "vejviser.overview", Role.ADMINISTRATOR))
    assert "NørreBrobyggerne" in leader
    assert "Der er ikke noget, der venter på dig." in leader
    assert "1 rettelse venter" in administrator
    assert "1 rettelse venter" not in leader
