"""/tilbud: from words to offers, near misses, honest noes, corrections and gaps."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Button, Card, Item
from bot.chat import Answer, Desk, Open, Replace, Reply, Share
from bot.domain.offers import Offer
from bot.domain.organisation import Role
from bot.domain.questions import Understood
from commands.tilbud.asked import pack, unpack
from tests.conftest import press, say


def card(answer: Answer) -> Card:
    assert isinstance(answer, Reply | Replace | Share), answer
    return answer.card


def push(desk: Desk, button: Button, role: Role = Role.STAFF, form: dict[str, str] | None = None) -> Answer:
    return press(desk, button.action, role, form, **button.values)


def send(desk: Desk, opened: Answer, typed: dict[str, str], role: Role = Role.STAFF) -> Answer:
    assert isinstance(opened, Open)
    return press(desk, opened.form.action, role, typed, **opened.form.values)


def button(holder: Card | Item, text: str) -> Button:
    return next(one for one in holder.buttons if one.text.startswith(text))


def offers_of(desk: Desk, words: str) -> list[Offer]:
    """Every offer behind the answer, through all its pages of *Flere*."""
    return list(_pages(desk, card(say(desk, f"/tilbud {words}"))))


def _pages(desk: Desk, shown: Card) -> Iterator[Offer]:
    for item in shown.items:
        offer = desk.store.directory().offer(str(item.buttons[0].values["id"]))
        if offer and not item.title.startswith("Måske relevant"):
            yield offer
    if any(one.text.startswith("Flere") for one in shown.buttons):
        yield from _pages(desk, card(push(desk, button(shown, "Flere"))))


def test_noerrebro_gives_offers_of_noerrebro_and_its_parts_only(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud nørrebro"))
    assert "Nørrebro" in shown.chips[0].text
    assert len(shown.items) == 5
    parts = desk.store.directory().areas.parts("noerrebro")
    offers = offers_of(desk, "nørrebro")
    assert len(offers) > 15
    assert all(set(offer.areas) & parts for offer in offers)
    assert len(offers) == len({offer.id for offer in offers})


def test_an_item_shows_what_is_known_and_says_what_is_not(desk: Desk) -> None:
    item = card(say(desk, "/tilbud Sjakket")).items[0]
    facts = dict(item.facts)
    assert "Skaffervej 6" in str(facts["Hvor"])
    labels = {label.lower() for label in facts} | set(re.split(", | og ", str(facts.get("Ikke oplyst", ""))))
    assert labels >= {"hvor", "hvornår", "alder", "pris", "telefon", "tilmelding"}
    assert all(line != "ikke oplyst" for line in facts.values())
    assert "Kilde: " in str(item.small)


def test_a_phone_number_can_be_tapped(desk: Desk) -> None:
    item = card(say(desk, "/tilbud nummeret til Den Sociale Døgnvagt")).items[0]
    assert "tel:+4533173333" in str(dict(item.facts)["Telefon"])


def test_removing_a_chip_asks_again_without_it(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud gratis klub på nørrebro for en 15-årig"))
    texts = [chip.text for chip in shown.chips]
    assert {"gratis", "15 år"} <= set(texts)
    free = next(chip for chip in shown.chips if chip.text == "gratis")
    answer = push(desk, free)
    assert isinstance(answer, Replace)
    assert "gratis" not in [chip.text for chip in answer.card.chips]
    assert "15 år" in [chip.text for chip in answer.card.chips]


def test_one_press_removes_a_topic_that_is_a_word_and_a_need(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud lektiehjælp i husum"))
    left = card(push(desk, next(chip for chip in shown.chips if chip.text == "emne: lektiehjælp"))).chips
    assert [chip.text for chip in left] == ["Område: Husum"]


def test_removing_the_last_chip_gives_the_help(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud nørrebro"))
    assert card(push(desk, shown.chips[0])).title == "Hvad leder du efter?"


def test_an_area_without_offers_of_its_own_shows_its_parents_and_says_so(desk: Desk) -> None:
    directory = desk.store.directory()
    used = {area for offer in directory.offers for area in offer.areas}
    empty = [a for a in directory.areas if a.parent and not directory.areas.parts(a.id) & used]
    shown = card(say(desk, f"/tilbud {empty[0].name}"))
    assert shown.items
    assert "Intet tilbud i området" in str(shown.lines)


def test_empty_words_give_a_short_help_with_three_real_examples(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud"))
    assert len(shown.buttons) == 3
    for one in shown.buttons:
        assert card(push(desk, one)).items, one.text


@pytest.mark.parametrize("words", ["hvem kan jeg ringe til om natten", "hvem kan jeg ringe til kl. 3 om natten"])
def test_an_hour_alone_is_answered_by_who_is_open_then(words: str, desk: Desk) -> None:
    shown = card(say(desk, f"/tilbud {words}"))
    assert any("døgn" in str(item) for item in shown.items)


@pytest.mark.parametrize("words", ["hej", "tak", "hjælp", "jeg har brug for hjælp", "kan nogen hjælpe mig"])
def test_what_asks_for_nothing_is_asked_back_and_leaves_no_gap(words: str, desk: Desk) -> None:
    shown = card(say(desk, f"/tilbud {words}"))
    assert shown.title == "Hvad leder du efter?"
    assert "ring 112" in str(shown.small)
    assert not desk.store.gaps.all()


def test_what_is_too_long_to_be_read_is_not_answered_in_part(desk: Desk) -> None:
    worry = "han vil tage sit eget liv"
    assert "højst 1500 tegn" in card(say(desk, "a " * 750 + worry)).lines[0]
    answer = say(desk, "a " * 700 + worry)
    assert isinstance(answer, Reply)
    assert answer.outcome == "acute"


def test_unknown_words_are_no_small_talk(desk: Desk) -> None:
    assert card(say(desk, "/tilbud qvortrup zxyblik")).title == "Det har jeg ikke noget svar på"


@pytest.mark.parametrize("words", ["er du et menneske", "gemmer du det jeg skriver", "hvem læser, hvad jeg skriver"])
def test_who_asks_about_the_bot_is_told_what_it_is_and_keeps(words: str, desk: Desk) -> None:
    shown = card(say(desk, f"/tilbud {words}"))
    assert shown.title == "Om Vejviser"
    assert "Dine spørgsmål gemmer jeg ikke." in str(shown.lines)
    assert card(push(desk, shown.buttons[0])).title == "Det gemmer jeg om dig"
    assert not desk.store.gaps.all()


def test_a_worry_about_a_child_elsewhere_says_that_its_own_municipality_must_know(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud et barn i Gladsaxe bliver slået af sin far"))
    assert "så kontakt den kommune, det bor i" in str(shown.lines[0])
    here = card(say(desk, "/tilbud et barn i Husum bliver slået af sin far"))
    assert "den kommune, det bor i" not in str(here.lines)


def test_an_e_mail_is_shown_where_there_is_one(desk: Desk) -> None:
    item = card(say(desk, "/tilbud mail til Sjakket")).items[0]
    assert "mailto:info@sjakket.dk" in str(dict(item.facts)["E-mail"])


def test_no_answer_is_honest_offers_neighbours_and_keeps_facets_only(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud cricket med Bodilsen på Østerbro"))
    assert shown.title == "Det har jeg ikke noget svar på"
    (gap,) = desk.store.gaps.all()
    assert gap.area == "oesterbro"
    assert "bodil" not in str(gap).lower()


def test_a_near_miss_tells_what_it_does_not_meet_and_what_its_record_does_not_say(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud gratis fodbold i Vanløse om søndagen"))
    near = {item.title: item.lines[:2] for item in shown.items}
    assert near["Måske relevant: GAME Zoner"] == ("Ikke oplyst: tider.", "Passer ikke: pris.")
    assert near["Måske relevant: PigeCamp"][0] == "Ikke oplyst: tider."


def test_a_no_tells_to_drop_a_filter_only_where_there_is_one(desk: Desk) -> None:
    drop = "Fjern et filter for at se mere."
    for words, told in (("golf og cricket", False), ("cricket for en på 9 år på Østerbro", True)):
        shown = card(say(desk, f"/tilbud {words}"))
        assert shown.title == "Det har jeg ikke noget svar på"
        assert shown.chips
        assert (drop in shown.lines) is told, words


def test_a_town_outside_the_directory_is_an_honest_no(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud ungdomsklub i Ishøj"))
    assert not shown.items
    assert "uden for det område" in str(shown.lines)


def test_neighbours_with_an_answer_are_offered(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud graffiti i Vanløse"))
    near = [one for one in shown.buttons if one.text.startswith("Prøv")]
    for one in near:
        assert card(push(desk, one)).items


def test_details_show_everything_and_can_be_shared(desk: Desk) -> None:
    item = card(say(desk, "/tilbud headspace")).items[0]
    details = card(push(desk, button(item, "Detaljer")))
    assert {"Hjemmeside", "Hvem står bag", "Emner", "Ikke oplyst"} <= set(dict(details.facts))
    shared = push(desk, button(details, "Del"))
    assert isinstance(shared, Share)
    assert "Kilde:" in str(shared.card.small)


def test_a_sentence_is_sent_on_purpose_and_expires(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud cricket på Østerbro"))
    opened = push(desk, button(shown, "Send ordlyden"))
    send(desk, opened, {"text": "cricket på Østerbro"})
    (sentence,) = desk.store.sentences.all()
    assert sentence.text == "cricket på Østerbro"
    assert "gist" not in sentence.facets
    assert (sentence.expires - desk.now).days == 90
    assert "cricket på Østerbro" in str(card(say(desk, "/tilbud huller", Role.ADMINISTRATOR)).items)


@pytest.mark.parametrize(
    "words",
    [
        "En elev på 10 har blå mærker og siger at far slår",
        "pige på 15 skriver til mig at hun ikke vil leve mere",
        "Dreng på 16 er smidt ud hjemmefra og har ingen steder at sove i nat",
    ],
)
def test_acute_worry_puts_whom_to_ring_first(words: str, desk: Desk) -> None:
    shown = card(say(desk, words))
    assert shown.tone == "acute"
    assert any("Døgnvagt" in item.title for item in shown.items[:4])
    text = str(shown)
    assert "§ 133" in text
    assert "sender ikke din underretning videre" in text


def test_words_that_only_sound_like_a_worry_leave_the_answer_below_whom_to_ring(desk: Desk) -> None:
    words = "pige i 9. klasse, forældrene presser på med gymnasiet og hun har ikke lyst, uddannelsesvejledning"
    shown = card(say(desk, words))
    assert shown.items[0].title == "Bekymret for et barn eller en ung?"
    assert any("tel:" in str(line) for _, line in shown.items[0].facts)
    assert shown.tone == "plain"
    assert len(shown.items) > 1


def test_where_there_is_no_answer_to_what_sounds_like_a_worry_whom_to_ring_is_the_answer(desk: Desk) -> None:
    shown = card(say(desk, "hun græder"))
    assert shown.title == "Bekymret for et barn eller en ung?"
    assert any("tel:" in str(line) for _, line in shown.facts)
    assert "Jeg kender ikke noget tilbud" in str(shown.lines)


def test_the_district_receiver_is_named_where_the_place_is_known(desk: Desk) -> None:
    shown = card(say(desk, "en dreng i Tingbjerg bliver slået derhjemme"))
    assert any("Brønshøj-Husum-Vanløse" in item.title for item in shown.items)


def test_buttons_carry_no_words_of_the_asker(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud xyzzyhemmelighed på Østerbro for Bodil"))
    values = json.dumps([dict(one.values) for one in (*shown.buttons, *shown.chips)])
    assert not any(word in values.lower() for word in ("hemmelighed", "bodil"))


MEMO_OFFERS = [
    ("Klub Borup", "borup"), ("Beboerprojekt Nordvest", "nordvest"),
    ("NørreBrobyggerne", "nørrebrobyggerne"),
    ("opsøgende uddannelsesvejledning i boligområder", "uu"), ("SSP", "ssp"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), MEMO_OFFERS)
def test_the_memos_efforts_and_places_are_found_as_offers(words: str, said: str, desk: Desk) -> None:
    first = offers_of(desk, words)[:3]
    assert any(said in f"{one.id} {one.name} {one.description} {one.place}".lower() for one in first), first


@pytest.mark.parametrize(
    ("facets", "start"),
    [("areas=xx", 0), ("%%%", 0), ("areas=noerrebro", -5), ("areas=noerrebro", 99999), ("x" * 3000, 0)],
)
def test_a_forged_button_gets_a_sentence_and_no_failure(facets: str, start: int, desk: Desk) -> None:
    shown = card(press(desk, "tilbud.more", facets=facets, start=start))
    assert "Noget gik galt" not in shown.title


WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters=","), min_size=1, max_size=20), max_size=4
).map(tuple)


@given(st.builds(Understood, areas=WORDS, topics=WORDS, excluded=WORDS, names=WORDS, free=st.booleans()))
def test_what_a_button_carries_is_read_back_as_it_was(understood: Understood) -> None:
    assert unpack(pack(understood)) == understood
