"""/tilbud learns: the gap map, search words in two clicks, openings without identity; and answers say why."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.cards import Button, Card, Form
from bot.chat import Answer, Desk, FieldErrors, Open, Reply
from bot.domain.areas import Area
from bot.domain.offers import Offer
from bot.domain.organisation import Role
from bot.domain.questions.lifting import topic_of
from bot.platforms.slack import draw, modals
from bot.platforms.web import draw as web
from commands.tilbud.asked import BRIEF, briefly, pack, unpack
from tests import slack_limits
from tests.commands.test_tilbud import button, card, push, send
from tests.conftest import person, press, say

ADMIN = Role.ADMINISTRATOR
QUESTIONS = (
    "cricket på Østerbro for en på 14", "cricket på Østerbro til en 13-årig", "skateboard i Tingbjerg for en på 11",
    "klatring på Amager for en 9-årig", "gratis svømning for piger på Nørrebro om søndagen", "paintball i Husum",
    "fægtning", "vægtløftning for piger i Sydhavnen", "ishockey i Valby", "curling på Amager", "rugby",
    "golf i Vanløse",
)  # fmt: skip


def drawn(answer: Answer) -> Card:
    """The card, after both platforms have drawn it within their limits."""
    shown = card(answer)
    message = draw.message(shown)
    assert slack_limits.of_message(message["blocks"], message["text"]) == []
    assert shown.title in web.entry(shown).replace("&#39;", "'").replace("&amp;", "&")
    return shown


def opened(answer: Answer) -> Form:
    """The form, after both platforms have drawn it."""
    assert isinstance(answer, Open), answer
    assert slack_limits.of_view(modals.form(answer.form, {"channel": "C1"})) == []
    assert "Gem" in web.form(answer.form, {}, {}, "card-1")
    return answer.form


def admin(desk: Desk, one: Button) -> Answer:
    return push(desk, one, ADMIN)


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk where people have asked for what there is not."""
    for question in QUESTIONS:
        assert card(say(desk, question)).title == "Det har jeg ikke noget svar på", question
    return desk


# ── The gap map ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_gap_map_counts_by_area_age_topic_and_together(asked: Desk) -> None:
    shown = drawn(say(asked, "/tilbud huller", ADMIN))
    assert "12 spørgsmål uden svar siden 23. november 2026" in str(shown.lines)
    lists = {item.title: dict(item.facts) for item in shown.items if item.facts}
    assert str(lists["Steder"]["Østerbro"]).startswith("2 · intet")
    assert str(lists["Aldre"]["13–15 år"]).startswith("2")
    assert str(lists["Emner"]["cricket"]).startswith("2")
    together = next(item for item in shown.items if item.title == "Østerbro · 13–15 år · cricket")
    assert "2 gange" in str(together.small)


def test_every_list_of_the_map_can_be_paged_through(asked: Desk) -> None:
    shown = drawn(say(asked, "/tilbud huller", ADMIN))
    everywhere = [*shown.buttons, *(one for item in shown.items for one in item.buttons)]
    buttons = [one for one in everywhere if one.action == "tilbud.gap_rows"]
    assert {one.values["by"] for one in buttons} == {"area", "topic", "combination"}
    for one in buttons:
        names: list[str] = []
        page = drawn(admin(asked, one))
        for _ in range(5):
            names += [name for name, _ in page.facts] + [item.title for item in page.items]
            more = [one for one in page.buttons if one.text.startswith("Flere")]
            if not more:
                break
            page = drawn(admin(asked, more[0]))
        assert len(names) == len(set(names)) == int(re.findall(r"\d+", one.text)[0])


def test_the_map_holds_no_words_of_the_askers(desk: Desk) -> None:
    say(desk, "/tilbud cricket på Østerbro for Bodil Xyzzysen")
    assert "ødil" not in str(say(desk, "/tilbud huller", ADMIN)) and "xyzzy" not in str(desk.store.gaps.all()).lower()


def test_without_gaps_the_map_says_so(desk: Desk) -> None:
    assert drawn(say(desk, "/tilbud huller", ADMIN)).tone == "done"
    assert drawn(press(desk, "tilbud.sentences", ADMIN, start=0)).title == "Ingen sætninger"


