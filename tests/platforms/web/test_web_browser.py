"""The page in Chromium, drawn from the showcase: everything that a card, an answer and a form can be."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.chat import Desk
from tests.platforms.web.conftest import accessible, ask, serving, visiting

CPR = "010190-1234"


def test_what_is_asked_and_answered_stands_in_order_and_the_focus_stays_in_the_field(page: Page) -> None:
    field = page.get_by_label("Dit spørgsmål")
    expect(field).to_be_focused()
    ask(page, "fodbold")
    ask(page, "svømning")
    expect(page.locator(".said")).to_have_text(["Du skrev: fodbold", "Du skrev: svømning"])
    expect(page.locator(".card h2")).to_have_text(["fodbold", "svømning"])
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_an_example_is_asked_by_pressing_it(page: Page) -> None:
    page.get_by_role("button", name="gratis på mandag").click()
    expect(page.get_by_role("heading", name="gratis på mandag")).to_be_visible()
    expect(page.get_by_text("Hvad leder du efter?")).to_be_hidden()


def test_a_pressed_chip_changes_its_card_in_place_and_takes_the_focus_there(page: Page) -> None:
    ask(page, "fodbold")
    page.get_by_role("button", name="Fjern filteret gratis").click()
    expect(page.locator(".card h2")).to_have_text(["Svaret igen"])
    expect(page.locator(".chip")).to_have_text(["15 år"])
    expect(page.locator(".card")).to_be_focused()
    page.get_by_role("button", name="Fjern filteret 15 år").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_a_pressed_button_adds_its_answer_below_and_takes_the_focus_there(page: Page) -> None:
    ask(page, "fodbold")
    page.get_by_role("button", name="Detaljer: Klub N").click()
    expect(page.locator(".pressed")).to_have_text("Du trykkede: Detaljer: Klub N")
    expect(page.locator(".card").last).to_be_focused()
    expect(page.get_by_role("link", name="33 17 33 33").last).to_have_attribute("href", "tel:+4533173333")
    page.get_by_role("button", name="Flere (2)").click()
    expect(page.locator(".card h2").last).to_have_text("Fra nummer 3")


def test_a_shared_card_says_who_shared_it(page: Page) -> None:
    ask(page, "fodbold")
    page.get_by_label("Du prøver som").select_option("Leder, NørreBrobyggerne")
    ask(page, "fodbold")
    page.get_by_role("button", name="Del i kanalen: Klub N").click()
    expect(page.locator(".shared")).to_contain_text("Delt i kanalen af Leder, NørreBrobyggerne")


def test_a_form_opens_with_focus_and_escape_brings_it_back(page: Page) -> None:
    ask(page, "fodbold")
    opener = page.get_by_role("button", name="Forkert oplysning?: Klub N")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Forkert oplysning")).to_be_visible()
    expect(page.get_by_label("Hvad er forkert")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_is_typed_in_a_form_is_still_there_after_escape_and_gone_after_fortryd(page: Page) -> None:
    ask(page, "fodbold")
    opener, text = page.get_by_role("button", name="Forkert oplysning?: Klub N"), page.get_by_label("Hvad er forkert")
    opener.click()
    text.fill("Klubben er flyttet\ntil Ravnsborggade")
    page.get_by_label("Hvilken oplysning?").select_option("Sted")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Forkert oplysning?: Guldberg").click()  # another form
    expect(text).to_have_value("")
    page.keyboard.press("Escape")
    opener.click()
    expect(text).to_have_value("Klubben er flyttet\ntil Ravnsborggade")
    expect(page.get_by_label("Hvilken oplysning?")).to_have_value("place")
    page.get_by_role("button", name="Fortryd").click()
    opener.click()
    expect(text).to_have_value("")


def test_a_command_that_opened_a_form_stays_until_the_form_is_sent_or_given_up(page: Page) -> None:
    field, text = page.get_by_label("Dit spørgsmål"), page.get_by_label("Hvad er forkert")
    for leave in ("Escape", "Fortryd", "Send"):
        field.fill("skema")
        field.press("Enter")
        text.fill("Klubben er flyttet")
        page.get_by_label("Hvilken oplysning?").select_option("Sted")
        if leave == "Escape":
            page.keyboard.press(leave)
        else:
            page.get_by_role("button", name=leave, exact=True).last.click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(field).to_have_value("skema" if leave == "Escape" else "")


def test_mistakes_stand_at_their_fields_the_first_has_the_focus_and_nothing_typed_is_lost(page: Page) -> None:
    ask(page, "fodbold")
    page.get_by_role("button", name="Forkert oplysning?: Guldberg").click()
    page.get_by_label("Hvor ved du det fra?").fill("bha.dk")
    page.get_by_role("button", name="Send", exact=True).last.click()
    text, kind = page.get_by_label("Hvad er forkert"), page.get_by_label("Hvilken oplysning?")
    expect(text).to_be_focused()
    described = "Administratoren ser, hvad du skriver. Skriv ikke om børn eller unge. Skriv noget her."
    expect(text).to_have_accessible_description(described)
    expect(kind).to_have_attribute("aria-invalid", "true")
    accessible(page)
    text.fill(f"Det er {CPR}")
    kind.select_option("Sted")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.locator(".error", has_text="CPR")).to_be_visible()
    expect(page.get_by_label("Hvor ved du det fra?")).to_have_value("bha.dk")
    expect(kind).to_have_value("place")
    text.fill("hej")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_text("Skriv med et par ord, hvad der er forkert.")).to_be_visible()
    text.fill("Nummeret er 33 17 33 33")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".card.done")).to_be_focused()
    expect(page.locator(".card.done")).to_contain_text("Nummeret er 33 17 33 33")


def test_a_refusal_of_a_form_stands_above_what_was_typed_until_it_is_closed(page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 420})  # where the form was sent from further down
    ask(page, "fodbold")
    page.get_by_role("button", name="Forkert oplysning?: Klub N").click()
    page.get_by_label("Hvad er forkert").fill("Det kommer for sent")
    page.get_by_label("Hvilken oplysning?").select_option("Sted")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("Tilbuddet er slettet imens.")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_label("Hvad er forkert")).to_have_value("Det kommer for sent")
    accessible(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".card")).to_have_count(1)


def test_a_form_can_change_the_card_that_it_was_opened_from(page: Page) -> None:
    ask(page, "fodbold")
    page.get_by_role("button", name="Forkert oplysning?: Klub N").click()
    page.get_by_label("Hvad er forkert").fill("Adressen er ny")
    page.get_by_label("Hvilken oplysning?").select_option("Sted")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.locator(".card h2")).to_have_text(["Rettet"])


def test_the_answers_outlive_a_reload_and_a_restart_of_the_server(
    browser: Browser, showcase_desk: Desk
) -> None:
    with serving(showcase_desk) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        ask(page, "fodbold")
    with serving(showcase_desk, port=int(url.rpartition(":")[2])):
        page.reload()
        expect(page.locator(".said")).to_have_text("Dit spørgsmål er ikke gemt.")
        page.get_by_role("button", name="Detaljer: Klub N").click()
        expect(page.locator(".card h2").last).to_have_text("Alt om nummer 0")
        page.get_by_role("button", name="Fjern filteret gratis").click()
        expect(page.locator(".card h2").first).to_have_text("Svaret igen")
        context.close()


def test_each_person_has_a_conversation_of_their_own_until_it_is_cleared(page: Page) -> None:
    person = page.get_by_label("Du prøver som")
    ask(page, "fodbold")
    person.focus()
    person.select_option("Koordinator, UU")
    expect(page.locator(".card")).to_have_count(0)
    expect(person).to_be_focused()
    ask(page, "svømning")
    page.reload()
    expect(person.locator("option:checked")).to_have_text("Koordinator, UU")
    expect(page.locator(".card h2")).to_have_text(["svømning"])
    page.get_by_role("button", name="Ryd samtalen").click()
    expect(page.get_by_text("Hvad leder du efter?")).to_be_visible()
    expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
    page.reload()
    expect(page.locator(".card")).to_have_count(0)
    person.select_option(index=0)
    expect(page.locator(".card h2")).to_have_text(["fodbold"])


def test_a_stranger_is_refused(page: Page) -> None:
    page.get_by_label("Du prøver som").select_option(label="En fremmed (bliver afvist)")
    ask(page, "fodbold")
    expect(page.locator(".card.problem")).to_contain_text("dig kender jeg ikke")


def test_a_refused_text_is_neither_shown_nor_kept(page: Page) -> None:
    for words in (CPR, f"/findesikke {CPR}"):
        ask(page, words)
        expect(page.locator(".said").last).to_have_text("Beskeden er ikke vist eller gemt.")
        expect(page.get_by_label("Dit spørgsmål")).to_have_value("")
        assert "1234" not in page.content() + page.evaluate("JSON.stringify([localStorage, sessionStorage])")


def test_when_the_server_does_not_answer_what_was_typed_stays(browser: Browser, showcase_desk: Desk) -> None:
    with serving(showcase_desk) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        page.wait_for_load_state("networkidle")
    ask(page, "fodbold")
    expect(page.locator(".card.problem")).to_contain_text("Der kom ikke noget svar")
    expect(page.get_by_label("Dit spørgsmål")).to_have_value("fodbold")
    with serving(showcase_desk, port=int(url.rpartition(":")[2])):
        page.keyboard.press("Enter")
        expect(page.locator(".card h2")).to_have_text(["fodbold"])
        page.get_by_role("button", name="Forkert oplysning?: Klub N").click()
        page.get_by_label("Hvad er forkert").fill("Adressen er ny")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("dialog").locator(".card.problem")).to_be_focused()
    expect(page.get_by_label("Hvad er forkert")).to_have_value("Adressen er ny")
    context.close()


def test_commands_are_completed_with_the_keyboard_alone(page: Page) -> None:
    field, options = page.get_by_role("combobox", name="Dit spørgsmål"), page.locator("#commands li:visible")
    page.keyboard.type("/")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "command-indsats")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    accessible(page)
    page.keyboard.press("Enter")
    expect(field).to_have_value("/indsats ")
    expect(options).to_have_count(0)
    field.fill("/ti")
    expect(options).to_have_count(1)
    page.keyboard.press("Tab")
    expect(field).to_have_value("/tilbud ")
    field.fill("/in")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("/t")
    options.first.click()
    page.keyboard.type("fodbold")
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_have_text(["fodbold"])


def test_everything_is_reached_and_done_with_the_keyboard_alone(page: Page) -> None:
    skip = page.get_by_role("link", name="Gå til spørgsmålet")
    for _ in range(4):  # two examples, the person, the link
        page.keyboard.press("Shift+Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
    page.keyboard.type("fodbold")
    page.keyboard.press("Enter")
    page.locator(".card").wait_for()
    seen: list[str] = []
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        if seen[-1] == "15 år":
            break
    assert {"Flere (2)", "Forkert oplysning?", "Del i kanalen", "Detaljer", "33 17 33 33", "gratis"} <= set(
        seen
    )
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text(["gratis"])


@pytest.mark.parametrize(
    ("width", "scheme"), [(1100, "light"), (1100, "dark"), (360, "light"), (360, "dark")]
)
def test_axe_finds_nothing_wrong_with_any_view(
    browser: Browser, showcase_url: str, width: int, scheme: str
) -> None:
    with visiting(browser, showcase_url, width, scheme=scheme) as page:
        accessible(page)
        for words in ("fodbold", "akut", "færdig", "nej", "links", CPR):
            ask(page, words)
        page.get_by_role("button", name="Del i kanalen: Klub N").click()
        page.locator(".shared").wait_for()
        accessible(page)
        page.get_by_role("button", name="Forkert oplysning?: Klub N").click()
        page.get_by_role("dialog").wait_for()
        accessible(page)


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_nothing_sticks_out_and_everything_pressed_is_big_enough_for_a_thumb(
    browser: Browser, showcase_url: str, width: int
) -> None:
    with visiting(browser, showcase_url, width, 640) as page:
        for words in ("fodbold", "akut", "et" + "langt" * 40 + "ord"):
            ask(page, words)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        pressed = page.locator("main button:visible, .phone:visible, .composer button, header select").all()
        boxes = [one.bounding_box() for one in pressed]
        assert all(
            box and box["height"] >= 40 and box["x"] >= 0 and box["x"] + box["width"] <= width
            for box in boxes
        )


def test_a_screen_reader_finds_landmarks_headings_in_order_and_a_log(page: Page) -> None:
    ask(page, "fodbold")
    expect(page.locator("body")).to_match_aria_snapshot(
        """
        - link "Gå til spørgsmålet"
        - banner:
          - heading "Vejviser" [level=1]
          - text: "Du prøver som:"
          - 'combobox "Du prøver som:"'
          - button "Ryd samtalen"
        - main:
          - log "Samtalen":
            - paragraph: "Du skrev: fodbold"
            - article "fodbold":
              - heading "fodbold" [level=2]
              - list "Det har jeg forstået. Tryk for at fjerne.":
                - listitem:
                  - button "Fjern filteret 15 år"
                - listitem:
                  - button "Fjern filteret gratis"
              - paragraph: Jeg kender ingen, der hører til dér. Her er det, der er på Nørrebro.
              - heading "Klub N" [level=3]
        - search "Spørg Vejviser":
          - combobox "Dit spørgsmål"
          - button "Send"
          - paragraph: Skriv aldrig navne eller CPR-numre. Spørgsmål gemmes ikke; svarene står her, til fanen lukkes.
        - status
        """
    )


def test_a_new_card_is_announced_once_and_an_old_conversation_not_at_all(page: Page) -> None:
    ask(page, "fodbold")
    live = page.locator("[aria-live=polite], [role=log], [role=status], [role=alert]")
    expect(live.filter(has_text="fodbold")).to_have_count(1)
    page.reload()
    page.locator(".card").wait_for()
    expect(page.get_by_role("log")).to_have_attribute("aria-live", re.compile("off|polite"))
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("status")).to_have_text("")


def test_without_javascript_one_can_ask_press_and_send_a_form(browser: Browser, showcase_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(showcase_url)
    page.get_by_label("Dit spørgsmål").fill("fodbold")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fjern filteret gratis").click()
    expect(page.locator(".card h2")).to_have_text(["Svaret igen"])
    page.get_by_role("button", name="Forkert oplysning?: Guldberg").click()
    page.get_by_label("Hvad er forkert").fill("hej")
    page.get_by_label("Hvilken oplysning?").select_option("Sted")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.locator(".error")).to_have_text("Skriv med et par ord, hvad der er forkert.")
    expect(page.get_by_label("Hvad er forkert")).to_have_value("hej")
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_label("Du prøver som").select_option("Koordinator, UU")
    page.get_by_role("button", name="Skift").click()
    expect(page.get_by_label("Du prøver som").locator("option:checked")).to_have_text("Koordinator, UU")
    context.close()
