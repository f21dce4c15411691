"""/vejviser: help, who the asker is, what is stored, and being forgotten."""

from dataclasses import replace
from datetime import timedelta

from pydantic import SecretStr

from bot.app import find_kinds
from bot.chat import Account, Answer, Ask, Desk, FieldErrors, Open, Reply, dispatch
from bot.domain.delivering import KINDS, Delivery
from bot.domain.organisation import Person, Role
from bot.settings import Mail, Settings, Web
from bot.store import AccountRecord
from tests.conftest import person, press, say


def test_help_shows_every_command_the_role_may_use_and_who_the_asker_is(desk: Desk) -> None:
    answer = say(desk, "/vejviser", Role.PLAN_LEADER)
    assert isinstance(answer, Reply)
    names = [item.title.split()[0] for item in answer.card.items]
    assert names == ["/tilbud", "/indsats", "/brobyg", "/moede", "/statusrapport", "/vejviser"]
    assert "leder af helhedsplan (Leder, NørreBrobyggerne)" in str(answer.card.lines)


def test_help_shows_administrators_what_only_they_may_type(desk: Desk) -> None:
    shown = {role: str(say(desk, "/vejviser", role)) for role in (Role.STAFF, Role.ADMINISTRATOR)}
    assert "Som administrator: /tilbud rettelser, /tilbud huller" in shown[Role.ADMINISTRATOR]
    assert "Som administrator: /vejviser leveringer" in shown[Role.ADMINISTRATOR]
    assert "rettelser" not in shown[Role.STAFF]


def test_help_offers_nobody_what_is_refused_to_them(desk: Desk) -> None:
    shown = {role: str(say(desk, "/hjælp", role)) for role in (Role.STAFF, Role.COORDINATOR)}
    assert "Fx /brobyg 3 lundtoftegade fritidsjob" in shown[Role.STAFF]
    assert "/brobyg 3" not in shown[Role.COORDINATOR] and "/brobyg [antal" not in shown[Role.COORDINATOR]
    assert "Som koordinator: /brobyg oversigt" in shown[Role.COORDINATOR]
    assert "Notér" not in shown[Role.COORDINATOR] and "Brobygning: hvor mange unge" in shown[Role.COORDINATOR]
    assert "bed selv om status" not in shown[Role.STAFF], "and who may ask is shown /statusrapport anmod"
    assert "/statusrapport anmod" in shown[Role.COORDINATOR]
    assert "/moede [dagsorden, kalender eller stedfortraeder]" in shown[Role.STAFF]
    assert "/moede [ny, flyt, aflys, dagsorden, referat, kalender, oversigt eller st" in shown[Role.COORDINATOR]


def test_what_is_stored_names_the_facts_and_how_long(desk: Desk) -> None:
    answer = press(desk, "vejviser.stored", Role.COORDINATOR)
    assert isinstance(answer, Reply)
    assert dict(answer.card.facts)["Arbejdsmail"] == "koordinator.uu@example.org"
    assert "90 dage" in str(answer.card.lines)


def test_one_can_close_the_links_that_one_was_sent(desk: Desk) -> None:
    coordinator = person(desk, Role.COORDINATOR)
    assert "Luk mine links" not in str(press(desk, "vejviser.stored", Role.COORDINATOR))
    settings = Settings(web=Web(public_url="https://v.example"), vejviser_link_key=SecretStr("k" * 32))
    desk = replace(desk, settings=settings)
    desk.link(coordinator, "vejviser.run")
    desk.feed(coordinator)
    stored = str(press(desk, "vejviser.stored", Role.COORDINATOR))
    assert "2, til at svare uden chatten" in stored and "Luk mine links" in stored
    assert "Dine links er lukket" in str(press(desk, "vejviser.close_links", Role.COORDINATOR))
    assert "Du har ingen links" in str(press(desk, "vejviser.close_links", Role.COORDINATOR))


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


def test_who_is_registered_and_who_is_not_are_told_what_their_counts_stand_under(desk: Desk) -> None:
    assert "står under din titel" in str(press(desk, "vejviser.stored"))
    member = Ask(Person("~0123", "Medarbejder"), account=Account("slack", "T1/U2"))
    assert "under en kode, som ikke viser, hvem du er" in str(dispatch(member, desk, "vejviser.stored"))


def test_the_overview_shows_role_and_plan_and_only_an_administrator_what_waits_for_administrators(desk: Desk) -> None:
    press(desk, "tilbud.report", form={"text": "Telefonen er forkert"}, id="klub-n")
    leader = str(press(desk, "vejviser.overview", Role.PLAN_LEADER))
    administrator = str(press(desk, "vejviser.overview", Role.ADMINISTRATOR))
    assert "NørreBrobyggerne" in leader
    assert "NørreBrobyggerne og UU" in leader, "the meeting that the plan owes"
    assert "Der er ikke noget, der venter på dig." in str(press(desk, "vejviser.overview", Role.STAFF))
    assert "1 rettelse venter" in administrator
    assert "1 rettelse venter" not in leader


