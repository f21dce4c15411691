"""Status for a board's meeting, from the question to the paper's second version: the real program, from outside.

A secretary asks on the page; one leader begins there and goes on in Slack, one answers with a link in a mail, UU
stays silent. Everybody uses a real browser, Slack over real HTTP or real mail; for each day the server is begun anew.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import docx
import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import COPENHAGEN_FILES
from tests.fake_mail import mail_server
from tests.fake_slack import fake_slack
from tests.pdf_text import headings_of, text_of
from tests.platforms.web.conftest import browser, visiting
from tests.served_at import Town, link, town

__all__ = ["browser"]
SECRETARY, COORDINATOR, LEADER = "U5", "U6", "U7"  # in Slack; the other leader has only mail
MAIL = "leder.nordvest@example.org"
TITLES = {
    SECRETARY: "Sekretær, bydelsbestyrelsen Nørrebro", COORDINATOR: "Koordinator, UU",
    LEADER: "Leder, NørreBrobyggerne",
}  # fmt: skip
SKET = "Klubben er åben tre aftener om ugen, og der er kommet en ny gruppe piger."
HEADINGS = ["Indstilling", "Sagsfremstilling", "Økonomi", "Videre proces", "Bilag"]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    """Copenhagen, but both plans belong to one board."""
    organisation = COPENHAGEN_FILES[2].read_text(encoding="utf-8")
    moved = organisation.replace(
        'name = "Beboerprojekt Nordvest"\nboard = "bispebjerg"',
        'name = "Beboerprojekt Nordvest"\nboard = "noerrebro"',
    )
    assert moved != organisation
    (tmp_path / "organisation.toml").write_text(moved, encoding="utf-8")
    with fake_slack() as slack, mail_server() as mail:
        for user, email in ((SECRETARY, "sekretaer.noerrebro"), (COORDINATOR, "koordinator.uu"),
                            (LEADER, "leder.noerrebro")):  # fmt: skip
            slack.add_user(user, f"{email}@example.org")
        yield town(tmp_path, slack, mail, (*COPENHAGEN_FILES[:2], tmp_path / "organisation.toml"))
        assert {*slack.refused} <= {"users.lookupByEmail: users_not_found"}, "who is not in Slack gets mail"


def open_page(stack: ExitStack, browser: Browser, here: Town, user: str) -> Page:
    """The page, as that person."""
    page = stack.enter_context(visiting(browser, here.url))
    page.get_by_label("Du prøver som").select_option(label=TITLES[user])
    return page


def write(page: Page, words: str) -> None:
    page.get_by_label("Dit spørgsmål").fill(words)
    page.keyboard.press("Enter")


def press(page: Page, button: Locator) -> Locator:
    """The card that comes below for a press."""
    button.wait_for()
    before = page.locator(".card").count()
    button.click()
    return page.locator(".card").nth(before)


def paper(page: Page, number: int) -> Locator:
    """The paper that was made as that number, opened from the list."""
    before = page.locator(".card").count()
    write(page, "/statusrapport papirer")
    return press(page, page.locator(".card").nth(before).get_by_role("button", name="Åbn papiret").nth(-number))


def status(here: Town, user: str) -> list[str]:
    """What somebody was told of the status in Slack, by its heading, in order."""
    heads = [one.blocks[0]["text"]["text"] for one in here.told(user) if one.blocks and one.by == "app"]
    return [one for one in heads if "status for" in one.casefold()]


def test_a_board_gets_its_status_from_the_question_to_the_second_version(here: Town, browser: Browser) -> None:
    with here.at("2026-11-23T09:00"), ExitStack() as stack:
        ask_the_board(open_page(stack, browser, here, SECRETARY), here)
        page = open_page(stack, browser, here, LEADER)
        begin_on_the_page(page)
        go_on_in_slack(here)
        answer_by_mail(stack.enter_context(visiting(browser, mailed_link(here))), here)
    only_the_silent_are_reminded(here)
    with here.at("2027-01-11T09:00"), ExitStack() as stack:
        escalated(here)
        draft = paper_in_slack(here)
        page = open_page(stack, browser, here, SECRETARY)
        assert fetched(page, 1) == draft, "the same bytes on the page as in Slack"
        says_what_a_board_expects(draft)
        a_coordinator_is_refused(open_page(stack, browser, here, COORDINATOR), here)
        first = frozen(page, here, draft)
        second = corrected(page, here)
        assert fetched(page, 1) == first != second, "version 1 stays as it was"
        here.settled()
    nothing_went_out_twice(here)


def ask_the_board(page: Page, here: Town) -> None:
    """The secretary asks everyone of the board, for its meeting; each is told once, where they can be reached."""
    write(page, "/statusrapport anmod")
    form = page.get_by_role("dialog", name="Bed om status")
    form.get_by_label("Besked til dem, der svarer").fill("Hvordan går det med pigerne?")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.get_by_text("Vælg bestyrelsens møde eller en frist.")).to_be_visible()
    form.get_by_label("Bestyrelsens møde").fill("2027-01-25")
    form.get_by_role("button", name="Send", exact=True).click()
    sent = page.locator(".card.done")
    expect(sent.get_by_role("heading", level=2)).to_have_text("Anmodningen er sendt")
    expect(sent.get_by_role("heading", level=3)).to_have_text(["Beboerprojekt Nordvest", "NørreBrobyggerne", "UU"])
    expect(sent).to_contain_text("mandag 4. januar")
    expect(sent).to_contain_text("udkast 11. januar, sendes 18. januar")
    here.wait(lambda: status(here, LEADER) and status(here, COORDINATOR) and status_mails(here))
    assert status(here, LEADER) == ["Status for 3. kvartal 2026: NørreBrobyggerne"]
    assert status(here, COORDINATOR) == ["Status for 3. kvartal 2026: UU"]
    (mail,) = status_mails(here)
    assert "»Hvordan går det med pigerne?«" in mail and "Det tager højst et kvarter" in mail


def status_mails(here: Town) -> list[str]:
    return [one for one in here.mailed(MAIL) if one.casefold().startswith("status for")]


def begin_on_the_page(page: Page) -> None:
    """The leader writes a little, and a figure that is none, and saves the draft."""
    write(page, "/statusrapport")
    page.get_by_role("button", name="Udfyld: NørreBrobyggerne").click()
    form = page.get_by_role("dialog", name="Status: NørreBrobyggerne")
    expect(form).to_contain_text("Besked: »Hvordan går det med pigerne?«")
    form.get_by_label("Hvad er svært, og hvad mangler der?").fill("Vi mangler et lokale.")
    form.get_by_label("Unge, der er kommet med i kommunens fremskudte indsatser").fill("en del")
    form.get_by_role("button", name="Gem kladde").click()
    expect(page.locator(".card.done")).to_contain_text("Den er ikke sendt, og den tæller ikke som et svar.")


def go_on_in_slack(here: Town) -> None:
    """With the button of the message that came in Slack; the mistake stands at its field; then the extract."""
    slack = here.slack
    message = next(one for one in here.told(LEADER) if "3. kvartal" in one.shown())
    slack.press(message, "Udfyld", user=LEADER)
    modal = slack.modal(LEADER)
    assert "Vi mangler et lokale." in json.dumps(modal.view, ensure_ascii=False)
    slack.submit(modal, **{"tekst:sket": SKET})
    assert modal.errors.keys() == {"tal:rekrutteret:"}, modal.errors
    assert "Skriv kun et tal, fx 12, 1.250 eller 12,5." in modal.errors["tal:rekrutteret:"]
    slack.submit(modal, **{"tal:rekrutteret:": "11"})
    here.wait(lambda: "Tak. Svaret er sendt" in slack.modal(LEADER).shown())
    slack.press(slack.modal(LEADER), "Se uddrag", user=LEADER)
    here.wait(lambda: "Sådan kommer jeres svar til at stå i papiret." in slack.modal(LEADER).shown())
    assert SKET in slack.modal(LEADER).shown()
    slack.press(slack.modal(LEADER), "Godkend", user=LEADER)
    here.wait(lambda: "Uddraget er godkendt" in slack.modal(LEADER).shown())


def mailed_link(here: Town) -> str:
    return link(status_mails(here)[0], "Intet nyt")


def answer_by_mail(page: Page, here: Town) -> None:
    """One press, after the page has asked; and the link works once."""
    expect(page.get_by_text("Der er ikke sendt noget endnu")).to_be_visible()
    page.get_by_role("button", name="Intet nyt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Dit svar er »intet nyt«")
    assert httpx.get(mailed_link(here), trust_env=False).status_code == 410


def only_the_silent_are_reminded(here: Town) -> None:
    """7 and 2 days before, on the morning of the day, and 2 working days after: UU, and nobody else."""
    others = status(here, LEADER), status(here, SECRETARY), status_mails(here)
    for when in ("2026-12-28T09:00", "2026-12-30T09:00", "2027-01-04T09:00", "2027-01-06T09:00"):
        before = len(status(here, COORDINATOR))
        with here.at(when):
            here.wait(lambda before=before: len(status(here, COORDINATOR)) > before)  # type: ignore[misc]
            here.settled()
    about = "status for 3. kvartal 2026"
    assert status(here, COORDINATOR)[1:] == [
        f"Om 7 dage er fristen: {about}, UU", f"Om 5 dage er fristen: {about}, UU",  # 2 days before is a weekend
        f"I dag er fristen: {about}, UU", f"Fristen er overskredet: {about}, UU",
    ]  # fmt: skip
    assert (status(here, LEADER), status(here, SECRETARY), status_mails(here)) == others


def escalated(here: Town) -> None:
    """5 working days after the day, who asked and the coordinator hear who is silent."""
    here.wait(lambda: status(here, SECRETARY))
    here.settled()
    assert status(here, SECRETARY) == ["Der mangler svar: status for 3. kvartal 2026"]
    (told,) = [one for one in here.told(SECRETARY) if "Der mangler svar" in one.shown()]
    assert "1 intet nyt, 1 besvaret, 1 overskredet" in told.shown(), told.shown()
    assert "UU svarer – eller du ringer og hører, hvad der er i vejen." in told.shown()
    assert status(here, COORDINATOR)[-1] == status(here, SECRETARY)[0]


Files = tuple[bytes, bytes]


def paper_in_slack(here: Town) -> Files:
    """Ordered from that message, told of when it is ready, and its files uploaded to the secretary alone."""
    slack = here.slack
    (told,) = [one for one in here.told(SECRETARY) if "Der mangler svar" in one.shown()]
    slack.press(told, "Lav udkast til papiret", user=SECRETARY)
    here.wait(lambda: "Papiret er klar" in here.told(SECRETARY)[-1].shown())
    slack.press(here.told(SECRETARY)[-1], "Åbn papiret", user=SECRETARY)
    here.wait(lambda: "Hent Word og PDF" in slack.messages[-1].shown())
    slack.press(slack.messages[-1], "Hent Word og PDF", user=SECRETARY)
    here.wait(lambda: any(one.files for one in here.told(SECRETARY)))
    word, pdf = next(one.files for one in here.told(SECRETARY) if one.files)
    assert [word.name, pdf.name] == [f"status-noerrebro-udkast-2027-01-11.{end}" for end in ("docx", "pdf")]
    assert word.content and pdf.content
    return word.content, pdf.content


def fetched(page: Page, number: int) -> Files:
    """A paper's files, downloaded from the page."""
    card = press(page, paper(page, number).get_by_role("button", name="Hent Word og PDF"))
    expect(card.get_by_role("heading", level=2)).to_have_text("Her er papiret")
    word, pdf = (download(page, one) for one in card.get_by_role("link", name="Hent status-").all())
    return word, pdf


