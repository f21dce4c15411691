"""Asking for status and answering: who is asked, the form with its pages and drafts, and what comes of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest

from bot.chat import Desk, FieldErrors, Replace
from bot.clock import COPENHAGEN
from bot.domain.organisation import Role
from bot.domain.referrals import Referral, Step
from bot.domain.status.reports import State
from bot.domain.status.requests import Request
from bot.domain.status.values import Given, Text, Value
from tests.commands.status_asking import (
    ASKED,
    LEADER,
    OTHER,
    PLAN,
    SECRETARY,
    SKET,
    UU,
    answered,
    ask_for,
    card,
    does,
    errors,
    follow,
    form,
    refused,
    report,
    send,
)
from tests.conftest import press, say


@pytest.fixture
def asked(desk: Desk) -> Request:
    return ask_for(desk)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_secretary_asks_the_boards_plans_and_uu_for_a_meeting(desk: Desk) -> None:
    opened = form(does(desk, SECRETARY, "new_request"))
    assert [one.value for one in opened.fields[0].options] == ["noerrebro"], "only the own board"
    answer = card(send(desk, SECRETARY, opened, period="2026-Q3", meeting="2027-01-25", note="Skriv kort"))
    assert answer.title == "Anmodningen er sendt"
    assert [one.title for one in answer.items] == ["NørreBrobyggerne", "UU"]
    assert dict(answer.facts)["Frist for svar"] == "mandag 4. januar"
    assert dict(answer.facts)["Papiret"] == "udkast 11. januar, sendes 18. januar"
    (stored,) = desk.store.requests.all()
    assert (stored.due, stored.draft, stored.sent) == (date(2027, 1, 4), date(2027, 1, 11), date(2027, 1, 18))


def test_a_plain_deadline_and_chosen_plans_will_do(desk: Desk) -> None:
    plans = f"plan:beboerprojekt-nordvest,{PLAN}"
    typed = {**ASKED, "board": "", "meeting": "", "due": "2026-12-10", "reporters": plans}
    assert card(does(desk, UU, "save_request", typed)).tone == "done"
    (stored,) = desk.store.requests.all()
    assert (stored.reporters, stored.due) == (("plan:beboerprojekt-nordvest", PLAN), date(2026, 12, 10))


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"meeting": "2026-11-20"}, "meeting", "allerede forbi"),
        ({"meeting": "2026-12-01"}, "meeting", "for tæt på: svarene skulle være inde"),
        ({"meeting": "", "due": "2026-11-23"}, "due", "allerede forbi"),
        ({"meeting": "", "due": "2026-12-26"}, "due", "anden juledag"),
        ({"meeting": ""}, "due", "Vælg bestyrelsens møde eller en frist"),
        ({"due": "2027-01-26"}, "due", "før mødet"),
        ({"meeting": "i morgen"}, "meeting", "Vælg en dato"),
        ({"meeting": "2036-01-25"}, "meeting", "mere end to år"),
        ({"board": "bispebjerg"}, "board", "Vælg en af"),
        ({"board": "", "reporters": ""}, "board", "Vælg en bydelsbestyrelse"),
        ({"reporters": "plan:beboerprojekt-nordvest"}, "reporters", "på listen"),
        ({"period": "2021-Q1"}, "period", "Vælg"),
        ({"template": "x"}, "template", "Vælg"),
        ({"note": "Spørg 010203-1234"}, "note", "CPR"),
    ],
)
def test_a_mistake_in_a_request_is_told_at_its_field(
    desk: Desk, changed: dict[str, str], field: str, said: str
) -> None:
    assert said in errors(does(desk, SECRETARY, "save_request", {**ASKED, **changed}))[field]
    assert desk.store.requests.all() == ()


def test_a_small_number_of_people_in_a_text_is_asked_about_and_may_stay(desk: Desk, asked: Request) -> None:
    page = form(does(desk, LEADER, "fill", report=report(desk, PLAN).id))
    text = "Tre unge fra Lundtoftegade er begyndt på FGU."
    first = send(desk, LEADER, page, tekst__sket=text)
    assert isinstance(first, FieldErrors) and first.asking
    assert first.errors == {
        "tekst:sket": "»Tre unge«: Et tal under 5 bliver skjult i tabellen. Skriv fx »enkelte unge«."
    }
    stays = {first.asking.name: first.asking.options[0].value}
    more = errors(send(desk, LEADER, page, tekst__sket=f"{text} Og to børn.", **stays))
    assert more["tekst:sket"].startswith("»Tre unge«, »to børn«: ")
    assert card(send(desk, LEADER, page, tekst__sket=text, **stays)).title == "Tak. Svaret er sendt"


def test_a_plan_without_a_leader_is_named(desk: Desk) -> None:
    organisation = desk.store.directory().organisation
    plans = (*organisation.plans, replace(organisation.plans[1], id="ny", name="Den nye plan"))
    desk.store.apply_organisation(replace(organisation, plans=plans))
    wrong = errors(does(desk, SECRETARY, "save_request", ASKED))
    assert "Den nye plan har ingen registreret leder" in wrong["reporters"]


def test_pressing_send_twice_asks_once(desk: Desk, asked: Request) -> None:
    assert "allerede bedt om det" in errors(does(desk, SECRETARY, "save_request", ASKED))["period"]


def test_pressing_send_twice_in_the_same_moment_asks_once(desk: Desk) -> None:
    fridays = [date(2027, 1, 8) + timedelta(weeks=n) for n in range(10)]
    for n, due in enumerate(fridays, 1):
        once = str(form(does(desk, SECRETARY, "new_request")).values["once"])
        typed = {**ASKED, "meeting": "", "due": due.isoformat()}

        def sent(start: Barrier, typed: dict[str, str] = typed, once: str = once) -> str:
            start.wait()
            return type(does(desk, SECRETARY, "save_request", typed, once=once)).__name__

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(sent, [Barrier(2)] * 2)) == ["FieldErrors", "Reply"]
        assert len(desk.store.requests.all()) == n


def test_only_those_who_ask_may_ask(desk: Desk) -> None:
    for role in (Role.STAFF, Role.PLAN_LEADER):
        assert "Det må du ikke" in refused(press(desk, "statusrapport.new_request", role))


def test_a_request_is_withdrawn_after_a_second_look(desk: Desk, asked: Request) -> None:
    shown = card(does(desk, SECRETARY, "withdraw", id=asked.id))
    assert "NørreBrobyggerne og UU får besked" in str(shown.lines)
    assert card(follow(desk, SECRETARY, shown.buttons[0])).tone == "done"
    assert not desk.store.requests.all()[0].is_open
    mine = report(desk, PLAN)
    for target in ("fill", "nothing_new"):
        assert "trukket tilbage" in refused(does(desk, LEADER, target, report=mine.id))
    assert "allerede" in refused(does(desk, SECRETARY, "withdraw", id=asked.id))
    assert "Du kan ikke" in refused(does(desk, LEADER, "withdraw", id=asked.id))


# ── Answering ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_leader_sees_what_is_asked_and_answers_on_one_page(desk: Desk, asked: Request) -> None:
    shown = card(say(desk, "/statusrapport", Role.PLAN_LEADER))
    (item,) = shown.items
    assert (item.title, item.lines) == (
        "NørreBrobyggerne, 3. kvartal 2026", ("Næste: du svarer senest mandag 4. januar.",),
    )  # fmt: skip
    assert [one.text for one in item.buttons] == ["Udfyld", "Intet nyt", "Vis"]
    page = form(follow(desk, LEADER, item.buttons[0]))
    assert page.submit == "Send"
    assert [one.text for one in page.also] == ["Gem kladde"]
    assert "Besked: »Skriv kort«" in page.lines
    wrong = errors(send(desk, LEADER, page, tal__rekrutteret__="12,5", **{"tal__koordination-forbrug__": "-3"}))
    assert wrong.keys() == {"tekst:sket", "tal:rekrutteret:", "tal:koordination-forbrug:"}
    sent = card(send(desk, LEADER, page, tekst__sket=SKET, tekst__svaert="ved ikke", tal__rekrutteret__="0"))
    assert sent.title == "Tak. Svaret er sendt"
    latest = report(desk, PLAN).latest
    assert latest is not None and latest.person == LEADER
    assert latest.content.texts == {"sket": Text(SKET), "svaert": Text(given=Given.UNKNOWN)}
    assert latest.content.figures == {("rekrutteret", ""): Value(0.0)}
    assert card(say(desk, "/statusrapport", Role.PLAN_LEADER)).lines == (
        "Der er ingen, der venter på en status fra dig.",
    )


def test_a_draft_is_kept_as_typed_and_taken_up_elsewhere(desk: Desk, asked: Request) -> None:
    mine = report(desk, PLAN)
    page = form(does(desk, LEADER, "fill", report=mine.id))
    saved = card(follow(desk, LEADER, page.also[0], {"tekst:sket": "Vi begyndte", "tal:rekrutteret:": "en del"}))
    assert saved.title == "Kladden er gemt"
    assert report(desk, PLAN).state is State.DRAFT
    again = form(follow(desk, LEADER, saved.buttons[0]))
    assert {one.name: one.value for one in again.fields if one.value} == {
        "tekst:sket": "Vi begyndte", "tal:rekrutteret:": "en del",
    }  # fmt: skip
    assert "Skriv kun et tal" in errors(send(desk, LEADER, again))["tal:rekrutteret:"]
    shown = card(say(desk, "/statusrapport", Role.PLAN_LEADER)).items[0]
    assert (dict(shown.facts)["Tilstand"], shown.buttons[0].text) == ("Kladde", "Skriv videre")
    assert "kladde" in refused(does(desk, LEADER, "nothing_new", report=mine.id))
    does(desk, LEADER, "drop_draft", report=mine.id)
    assert card(does(desk, LEADER, "nothing_new", report=mine.id)).tone == "done"


def test_two_who_have_the_same_report_open_keep_what_each_of_them_wrote(desk: Desk, asked: Request) -> None:
    answered(desk, tal__rekrutteret__="7", tekst__naeste="Sommer")
    mine = report(desk, PLAN)
    first, second = (form(does(desk, LEADER, "fill", report=mine.id)) for _ in range(2))
    long = "Klubben er åben tre aftener. " * 30
    save = {one.name: one.value for one in first.fields} | {"tekst:sket": long, "tal:rekrutteret:": "8"}
    follow(desk, LEADER, first.also[0], save)
    other = {one.name: " ".join(one.value.split()) for one in second.fields} | {"tekst:naeste": "Efterår"}
    assert card(follow(desk, LEADER, second.also[0], other)).title == "Kladden er gemt"
    draft = report(desk, PLAN).draft
    assert draft is not None
    assert (draft.typed["tekst:sket"], draft.typed["tal:rekrutteret:"]) == (long, "8")
    assert draft.typed["tekst:naeste"] == "Efterår"


def test_a_field_that_both_have_changed_is_shown_with_the_others_text_before_it_is_saved(
    desk: Desk, asked: Request
) -> None:
    mine = report(desk, PLAN)
    first, second = (form(does(desk, LEADER, "fill", report=mine.id)) for _ in range(2))
    follow(desk, LEADER, first.also[0], {"tekst:sket": "Vi begyndte", "tekst:naeste": "Sommer"})
    stale = form(follow(desk, LEADER, second.also[0], {"tekst:sket": "Vi sluttede"}))
    assert "« er ændret af dig, siden du åbnede formularen. Der står nu: »Vi begyndte«" in str(stale.lines[0])
    assert stale.fields[0].value == "Vi sluttede"
    draft = report(desk, PLAN).draft
    assert draft is not None and draft.typed["tekst:sket"] == "Vi begyndte"
    assert card(send(desk, LEADER, stale, tekst__sket="Vi begyndte og sluttede")).tone == "done"
    latest = report(desk, PLAN).latest
    assert latest is not None
    assert latest.content.texts == {"sket": Text("Vi begyndte og sluttede"), "naeste": Text("Sommer")}


def test_a_draft_passes_both_privacy_checks(desk: Desk, asked: Request) -> None:
    mine, here = report(desk, PLAN), {"page": "tekst"}
    cpr = does(desk, LEADER, "save_draft", {"tekst:sket": "Barnet er 010203-1234"}, report=mine.id, **here)
    assert "CPR" in errors(cpr)["tekst:sket"]
    about = "En 13-årig dreng i Lundtoftegade, hvis mor er indlagt, er begyndt i klubben."
    doubt = does(desk, LEADER, "save_draft", {"tekst:sket": about}, report=mine.id, **here)
    assert isinstance(doubt, FieldErrors) and doubt.asking is not None
    assert report(desk, PLAN).draft is None
    typed = {"tekst:sket": about, doubt.asking.name: doubt.asking.options[0].value}
    assert card(does(desk, LEADER, "save_draft", typed, report=mine.id, **here)).title == "Kladden er gemt"


def test_what_is_no_figure_is_looked_at_like_a_text_and_may_not_be_one(desk: Desk, asked: Request) -> None:
    mine, here = report(desk, PLAN), {"page": "tekst"}
    doubt = does(desk, LEADER, "save_draft", {"tal:rekrutteret:": "Amina slået af far"}, report=mine.id, **here)
    assert isinstance(doubt, FieldErrors) and doubt.asking is not None
    long = does(desk, LEADER, "save_draft", {"tal:rekrutteret:": "mange " * 4}, report=mine.id, **here)
    assert "Skriv højst 20 tegn. Nu er der 24." in errors(long)["tal:rekrutteret:"]
    for said in ("12", "1.250", "ved ikke", "Intet nyt.", "en del"):
        kept = does(desk, LEADER, "save_draft", {"tal:rekrutteret:": said}, report=mine.id, **here)
        assert card(kept).title == "Kladden er gemt"


def test_a_draft_keeps_all_of_a_text_that_is_too_long_to_be_sent(desk: Desk, asked: Request) -> None:
    mine, long = report(desk, PLAN), "Vi holdt åbent. " * 230
    page = form(does(desk, LEADER, "fill", report=mine.id))
    follow(desk, LEADER, page.also[0], {"tekst:sket": long})
    again = form(does(desk, LEADER, "fill", report=mine.id))
    assert again.fields[0].value == long
    assert errors(send(desk, LEADER, again))["tekst:sket"] == "Skriv højst 3000 tegn. Nu er der 3680."


def test_nothing_new_is_one_press_and_counts_as_an_answer(desk: Desk, asked: Request) -> None:
    mine = report(desk, PLAN)
    assert isinstance(does(desk, LEADER, "nothing_new", report=mine.id), Replace)
    latest = report(desk, PLAN).latest
    assert latest is not None and latest.nothing_new
    assert report(desk, PLAN).state is State.NOTHING_NEW


def test_deferring_moves_neither_the_deadline_nor_beyond_it(desk: Desk, asked: Request) -> None:
    mine = report(desk, PLAN)
    shown = card(does(desk, LEADER, "later", report=mine.id))
    assert shown.title == "Jeg minder dig om det torsdag 26. november"
    stored = desk.store.requests.find(asked.id)
    assert stored is not None
    assert (stored.due, dict(stored.later)) == (asked.due, {LEADER: date(2026, 11, 26)})
    assert report(desk, PLAN).state is State.WAITING


def test_uu_answers_a_page_for_each_area(desk: Desk, asked: Request) -> None:
    mine = report(desk, "party:uu")
    page = form(does(desk, UU, "fill", report=mine.id))
    titles = []
    for number in range(5):
        titles.append(str(page.lines[-2] if number == 0 else page.lines[0]))
        assert len(page.fields) <= 20
        answer = send(desk, UU, page, **({"tekst__sket": SKET} if number == 0 else {}))
        if number < 4:
            page = form(answer)
    assert card(answer).title == "Tak. Svaret er sendt"
    assert [line.partition(".")[0] for line in titles[1:]] == [
        f"Side {n} af 5 · {rest}3"
        for n, rest in ((2, ""), (3, "Nørrebro · "), (4, "Mimersgadekvarteret · "), (5, "Lundtoftegade · "))
    ]


def test_uu_goes_back_without_losing_anything_and_sees_a_part_that_is_too_large(desk: Desk, asked: Request) -> None:
    mine = report(desk, "party:uu")
    first = form(does(desk, UU, "fill", report=mine.id))
    second = form(send(desk, UU, first, tekst__sket=SKET))
    assert [one.text for one in second.also] == ["Gem kladde", "Tilbage"]
    back = form(follow(desk, UU, second.also[1], {"tal:aarsvaerk:": "2,5"}))
    assert back.fields[0].value == SKET
    second = form(send(desk, UU, back))
    assert next(one.value for one in second.fields) == "2,5"
    area = form(send(desk, UU, second))
    typed = {"tal__unge__noerrebro": "100", "tal__job__noerrebro": "101"}
    assert "større end det, det er en del af" in errors(send(desk, UU, area, **typed))["tal:job:noerrebro"]
    items = card(does(desk, UU, "show", report=mine.id)).items
    assert [(one.title, one.lines[0]) for one in items][:3] == [
        ("Tekst", "1 af 5 felter er udfyldt."), ("Hele indsatsen", "1 af 2 felter er udfyldt."),
        ("Nørrebro", "0 af 11 felter er udfyldt. Siden er ikke færdig."),
    ]  # fmt: skip


def test_a_page_that_nobody_has_looked_at_is_not_sent(desk: Desk, asked: Request) -> None:
    mine = report(desk, "party:uu")
    last = form(does(desk, UU, "fill", report=mine.id, page="tal:lundtoftegade:0"))
    assert last.submit == "Send"
    asked_for = form(send(desk, UU, last))
    assert asked_for.values["page"] == "tekst"
    assert report(desk, "party:uu").latest is None


def test_a_small_number_in_a_draft_of_a_page_that_was_done_is_asked_about_before_it_is_sent(
    desk: Desk, asked: Request
) -> None:
    mine = report(desk, "party:uu")
    answer = send(desk, UU, form(does(desk, UU, "fill", report=mine.id)), tekst__sket=SKET)
    texts = form(follow(desk, UU, form(answer).also[1]))
    assert card(follow(desk, UU, texts.also[0], {"tekst:sket": "To unge er begyndt."})).title == "Kladden er gemt"
    page = form(does(desk, UU, "fill", report=mine.id, page="tal:lundtoftegade:0"))
    page = form(send(desk, UU, page))
    assert page.values["page"] == "tekst" and page.said.startswith("Denne side er ikke færdig.")
    assert "»To unge«" in errors(send(desk, UU, page))["tekst:sket"]


def test_an_answer_is_changed_and_every_version_kept(desk: Desk, asked: Request) -> None:
    first = answered(desk, tal__rekrutteret__="7")
    page = form(does(desk, LEADER, "fill", report=first.id))
    assert page.fields[0].value == SKET, "a change begins with what was sent"
    send(desk, LEADER, page, tal__rekrutteret__="8")
    kept = desk.store.reports.versions(first.id)
    assert [one.content.figures["rekrutteret", ""] for one in kept] == [Value(7.0), Value(8.0)]
    shown = card(does(desk, SECRETARY, "versions", report=first.id))
    assert shown.title == "NørreBrobyggerne, 3. kvartal 2026, version 1 af 2"


def test_the_form_is_filled_with_the_last_answer_and_says_so(desk: Desk, asked: Request) -> None:
    answered(desk, tal__rekrutteret__="7")
    ask_for(desk, period="2026-Q4", due="2027-01-05")
    page = form(does(desk, LEADER, "fill", report=report(desk, PLAN).id))
    values = {one.name: (one.value, one.hint) for one in page.fields}
    assert values["tekst:sket"][0] == SKET and values["tal:rekrutteret:"][0] == "7"
    assert values["tal:rekrutteret:"][1].startswith("Fra 3. kvartal 2026. ")
    assert values["tekst:naeste"] == ("", "")
    assert "Felterne er udfyldt med jeres svar for 3. kvartal 2026." in str(page.lines)


def test_bridges_that_were_counted_help_who_writes(desk: Desk, asked: Request) -> None:
    at = datetime(2026, 8, 20, 12, 0, tzinfo=COPENHAGEN)
    for area, count in (("lundtoftegade", 12), ("mimersgadekvarteret", 14), ("husum", 9)):
        desk.store.referrals.add(Referral(at, area, "#fritidsjob", Step.REFERRED, count, "x"))
    page = form(does(desk, LEADER, "fill", report=report(desk, PLAN).id))
    said = next(str(line) for line in page.lines if "brobygning" in str(line))
    assert said == (
        "Talt brobygning, til hjælp (unge): 3. kvartal 2026: henvist Lundtoftegade 12, Mimersgadekvarteret 14."
    )


def test_small_counts_of_bridges_are_hidden_from_who_did_not_enter_them(desk: Desk, asked: Request) -> None:
    at = datetime(2026, 8, 20, 12, 0, tzinfo=COPENHAGEN)
    for area, count in (("lundtoftegade", 3), ("mimersgadekvarteret", 14), ("husum", 9)):
        desk.store.referrals.add(Referral(at, area, "#fritidsjob", Step.REFERRED, count, "x"))
    page = form(does(desk, LEADER, "fill", report=report(desk, PLAN).id))
    said = next(str(line) for line in page.lines if "brobygning" in str(line))
    assert "Lundtoftegade <5" in said and "3," not in said


def test_a_deputy_answers_and_a_stranger_to_the_plan_does_not(desk: Desk, asked: Request) -> None:
    mine, today = report(desk, PLAN), desk.today
    assert "ikke din" in refused(does(desk, OTHER, "fill", report=mine.id))
    assert "Du kan ikke svare" in refused(does(desk, SECRETARY, "fill", report=mine.id))
    desk.store.deputies.add(LEADER, "medarbejder-klub-borup", today, today, LEADER)
    page = form(does(desk, "medarbejder-klub-borup", "fill", report=mine.id))
    send(desk, "medarbejder-klub-borup", page, tekst__sket=SKET)
    latest = report(desk, PLAN).latest
    assert latest is not None and latest.person == "medarbejder-klub-borup"


def test_a_voluntary_report_needs_nobody_to_ask(desk: Desk) -> None:
    opened = form(does(desk, LEADER, "voluntary"))
    page = form(send(desk, LEADER, opened, period="2026-Q3", template="kort"))
    assert [one.name for one in page.fields] == ["tekst:sket", "tekst:naeste"]
    assert card(send(desk, LEADER, page, tekst__sket=SKET)).tone == "done"
    assert report(desk, PLAN).request == 0
    assert "skrives af helhedsplanernes ledere" in refused(press(desk, "statusrapport.voluntary", Role.STAFF))
