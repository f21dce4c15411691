"""Whatever the words of a card or a form are, they are drawn as text: the markup around them stays the same."""

from html.parser import HTMLParser
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Button, Card, Field, Form, Item, Kind, Link, Option
from bot.chat import Command
from bot.domain.organisation import Person
from bot.platforms.web import draw

HOSTILE = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' autofocus onfocus='x",
            "</textarea><b>",
            "</title>",
            "<hx-partial>",
            "<head>",
            "{{ 7*7 }}",
            "&lt;b&gt;",
            "]]>",
            "<!--",
            "\x00<b>",
            "`${x}`",
        ]
    ),
).filter(str.strip)


class Markup(HTMLParser):
    """The elements with their attributes' names, without any text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment",))

    def handle_data(self, data: str) -> None:
        self.text += data


def _entry(text: str) -> str:
    line = (text, Link(text, "https://a.example/?" + text))
    button = Button(text, text, {text: text}, label=text)
    item = Item(text, (text, line), ((text, line),), (text,), (button,))
    card = Card(text, (text, line), (button,), ((text, text),), (item,), (button,), (line,), "acute")
    return draw.entry(card, said=text) + draw.entry(card, pressed=text, shared_by=text)


def _form(text: str) -> str:
    fields = tuple(
        Field(f"{kind}{text}", text, kind, hint=text, options=(Option(text, text),))
        for kind in get_args(Kind)
    )
    form = Form(text, text, fields, {text: text}, (text,), text)
    names = [field.name for field in fields]
    return draw.form(form, dict.fromkeys(names, text), dict.fromkeys([*names, "other"], text), text)


def _page(text: str) -> str:
    people = [Person(text, text), Person("x", "x")]
    return draw.page(
        people, people[1], [Command(text, text, (text,), help=text), Command("tilbud", examples=(text,))]
    )


@given(HOSTILE)
def test_no_words_in_a_card_become_markup(text: str) -> None:
    assert Markup(_entry(text)).found == Markup(_entry("x" * len(text))).found


@given(HOSTILE)
def test_no_words_in_a_form_become_markup(text: str) -> None:
    drawn = Markup(_form(text)).found
    assert {tag for tag in drawn if "selected" in tag} == {("option", "value", "selected")}
    assert {tag for tag in drawn if "checked" in tag} == {("input", "type", "name", "value", "checked")}
    assert drawn == Markup(_form("x")).found


@given(HOSTILE)
def test_no_words_on_the_page_become_markup(text: str) -> None:
    assert Markup(_page(text)).found == Markup(_page("y")).found


def test_the_words_are_all_there() -> None:
    drawn = Markup(_entry("<b>ærø & søn</b>")).text
    assert drawn.count("<b>ærø & søn</b>") == 2 * 19 + 3, (
        "19 in each card; what was said, pressed and by whom it was shared"
    )


def test_what_stands_above_a_form_is_read_out_with_its_first_field() -> None:
    two = (Field("who", "Hvem?", "many", hint="Også andre.", options=(Option("a", "A"),)), Field("when", "Hvornår?"))
    drawn = draw.form(Form("Flyt", "x.y", two, lines=("En.", "To.")), {}, {}, "")
    assert '<p id="linje-1">En.</p>' in drawn and '<p id="linje-2">To.</p>' in drawn
    assert '<fieldset class="many" aria-describedby="linje-1 linje-2 felt-1-hjaelp">' in drawn
    assert drawn.count("aria-describedby") == 1
    assert "aria-describedby" not in draw.form(Form("Flyt", "x.y", (Field("when", "Hvornår?"),)), {}, {}, "")


def test_a_choice_that_has_a_word_for_none_says_it_once() -> None:
    none, one = Option("", "Ingen anmodning"), Option("1", "3. kvartal 2026")
    assert "Vælg …" not in draw.form(Form("a", "b.c", (Field("n", "l", "choice", options=(none, one)),)), {}, {}, "")
    assert "Vælg …" in draw.form(Form("a", "b.c", (Field("n", "l", "choice", options=(one,)),)), {}, {}, "")


def test_a_form_travels_with_its_own_definition_unchanged() -> None:
    form = Form(
        "a",
        "b.c",
        (Field("n", "l", "choice", True, "v", "h", (Option("1", "2"),), 5),),
        {"i": 1, "b": True, "s": "1"},
        ("x", ("y", Link("z", "https://a.example"))),
        "Gem",
    )
    assert draw.FORM.validate_json(draw.FORM.dump_json(form), strict=True) == form