def download(page: Page, one: Locator) -> bytes:
    with page.expect_download() as started:
        one.click()
    return Path(started.value.path()).read_bytes()


def text(word: bytes) -> str:
    """What stands in the Word file, tables too."""
    opened = docx.Document(BytesIO(word))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


def says_what_a_board_expects(files: Files) -> None:
    """The same in both files: the headings, who answered and who did not, and the text."""
    opened = docx.Document(BytesIO(files[0]))
    heads = [one.text for one in opened.paragraphs if one.style and one.style.name == "Heading 1"]
    assert heads == HEADINGS
    assert {*HEADINGS} <= {*headings_of(files[1])}
    pdf = " ".join(text_of(files[1]).split())
    word = " ".join(text(files[0]).split())
    told = (
        "Det indstilles, at bydelsbestyrelsen", SKET, "Vi mangler et lokale.", "Intet nyt siden sidst",
        "beslutter, hvordan der følges op på de manglende svar fra UU", "Hvordan går det med pigerne?",
    )  # fmt: skip
    for said in told:
        assert said in word and said in pdf, said
    (row,) = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows
              if row.cells[0].text == "UU" and len(row.cells) == 4]  # fmt: skip
    assert row == ["UU", "Ingen svar, fristen er overskredet", "", "–"]


