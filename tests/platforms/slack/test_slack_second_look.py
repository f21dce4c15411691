"""What may be about a child, and what was said of a text, comes back in a modal, and goes when the text is mended."""

from tests.fake_slack import FakeSlack


def test_a_passage_about_a_child_comes_back_in_the_form_with_two_ways(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    modal = slack.modal()
    slack.submit(modal, text="Amina på 14 år fik et forkert svar", kind="phone")
    assert "»Amina på 14 år«" in modal.shown()
    assert "Det er ikke personoplysninger" in str(modal.view)
    slack.submit(modal, text="Omar på 15 år fik et forkert svar")
    assert "»Omar på 15 år«" in modal.shown()
    assert "Amina" not in str(modal.view["blocks"])
    assert str(modal.view).count("Hvis du ikke retter teksten") == 1
    chosen = modal.view["blocks"][-1]["element"]["options"][0]["value"]
    slack.submit(modal, not_personal=chosen)
    assert "Tak for klub-n og phone" in modal.shown()


def test_a_doubt_goes_with_the_passage_unless_it_was_answered(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    modal = slack.modal()
    slack.submit(modal, text="Amina på 14 år fik svaret for kort", kind="phone")
    chosen = modal.view["blocks"][-1]["element"]["options"][0]["value"]
    slack.submit(modal, not_personal=chosen)
    assert "Skriv lidt mere." in modal.shown()
    assert modal.view["blocks"][-1]["element"]["initial_option"]["value"] == chosen
    slack.submit(modal, text="Omar på 15 år fik svaret for kort")
    slack.submit(modal, text="svaret er for kort")
    assert "Skriv lidt mere." in modal.shown() and "Hvis du ikke retter teksten" not in modal.shown()
    slack.submit(modal, text="svaret er for kort til at bruge")
    assert "Tak for klub-n og phone" in modal.shown()


def test_what_was_said_of_an_earlier_text_goes_when_the_form_comes_back_once_more(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    modal = slack.modal()
    slack.submit(modal, text="sig det igen", kind="phone")
    assert "⚠️ Teksten er lang." in modal.shown()
    slack.submit(modal, text="for kort")
    assert "Skriv lidt mere." in modal.shown() and "Teksten er lang" not in modal.shown()
    slack.submit(modal, text="stadig for kort")
    assert "Skriv lidt mere." in modal.shown() and "stadig for kort" in modal.shown()
