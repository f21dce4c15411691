"""Whatever a card or form holds, what is drawn of it stays within Slack's limits and says what it leaves out."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.cards import Button, Card, Field, Form, Item, Line, Link, Option
from bot.platforms.slack import draw, modals
from tests import slack_limits


class Big(str):
    """A text that hypothesis can print."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Big({self[:8]!a}… {len(self)})"


NASTY = (
    "", " ", "\n\n\n", "æ" * 3000, "👩‍👩‍👧‍👦" * 500, "🇩🇰" * 800, "e\u0301" * 2000, "<!channel> <@U1> &amp;" * 200,
    "*fed* _kursiv_ ~væk~ `kode` > citat", "\u202eomvendt\u202c", "שלום مرحبا" * 300, "\x00\x07\x1b[31m\ud800\r\n",
    '"\\' * 1500, "@here #general https://x.example", "1\ufe0f\u20e3" * 900,
)  # fmt: skip
texts = (
    st.sampled_from([Big(text) for text in NASTY])
    | st.text(max_size=50)
    | st.text(max_size=20).map(lambda text: Big(text * 300))
)
urls = st.sampled_from(
    ["https://x.example/?a=1&b=<|>", "javascript:alert(1)", "tel:+4533173333", Big("https://x.example/" + "å" * 4000)]
)
links = st.builds(Link, texts, urls | texts)
lines: st.SearchStrategy[Line] = texts | st.lists(texts | links, max_size=4).map(tuple)
few_lines = st.lists(lines, max_size=6).map(tuple)
facts = st.lists(st.tuples(texts, lines), max_size=6).map(tuple)
values = st.dictionaries(st.text(max_size=20), texts | st.integers() | st.booleans(), max_size=4)
buttons = st.lists(
    st.builds(
        Button, texts, st.from_regex(r"[a-z]{1,9}\.[a-z]{1,300}", fullmatch=True), values,
        st.sampled_from(["plain", "primary", "danger"]), st.none() | texts,
    ),
    max_size=30,
).map(tuple)  # fmt: skip
few_buttons = st.lists(st.builds(Button, texts, st.just("tilbud.more"), values), max_size=3).map(tuple)
items = st.lists(st.builds(Item, texts, few_lines, facts, few_lines, few_buttons), max_size=12).map(tuple)
tones = st.sampled_from(["plain", "acute", "problem", "done"])
cards = st.builds(Card, texts, few_lines, buttons, facts, items, buttons, few_lines, tones)
options = st.lists(st.builds(Option, st.text(max_size=150), texts), min_size=1, max_size=250).filter(
    lambda made: any(option.value and slack_limits.width(option.value) <= 150 for option in made)
)
fields = st.lists(
    st.builds(
        Field, st.from_regex(r"[a-z_]{1,30}", fullmatch=True), texts, st.sampled_from(["text", "long", "choice"]),
        st.booleans(), texts, texts, options.map(tuple), st.integers(-5, 10_000),
    ),
    max_size=8,
    unique_by=lambda field: field.name,
).map(tuple)  # fmt: skip
forms = st.builds(
    Form, texts, st.just("tilbud.receive"), fields, st.just({"id": "klub-n"}), few_lines, texts
)
ORIGIN = {"channel": "C1", "url": "https://hooks.slack.example/actions/T1/123/abc"}


def check(drawn: list[dict[str, Any]], text: str) -> None:
    assert slack_limits.of_message(drawn, text) == []
    assert slack_limits.width(json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))) <= draw.WIDTH
    for block in Block.parse_all(drawn):
        block.validate_json()
    marked = [t for t in _texts(drawn) if t["type"] == "mrkdwn"]
    for one in marked:
        assert not re.search(r"&(?!amp;|lt;|gt;)", one["text"]), "an entity was cut in two"
        for found in re.findall(r"<[^>]*>?", one["text"]):
            assert re.fullmatch(r"<((https?://|mailto:|tel:)[^\s<>|]+\|[^<>]+|@U1)>", found), found


def _texts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        here = [value] if value.get("type") in ("mrkdwn", "plain_text") else []
        return here + [one for inner in value.values() for one in _texts(inner)]
    return [one for inner in value for one in _texts(inner)] if isinstance(value, list) else []