def test_the_gap_map_is_fetched_as_excel_without_any_sentence(asked: Desk) -> None:
    asked.store.sentences.add("grillhygge for drenge", {}, asked.now + timedelta(days=1))
    shown = card(say(asked, "/tilbud huller", ADMIN))
    answer = admin(asked, next(one for one in shown.buttons if one.text == "Hent som Excel"))
    assert isinstance(answer, Reply)
    (file,) = answer.files
    assert file.name == "huller-2026-11-23.xlsx"
    book = load_workbook(BytesIO(file.content))
    texts = [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Østerbro · 13–15 år · cricket" in texts and not any("grillhygge" in text for text in texts)


def test_an_expired_sentence_is_not_shown_even_before_it_is_deleted(asked: Desk) -> None:
    asked.store.sentences.add("grillhygge for drenge", {}, asked.now + timedelta(days=1))
    asked.store.sentences.add("gammel sætning", {}, asked.now)
    shown = str(say(asked, "/tilbud huller", ADMIN))
    assert "grillhygge" in shown and "gammel" not in shown


def test_a_forged_page_gets_a_sentence(asked: Desk) -> None:
    for by, start in (("facets", 0), ("area", -1), ("topic", 999)):
        shown = card(press(asked, "tilbud.gap_rows", ADMIN, by=by, start=start))
        assert "Skriv /tilbud huller" in str(shown.lines)


# ── Search words ─────────────────────────────────────────────────────────────────────────────────────────────────


def first_gap(desk: Desk, title: str) -> Button:
    shown = card(say(desk, "/tilbud huller", ADMIN))
    return button(next(item for item in shown.items if item.title == title), "Tilføj")


def test_from_a_gap_to_words_that_the_next_question_uses_takes_two_clicks(asked: Desk) -> None:
    form = opened(admin(asked, first_gap(asked, "Østerbro · 13–15 år · cricket")))
    assert form.fields[0].value == "cricket"
    assert "Emne: cricket (intet tilbud har det)" in [option.text for option in form.fields[1].options]
    saved = drawn(send(asked, Open(form), {"words": "cricket", "target": "", "name": "Brobold"}, ADMIN))
    assert saved.tone == "done"
    answer = drawn(say(asked, "/tilbud cricket"))
    assert answer.items[0].title == "Brobold"
    tried = drawn(admin(asked, button(saved, "Prøv")))
    assert tried.items[0].title == answer.items[0].title
    shown = drawn(say(asked, "/tilbud huller", ADMIN))
    together = next(item for item in shown.items if item.title == "Østerbro · 13–15 år · cricket")
    assert together.small == ("2 gange · Søgeord tilføjet 23. november 2026",)
    topics = dict(next(item.facts for item in shown.items if item.title == "Emner"))
    assert [topic for topic, state in topics.items() if "Søgeord tilføjet" in str(state)] == ["cricket"]


def test_words_for_a_concept_that_no_offer_has_are_kept_and_said_to_find_nothing_yet(asked: Desk) -> None:
    form = opened(admin(asked, first_gap(asked, "Østerbro · 13–15 år · cricket")))
    saved = drawn(send(asked, Open(form), {"words": "slå til stumper", "target": "concept:cricket"}, ADMIN))
    assert "Intet tilbud har emnet" in str(saved.lines)
    assert "ikke noget svar" in drawn(say(asked, "/tilbud slå til stumper")).title


def test_from_a_sentence_a_phrasing_is_attached_to_a_concept(desk: Desk) -> None:
    before = card(say(desk, "/tilbud vil gerne have noget zwibbeldut på dasken"))
    assert "emne: fritidsjob" not in [chip.text for chip in before.chips]
    desk.store.sentences.add("vil gerne have noget zwibbeldut på dasken", {}, desk.now + timedelta(days=9))
    shown = drawn(say(desk, "/tilbud huller", ADMIN))
    sentence = next(item for item in shown.items if "zwibbel" in item.title)
    form = opened(admin(desk, button(sentence, "Tilføj")))
    assert "zwibbel" in str(form.lines)
    send(desk, Open(form), {"words": "zwibbeldut på dasken", "name": "Fritidsjob"}, ADMIN)
    assert "emne: fritidsjob" in [
        chip.text for chip in card(say(desk, "/tilbud vil have zwibbeldut på dasken")).chips
    ]


def test_words_are_attached_from_an_offers_details(desk: Desk) -> None:
    details = card(press(desk, "tilbud.details", ADMIN, id="headspace"))
    form = opened(admin(desk, button(details, "Tilføj søgeord")))
    assert [field.name for field in form.fields] == ["words"]
    send(desk, Open(form), {"words": "kvapsølv, uro i knolden"}, ADMIN)
    assert "eadspace" in drawn(say(desk, "/tilbud kvapsølv")).items[0].title
    assert "Tilføj søgeord" not in [one.text for one in card(press(desk, "tilbud.details", id="headspace")).buttons]


def test_what_was_attached_is_listed_with_who_and_can_be_removed(desk: Desk) -> None:
    assert "Ingen søgeord" in drawn(say(desk, "/tilbud søgeord", ADMIN)).title
    press(desk, "tilbud.save_words", ADMIN, {"words": "kvapsølv"}, offer="headspace")
    shown = drawn(say(desk, "/tilbud søgeord", ADMIN))
    assert person(desk, ADMIN).title in str(shown.items[0].small)
    after = drawn(admin(desk, button(shown.items[0], "Fjern »kvapsølv«")))
    assert "Ingen søgeord" in after.title
    assert not card(say(desk, "/tilbud kvapsølv")).items
    assert "fjernet" in str(card(admin(desk, button(shown.items[0], "Fjern"))).lines)
    assert [entry.action for entry in desk.store.audit.of("offer", "headspace")][:2] == ["detach", "attach"]
    assert desk.store.audit.recent(1)[0].actor == person(desk, ADMIN).id


def test_a_long_list_of_words_has_pages(desk: Desk) -> None:
    for offer in desk.store.directory().offers[:14]:
        desk.store.taught.add("offer", offer.id, [f"ord{n} {offer.id}" for n in range(20)], "a")
    page, titles = drawn(say(desk, "/tilbud søgeord", ADMIN)), []
    for _ in range(3):
        titles += [item.title for item in page.items]
        page = drawn(admin(desk, page.buttons[0])) if page.buttons else page
    assert len(set(titles)) == 14


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"words": "", "name": "headspace"}, "words", "Skriv mellem et og 20"),
    ({"words": "nørrebro", "name": "cricket"}, "words", "navnet på et sted"),
    ({"words": "sjakket", "name": "cricket"}, "words", "navnet på »"),
    ({"words": "boldleg", "name": ""}, "name", "Vælg ovenfor"),
    ({"words": "boldleg", "target": "offer:findes-ikke"}, "name", "Vælg ovenfor"),
    ({"words": "boldleg", "name": "qqqqqq"}, "name", "hverken et tilbud eller et emne"),
    ({"words": "boldleg", "name": "tilbud: klub"}, "name", "Mente du »"),
    ({"words": "ring til 010190-1234", "name": "cricket"}, "words", "CPR"),
]