def _failed(desk: Desk, number: int) -> list[Delivery]:
    wanted = [
        Delivery("meeting_reminder", f"meeting:{n}", 0, "7d", person(desk).id, desk.now) for n in range(number)
    ]
    desk.store.deliveries.add(wanted)
    for _ in range(number):
        for record in desk.store.deliveries.claim(number, timedelta(hours=1)):
            desk.store.deliveries.failed(record, "kontoen i Slack er lukket")
    return wanted


def test_the_queue_says_what_failed_and_why_and_what_waits_until_when(desk: Desk) -> None:
    assert "Køen er tom" in str(say(desk, "/vejviser leveringer", Role.ADMINISTRATOR))
    _failed(desk, 2)
    desk.store.deliveries.add(
        [Delivery("meeting_owed", "plan:x", 0, "owed", person(desk).id, desk.now + timedelta(days=1))]
    )
    answer = say(desk, "/vejviser leveringer", Role.ADMINISTRATOR)
    assert isinstance(answer, Reply)
    assert dict(answer.card.facts) == {"Ikke leveret": "2", "Venter": "1"}
    assert [(item.title, item.lines) for item in answer.card.items[1:]] == [
        ("Mødepåmindelse til Ungevejleder, UU", ("Ikke leveret: kontoen i Slack er lukket.",)),
        ("Manglende møde til Ungevejleder, UU", ("Venter til 24.11.2026 kl. 14.00.",)),
    ]


def test_the_queue_says_that_nothing_goes_out_where_nothing_is_switched_on(desk: Desk) -> None:
    due = Delivery("meeting_owed", "plan:x", 0, "owed", person(desk).id, desk.now - timedelta(days=1))
    desk.store.deliveries.add([due])
    shown = str(say(desk, "/vejviser leveringer", Role.ADMINISTRATOR))
    assert "hverken Slack eller mail er slået til" in shown and "Klar siden 22.11.2026 kl. 14.00" in shown
    mail = Settings(mail=Mail(host="127.0.0.1"))
    shown = str(say(replace(desk, settings=mail), "/vejviser leveringer", Role.ADMINISTRATOR))
    assert "Intet er gået galt" in shown


def test_what_failed_waits_at_home_for_administrators_only(desk: Desk) -> None:
    _failed(desk, 1)
    assert "1 besked kunne ikke leveres" in str(press(desk, "vejviser.overview", Role.ADMINISTRATOR))
    assert "kunne ikke leveres" not in str(press(desk, "vejviser.overview", Role.PLAN_LEADER))


def test_an_administrator_tries_again_or_drops_and_it_is_noted(desk: Desk) -> None:
    _failed(desk, 3)
    one, two, three = desk.store.deliveries.failures()
    press(desk, "vejviser.drop", Role.ADMINISTRATOR, id=one.id)
    press(desk, "vejviser.retry", Role.ADMINISTRATOR, id=two.id)
    assert [r.id for r in desk.store.deliveries.failures()] == [three.id]
    press(desk, "vejviser.retry_all", Role.ADMINISTRATOR)
    assert (desk.store.deliveries.count("failed"), desk.store.deliveries.count("waiting")) == (0, 2)
    assert [entry.action for entry in desk.store.audit.recent(3)] == ["retry", "retry", "drop"]


def test_what_is_no_longer_there_cannot_be_tried_or_dropped(desk: Desk) -> None:
    for button in ("vejviser.drop", "vejviser.retry"):
        assert "allerede sendt eller opgivet" in str(press(desk, button, Role.ADMINISTRATOR, id=99))


def test_an_administrator_finds_what_is_kept_about_somebody_for_who_asks_to_see_it(desk: Desk) -> None:
    asked = say(desk, "/vejviser indsigt", Role.ADMINISTRATOR)
    assert isinstance(asked, Open) and [one.name for one in asked.form.fields] == ["person", "plan", "first", "last"]

    def find(**typed: str) -> Answer:
        return press(desk, "vejviser.insight_found", Role.ADMINISTRATOR, typed)

    assert isinstance(find(), FieldErrors) and isinstance(find(person="Ukendt"), FieldErrors)
    assert isinstance(find(first="i går"), FieldErrors)
    found = find(person="Leder, NørreBrobyggerne")
    assert isinstance(found, Reply)
    assert found.files[0].name == "indsigt-leder-noerrebrobyggerne-2026-11-23.zip"
    assert ("Person", "1") in found.card.facts
    assert desk.store.audit.recent(1)[0].action == "disclose"
    nothing = find(plan="findes-ikke")
    assert isinstance(nothing, Reply) and not nothing.files


def test_only_administrators_do(desk: Desk) -> None:
    answer = say(desk, "/vejviser indsigt", Role.COORDINATOR)
    assert isinstance(answer, Reply) and "Det må du ikke" in str(answer.card.lines)


def test_everybody_is_told_how_long_drafts_and_reports_are_kept(desk: Desk) -> None:
    answer = press(desk, "vejviser.stored")
    assert isinstance(answer, Reply)
    told = " ".join(str(line) for line in answer.card.lines)
    assert "slettes efter 1 år" in told and "alle versioner" in told


def test_every_kind_of_delivery_has_a_name_in_the_queue() -> None:
    assert find_kinds().keys() == KINDS.keys()
