"""The page in Chromium with the real commands on the Copenhagen directory: the main job from end to end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.chat import Desk
from tests.platforms.web.conftest import accessible, ask, visiting


@pytest.fixture
def page(browser: Browser, page_url: str) -> Iterator[Page]:
    """The real commands in the browser."""
    with visiting(browser, page_url) as page:
        yield page


def test_tilbud_noerrebro_gives_five_offers_then_more_then_the_details_of_one(page: Page) -> None:
    ask(page, "/tilbud nørrebro")
    expect(page.locator(".chip")).to_have_text(["Område: Nørrebro"])
    names = page.locator(".card").first.get_by_role("heading", level=3)
    expect(names).to_have_count(5)
    first = names.first.inner_text()
    page.get_by_role("button", name="Flere").click()
    more = page.locator(".card").nth(1).get_by_role("heading", level=3)
    expect(more).to_have_count(5)
    assert not set(names.all_inner_texts()) & set(more.all_inner_texts())
    page.get_by_role("button", name=f"Detaljer: {first}").first.click()
    expect(page.get_by_role("heading", level=2, name=first)).to_be_visible()
    expect(page.locator(".card").nth(2)).to_contain_text("Kilde:")
    accessible(page)


def test_a_filter_is_removed_and_the_answer_grows_in_place(page: Page) -> None:
    ask(page, "gratis fritidsklub på nørrebro for en på 14")
    chips = page.locator(".chip")
    before = chips.count()
    page.get_by_role("button", name="Fjern filteret 14 år").click()
    expect(chips).to_have_count(before - 1)
    expect(page.locator(".card")).to_have_count(1)


def test_a_name_in_a_question_is_gone_with_a_reload_and_whom_to_ring_is_not(page: Page) -> None:
    page.evaluate("localStorage.setItem('vejviser:samtale:x', 'Ahmed, from an earlier version')")
    ask(page, "Ahmed Hassan på Lundtoftegade 12 bliver slået af sin far")
    expect(page.locator(".said")).to_contain_text("Ahmed Hassan")
    page.reload()
    expect(page.locator(".card.acute").get_by_role("link", name="112")).to_be_visible()
    expect(page.locator(".said")).to_have_text("Dit spørgsmål er ikke gemt.")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "112" in kept and "Ahmed" not in kept + page.content()


def test_wrong_facts_are_reported_mended_after_a_mistake_and_seen_by_the_administrator(
    page: Page, web_desk: Desk
) -> None:
    ask(page, "/tilbud nørrebro")
    page.get_by_role("button", name="Forkert oplysning?").first.click()
    text, send = (
        page.get_by_label("Hvad er forkert"),
        page.get_by_role("button", name="Send", exact=True).last,
    )
    text.fill("?")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Forkert oplysning?").first.click()
    expect(text).to_have_value("?")
    send.click()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_value("?")
    accessible(page)
    text.fill("Klubben er flyttet til Ravnsborggade.")
    send.click()
    expect(page.locator(".card.done")).to_contain_text("Tak")
    assert [one.text for one in web_desk.store.feedback.waiting()] == [
        "Klubben er flyttet til Ravnsborggade."
    ]
    ask(page, "/tilbud rettelser")
    expect(page.locator(".card").last).to_contain_text("Det må du ikke som leder af helhedsplan")
    page.get_by_label("Du prøver som").select_option("Administrator, Teknik- og Miljøforvaltningen")
    ask(page, "/tilbud rettelser")
    expect(page.locator(".card")).to_contain_text("Klubben er flyttet til Ravnsborggade.")
    page.get_by_role("button", name="Luk uden at rette").click()
    expect(page.locator(".card")).to_contain_text("Ingen rettelser venter")


@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (360, "dark")])
def test_every_kind_of_answer_is_accessible_and_fits(
    browser: Browser, page_url: str, width: int, scheme: str
) -> None:
    with visiting(browser, page_url, width, scheme=scheme) as page:
        accessible(page)
        for words in (
            "/tilbud",
            "ridning på Bornholm",
            "pige på 14 bliver slået derhjemme på Nørrebro",
            "/indsats ungdomsuddannelse",
            "hvem er EKI?",
            "/vejviser",
        ):
            ask(page, words)
        expect(page.locator(".card.acute")).to_have_count(1)
        expect(page.locator(".card.acute").get_by_role("link", name="112")).to_have_attribute(
            "href", "tel:112"
        )
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