@settings(max_examples=60, deadline=None)  # one test, since making a card takes longer than drawing it
@given(cards)
def test_any_card_told_shared_in_a_modal_or_on_the_home_tab_is_within_every_limit(card: Card) -> None:
    for message in (draw.message(card), draw.message(card, "Delt af <@U1>")):
        check(message["blocks"], message["text"])
    modal, home = modals.card(card, ORIGIN), modals.home(card)
    assert slack_limits.of_view(modal) == [] == slack_limits.of_home(home)
    View(**modal).validate_json()
    View(**home).validate_json()


@settings(deadline=None)
@given(forms)
def test_any_form_is_drawn_within_every_limit_or_refused(form: Form) -> None:
    try:
        view = modals.form(form, ORIGIN)
    except modals.Undrawable:
        assert any(slack_limits.width(o.value) > 150 for f in form.fields for o in f.options)
        return
    if any(True for f in form.fields) or view["blocks"]:
        assert slack_limits.of_view(view) == []
        View(**view).validate_json()
    assert modals.opened(view) == ("tilbud.receive", {"id": "klub-n"}, ORIGIN)


def offer(name: str) -> Item:
    lines = (name, (Link("33 17 33 33", "tel:+4533173333"), " eller ", Link(name, "https://x.example")))
    return Item(name, lines, (("Hvor", name), ("Alder", "13-17 år")), (f"Kilde: {name}",), OFFER_BUTTONS)


OFFER_BUTTONS = (Button("Detaljer", "tilbud.details", {"id": "x" * 60}), Button("Forkert?", "tilbud.report"))


@pytest.mark.parametrize("name", NASTY)
def test_a_hundred_offers_with_endless_names_fit(name: str) -> None:
    name = (name or "x") * (3000 // max(1, len(name)) + 1)
    message = draw.message(Card("Hundrede", items=tuple(offer(name) for _ in range(100))))
    check(message["blocks"], message["text"])
    sections = [block for block in message["blocks"] if block["type"] == "divider"]
    assert len(sections) >= 1
    assert f"{100 - len(sections)} vises ikke" in str(message["blocks"])


def test_five_ordinary_offers_are_shown_whole() -> None:
    names = [f"Klub nummer {n} med et almindeligt navn" for n in range(5)]
    message = draw.message(Card("Fem", ("Område: Nørrebro",), items=tuple(offer(name) for name in names)))
    check(message["blocks"], message["text"])
    assert "…" not in str(message)
    assert all(name in message["text"] for name in names)


def test_five_offers_with_long_descriptions_are_shortened_before_any_is_left_out() -> None:
    items = tuple(Item(f"Klub {n}", ("Vi laver mad sammen. " * 140,)) for n in range(5))
    drawn = draw.blocks(Card("Fem", items=items))
    assert sum(block["type"] == "divider" for block in drawn) == 5
    assert "vises ikke" not in str(drawn)


def test_what_a_card_ends_with_stays_when_items_are_left_out() -> None:
    items = tuple(offer("x" * 3000) for _ in range(100))
    card = Card("Mange", items=items, buttons=(Button("Flere", "tilbud.more"),), small=("Kilde",))
    drawn = draw.blocks(card)
    assert drawn[-2]["elements"][0]["text"]["text"] == "Flere"
    assert drawn[-1]["elements"][0]["text"] == "Kilde"


def test_action_ids_are_unique_and_give_their_action_back() -> None:
    drawn = draw.blocks(Card("x", buttons=tuple(Button("a", "tilbud.more", {"n": n}) for n in range(9))))
    ids = [element["action_id"] for element in drawn[1]["elements"]]
    assert len(set(ids)) == 9
    assert {draw.action_of(one) for one in ids} == {"tilbud.more"}


def test_a_button_whose_values_slack_would_refuse_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    buttons = (Button("a", "tilbud.more", {"n": "x" * 2001}), Button("b", "tilbud.less"))
    drawn = draw.blocks(Card("x", buttons=buttons))
    assert [element["text"]["text"] for element in drawn[1]["elements"]] == ["b"]
    assert [record.__dict__["target"] for record in caplog.records] == ["tilbud.more"]


def test_data_can_neither_call_anybody_nor_mark_itself_up() -> None:
    drawn = draw.blocks(Card("x", ("<!channel> *fed* _skrå_ a_b_c@x.dk `kode`", (Link("<!here>", "javascript:x"),))))
    text = drawn[1]["text"]
    assert text["text"] == "&lt;!channel&gt; ∗fed∗ ＿skrå＿ a_b_c@x.dk ˋkodeˋ\n&lt;!here&gt;"
    assert text["verbatim"] is True, "or Slack would look for names and addresses in it"


@pytest.mark.parametrize(("tone", "sign"), [("acute", "🔴"), ("problem", "⚠️"), ("done", "✅"), ("plain", "T")])
def test_the_tone_shows(tone: Any, sign: str) -> None:
    message = draw.message(Card("Titel", tone=tone))
    assert message["blocks"][0]["text"]["text"].startswith(sign)
    assert message["text"].startswith(sign)


def test_a_long_list_to_choose_from_comes_in_groups() -> None:
    many = tuple(Option(f"a{n}", f"Område {n}") for n in range(250))
    view = modals.form(Form("Hvor?", "x.y", (Field("area", "Område", "choice", value="a201", options=many),)), {})
    assert slack_limits.of_view(view) == []
    element = view["blocks"][0]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 50]
    assert element["initial_option"]["value"] == "a201"