@pytest.mark.parametrize(("typed", "field", "said"), WRONG)
def test_a_mistake_stands_at_its_field_and_nothing_is_stored(
    typed: dict[str, str], field: str, said: str, asked: Desk
) -> None:
    answer = press(asked, "tilbud.save_words", ADMIN, typed, gap=1)
    assert isinstance(answer, FieldErrors), answer
    assert said in answer.errors[field]
    assert asked.store.taught.all() == ()


def test_search_words_that_may_tell_of_a_person_are_asked_about_before_they_are_kept(desk: Desk) -> None:
    desk.store.apply_offers([Offer("ahmed", "Ahmeds Cykelværksted", "Cykler.", areas=("valby",))])
    for words in ("skak, Ahmed på 12", "ahmed"):
        answer = press(desk, "tilbud.save_words", ADMIN, {"words": words}, offer="headspace")
        assert isinstance(answer, FieldErrors) and "hmed" in answer.errors["words"] and answer.asking, words
    assert isinstance(answer, FieldErrors) and answer.asking
    assert desk.store.taught.all() == () == desk.store.audit.of("offer", "headspace")[:-1]
    form = {"words": "ahmed", answer.asking.name: answer.asking.options[0].value}
    assert card(press(desk, "tilbud.save_words", ADMIN, form, offer="ahmed")).tone == "done"
    known = {"words": "Ahmeds Cykelværksted for piger"}
    assert card(press(desk, "tilbud.save_words", ADMIN, known, offer="ahmed")).tone == "done"