def a_coordinator_is_refused(page: Page, here: Town) -> None:
    """No button to freeze it; and who presses it all the same is told who may."""
    card = paper(page, 1)
    expect(card.get_by_role("button", name="Hent Word og PDF")).to_be_visible()
    expect(card.get_by_role("button", name="Frys")).to_have_count(0)
    pressed = json.dumps({"action": "statusrapport.freeze_now", "values": {"paper": 1}})
    chosen = {one.get("name", ""): one.get("value", "") for one in page.context.cookies()}
    headers = {"Origin": here.url, "HX-Request": "true"}
    with httpx.Client(headers=headers, cookies=chosen, trust_env=False, timeout=30) as http:
        answer = http.post(f"{here.url}/action", data={"press": pressed})
    assert "Det må du ikke som koordinator" in answer.text, answer.text
    assert here.rows("select state from papers") == [("ready",)]


def frozen(page: Page, here: Town, draft: Files) -> Files:
    """By the secretary, who is told first who has not answered."""
    asked = press(page, paper(page, 1).get_by_role("button", name="Frys"))
    silent = asked.locator(".item").filter(has_text="Har ikke svaret")
    expect(silent.get_by_role("paragraph")).to_have_text(["UU"])
    expect(asked.get_by_text("Har ikke godkendt")).to_have_count(0)
    expect(asked).to_contain_text("Filerne gemmes, som de er, og kan kun rettes med en ny version.")
    asked.get_by_role("button", name="Frys det alligevel").click()
    here.wait(lambda: here.rows("select state from papers where id = 1") == [("frozen",)])
    files = fetched(page, 1)
    assert "noerrebro-2027-1, version 1" in text(files[0])
    assert "Udkast" in text_of(draft[1]).splitlines() and "Udkast" not in text_of(files[1]).splitlines()
    holds(page, here, 1, files)
    return files