PICKED = (
    Field("day", "Dag", "date", value="2026-12-03"),
    Field("time", "Tid", "datetime", value="2027-03-29T10:00"),
    Field("who", "Hvem", "many", value="a,c", options=tuple(Option(name, name.upper()) for name in "abc")),
)


def test_days_moments_and_several_choices_are_picked_and_come_back_as_text() -> None:
    view = modals.form(Form("Hvornår?", "x.y", PICKED), {})
    assert slack_limits.of_view(view) == []
    day, moment, who = (block["element"] for block in view["blocks"])
    assert day["initial_date"] == "2026-12-03"
    state = {
        "day": {"picked": {"type": "datepicker", "selected_date": "2026-12-04"}},
        "time": {"picked": {"type": "datetimepicker", "selected_date_time": moment["initial_date_time"]}},
        "who": {"chosen": {"type": "multi_static_select", "selected_options": who["initial_options"]}},
    }
    sent = view | {"state": {"values": state}}
    assert modals.answers(sent) == {"day": "2026-12-04", "time": "2027-03-29T10:00", "who": "a,c"}
    back = modals.corrected(sent, {"day": "Vælg en anden dag."})
    assert slack_limits.of_view(back) == []
    assert modals.answers(back | {"state": {"values": state}}) == modals.answers(sent)
    assert "2026-12-04" in str(back["blocks"])


def test_nothing_picked_is_an_empty_text() -> None:
    view = modals.form(Form("Hvornår?", "x.y", tuple(replace(field, value="") for field in PICKED)), {})
    assert slack_limits.of_view(view) == []
    state = {
        "day": {"picked": {"type": "datepicker", "selected_date": None}},
        "time": {"picked": {"type": "datetimepicker", "selected_date_time": None}},
        "who": {"chosen": {"type": "multi_static_select", "selected_options": []}},
    }
    assert set(modals.answers(view | {"state": {"values": state}}).values()) == {""}


def test_a_corrected_form_keeps_what_was_typed_but_no_cpr_number() -> None:
    view = modals.form(Form("Hvad?", "x.y", (Field("a", "A"), Field("b", "B"))), {})
    typed = {"a": {"typed": {"type": "plain_text_input", "value": "skal blive"}}}
    typed |= {"b": {"typed": {"type": "plain_text_input", "value": "010203-1234"}}}
    back = modals.corrected(view | {"state": {"values": typed}}, {"b": "Slet nummeret."})
    assert slack_limits.of_view(back) == []
    assert "skal blive" in str(back)
    assert "Slet nummeret." in str(back)
    assert "1234" not in str(back)


def test_the_limits_know_a_bad_message_from_a_good_one() -> None:
    """This tests the table of limits itself."""
    good = draw.blocks(Card("x", ("y",), buttons=(Button("a", "b.c"),)))
    assert slack_limits.of_message(good) == []
    button = good[2]["elements"][0]
    bad: list[list[dict[str, Any]]] = [
        good * 20,
        [draw.section("x" * 3001)],
        [draw.section("")],
        [draw.section("x" * 2900)] * 5,
        [{"type": "actions", "elements": [button, button]}],
        [{"type": "actions", "elements": [button | {"value": "x" * 2001}]}],
        [{"type": "actions", "elements": [button | {"text": {"type": "plain_text", "text": "x" * 76}}]}],
        [{"type": "header", "text": {"type": "plain_text", "text": "👍" * 76}}],
        [{"type": "unheard_of"}],
        [draw.section("\ud800")],
    ]
    for blocks in bad:
        assert slack_limits.of_message(blocks), blocks