def test_what_is_gone_is_said_kindly(desk: Desk) -> None:
    for values in ({"gap": 99}, {"sentence": 99}, {"offer": "x"}, {}):
        shown = card(press(desk, "tilbud.attach", ADMIN, **values))
        assert shown.tone == "problem" and "Noget gik galt" not in shown.title


# ── Openings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def equals(desk: Desk) -> Desk:
    """Five offers that answer one question equally well."""
    offers = [Offer(f"dart-{n}", f"Dartklub {n}", "Dart.", areas=("valby",), topics=("dart",)) for n in "abcde"]
    desk.store.apply_offers(offers)
    return desk


def order(desk: Desk) -> list[str]:
    return [
        str(item.buttons[0].values["id"]) for item in card(say(desk, "/tilbud dart i Valby")).items if item.buttons
    ]


@pytest.mark.parametrize("text", ["Detaljer", "Del i kanalen"])
def test_what_is_opened_again_and_again_comes_first_next_time(text: str, equals: Desk) -> None:
    version = equals.store.version()
    before = order(equals)
    for _ in range(3):
        shown = card(say(equals, "/tilbud dart i Valby"))
        push(equals, button(next(i for i in shown.items if i.buttons[0].values["id"] == before[3]), text))
    assert order(equals)[0] == before[3]
    assert sorted(order(equals)) == sorted(before)
    assert equals.store.version() == version


def test_an_opening_is_kept_without_who_or_what_was_typed(equals: Desk) -> None:
    shown = card(say(equals, "/tilbud hemmelighed dart i Valby for Bodil"))
    push(equals, button(shown.items[1], "Detaljer"))
    topic = topic_of(unpack(str(shown.items[0].buttons[0].values["facets"])))
    assert topic is not None
    assert {count.offer_id for count in equals.store.openings.of(topic)} >= {"dart-a", "dart-b"}
    assert equals.store.audit.of("opening", "dart-b") == ()


@pytest.mark.parametrize("facets", ["topics=bodil", "topics=bodil%2Bdart", "needs=bodil:9", "areas=valby"])
def test_a_forged_topic_is_never_counted(facets: str, equals: Desk) -> None:
    press(equals, "tilbud.details", id="dart-a", facets=facets)
    assert all(equals.store.openings.of(topic) == () for topic in ("bodil", "bodil+dart", "#bodil"))


def test_details_reached_without_an_answer_count_nothing(equals: Desk) -> None:
    assert "Hvorfor" not in dict(card(press(equals, "tilbud.details", id="dart-a")).facts)
    assert equals.store.openings.of("dart") == ()


def test_acute_answers_are_not_learned_from(desk: Desk) -> None:
    shown = card(say(desk, "En elev på 10 har blå mærker og siger at far slår"))
    for item in shown.items:
        for one in item.buttons:
            push(desk, one)
    assert all(desk.store.openings.of(f"#{key}") == () for key in desk.index.current().lexicon.concepts)


# ── Answers explain themselves ───────────────────────────────────────────────────────────────────────────────────


def test_an_offers_details_say_why_it_is_there(desk: Desk) -> None:
    item = drawn(say(desk, "/tilbud fritidsjob til en på 15 i nordvest")).items[0]
    reason = str(dict(drawn(push(desk, button(item, "Detaljer"))).facts)["Hvorfor"])
    assert reason.startswith("matcher emnet fritidsjob, ")
    assert "15 år" in reason