def holds(page: Page, here: Town, number: int, files: Files) -> None:
    """The bytes are those of the checksums that were kept when it was frozen, and that the card shows."""
    sums = tuple(hashlib.sha256(one).hexdigest() for one in files)
    assert here.rows("select docx_sha256, pdf_sha256 from papers where id = ?", number) == [sums]
    expect(paper(page, number)).to_contain_text(sums[1][:16])


def corrected(page: Page, here: Town) -> Files:
    """The secretary opens the answers, the leader corrects a figure in Slack, and version 2 says so itself."""
    opened = press(page, paper(page, 1).get_by_role("button", name="Ret", exact=True))
    expect(opened).to_contain_text("svar er åbnet, så de kan rettes af dem, der gav dem.")
    correct_in_slack(here)
    opened.get_by_role("button", name="Lav version 2").click()
    here.wait(lambda: here.rows("select state from papers where id = 2") == [("ready",)])
    draft = paper(page, 2)
    changed = "Tallet »Unge, der er kommet med i kommunens fremskudte indsatser« fra NørreBrobyggerne er ændret"
    expect(draft.locator(".item")).to_have_text(re.compile(f"Rettet siden version 1\\s+• {changed} fra 11 til 12."))
    press(page, draft.get_by_role("button", name="Frys")).get_by_role("button", name="Frys det alligevel").click()
    here.wait(lambda: here.rows("select state from papers where id = 2") == [("frozen",)])
    files = fetched(page, 2)
    holds(page, here, 2, files)
    for shown in (text(files[0]), " ".join(text_of(files[1]).split())):
        assert "Rettelser siden version 1" in shown
        assert f"{changed} fra 11 til 12." in shown
        assert "noerrebro-2027-1, version 2" in shown
    return files


def correct_in_slack(here: Town) -> None:
    slack = here.slack
    slack.slash("/statusrapport", user=LEADER)
    slack.press(slack.seen(user=LEADER)[-1], "Vis", user=LEADER)
    here.wait(lambda: "Ret svaret" in slack.seen(user=LEADER)[-1].shown())
    slack.press(slack.seen(user=LEADER)[-1], "Ret svaret", user=LEADER)
    slack.submit(slack.modal(LEADER), **{"tal:rekrutteret:": "12"})
    here.wait(lambda: "Tak. Svaret er sendt" in slack.modal(LEADER).shown())


def nothing_went_out_twice(here: Town) -> None:
    """Every delivery ended well, once; and no message stands twice in anybody's conversation, no mail came twice."""
    assert here.rows("select kind, person, reason from deliveries where state not in ('sent', 'dropped')") == []
    told = [(one.channel, one.text, json.dumps(one.metadata)) for one in here.slack.messages if one.metadata]
    assert told and max(Counter(told).values()) == 1
    mails = Counter(str(one["Message-ID"]) for one in here.mail.mails)
    assert mails and max(mails.values()) == 1
    sent = here.rows("select person, kind from deliveries where kind like 'status_%' and state = 'sent'")
    leader, other, uu = "leder-noerrebrobyggerne", "leder-beboerprojekt-nordvest", "koordinator-uu"
    secretary, kinds = "sekretaer-bydelsbestyrelsen-noerrebro", Counter(sent)
    assert kinds.pop((secretary, "status_paper_ready")) in (3, 4), (
        "the second draft may be frozen before it is told of"
    )
    assert kinds == {
        (leader, "status_request"): 1, (other, "status_request"): 1, (uu, "status_request"): 1,
        (uu, "status_reminder"): 3, (uu, "status_overdue"): 1, (uu, "status_escalated"): 1,
        (secretary, "status_escalated"): 1,
    }  # fmt: skip