def test_a_near_miss_says_what_it_fails_or_does_not_say(desk: Desk) -> None:
    shown = drawn(say(desk, "/tilbud gratis lektiehjælp i husum om tirsdagen"))
    reasons = [str(dict(card(push(desk, i.buttons[0])).facts)["Hvorfor"]) for i in shown.items]
    assert any("Ikke oplyst: " in reason or "Passer ikke: " in reason for reason in reasons)


def test_the_same_question_is_asked_somewhere_else(desk: Desk) -> None:
    shown = drawn(say(desk, "/tilbud fritidsklub i Husum"))
    where = drawn(push(desk, button(shown, "Et andet sted")))
    assert len(where.buttons) > 2
    for one in where.buttons:
        there = drawn(push(desk, one))
        assert there.items, one.text
        assert "emne: fritidsklub" in str([chip.text for chip in there.chips])
        assert "Område: Husum" not in [chip.text for chip in there.chips]


def test_a_question_without_a_place_can_be_narrowed_to_one(desk: Desk) -> None:
    shown = drawn(say(desk, "/tilbud fritidsklub"))
    where = drawn(push(desk, button(shown, "Vælg et sted")))
    names = {one.text.partition(" (")[0] for one in where.buttons}
    areas = desk.store.directory().areas
    assert names <= {area.name for area in areas if area.parent and areas[area.parent].parent is None}
    assert len(names) > 2


def test_an_ambiguous_name_is_asked_about_above_the_answer(desk: Desk) -> None:
    areas = desk.store.directory().areas
    twins = [replace(areas[id_], aliases=(*areas[id_].aliases, "Krogen")) for id_ in ("valby", "husum")]
    desk.store.apply_areas(twins)
    shown = drawn(say(desk, "/tilbud fritidsklub i Krogen"))
    first = shown.items[0]
    assert first.title == "Mente du …?"
    assert {one.text.partition(" (")[0] for one in first.buttons} == {"Valby", "Husum"}
    there = drawn(push(desk, button(first, "Husum")))
    assert [chip.text for chip in there.chips if chip.text.startswith("Område")] == ["Område: Husum"]
    assert there.items[0].title != "Mente du …?"


def test_an_area_named_like_an_offer_is_asked_about(desk: Desk) -> None:
    desk.store.apply_areas([Area("sjakket-by", "Sjakkevang", "boligområde", "valby")])
    desk.store.apply_offers([Offer("sjakkevang", "Sjakkevang", "Et værested.", areas=("husum",))])
    shown = drawn(say(desk, "/tilbud Sjakkevang"))
    offer = button(shown.items[0], "tilbuddet Sjakkevang")
    assert drawn(push(desk, offer)).items[0].title == "Sjakkevang"


def test_a_long_question_still_fits_on_every_offers_buttons(desk: Desk) -> None:
    shown = drawn(say(desk, "/tilbud " + " ".join(["fodbold lektiehjælp fritidsjob svømning klub rådgivning"] * 9)))
    for item in shown.items:
        for one in item.buttons:
            assert len(str(one.values.get("facets", ""))) <= BRIEF
    assert pack(unpack("topics=klub")) == briefly(unpack("topics=klub"))


def test_all_mistakes_of_a_form_are_told_at_once(asked: Desk) -> None:
    answer = press(asked, "tilbud.save_words", ADMIN, {"words": "nørrebro", "name": "qqqqqq"}, gap=1)
    assert isinstance(answer, FieldErrors)
    assert set(answer.errors) == {"words", "name"}


def test_the_whole_first_card_has_room_in_slack(asked: Desk) -> None:
    for n in range(9):
        asked.store.sentences.add(f"{n} " + "et langt spørgsmål " * 20, {}, asked.now + timedelta(days=9))
    shown = drawn(say(asked, "/tilbud huller", ADMIN))
    assert "ikke plads" not in str(draw.message(shown))
    everything = drawn(admin(asked, button(shown, "Alle sætninger (9)")))
    assert "ikke plads" not in str(draw.message(everything))
