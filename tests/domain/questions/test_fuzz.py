"""Whatever is asked, understanding and ranking never raise."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat import Desk, Reply
from bot.domain.questions import Found, Index, Understood, describe, rank, understand
from tests.conftest import say
from tests.domain.questions.conftest import MONDAY

LONG = "fodbold i nordvest for min søn på 13 " * 270
CORPUS = [
    "", " ", "\0", "a\0b", '"', '"""', "'", "'; DROP TABLE offers; --", "NEAR(", "NEAR(fodbold klub, 2)",
    "fodbold AND", "OR", "NOT", "* ^ :", "name:fodbold", "{a b}", "15-årig", "hvad?", "-", "- -", "ikke",
    "ikke ikke ikke", "mellem og", "7.", "kl", "kl 99:99", "99999999999999999999 år", "0 år", "-1 år",
    "٣ år", "²³ år", "fra 18 til 13 år",
    "½ klasse",
    "👩‍👩‍👧‍👦 ⚽ i Nørrebro", "🏳️‍🌈", "\u202eklub\u202c i Valby", "كرة القدم", "שלום", "足球", "\ufeff",
    "\u0301\u0301\u0301",
    "e\u0301" * 4000, "ﬁ ﬂ ŉ ǰ ΐ", "İ" * 3000, "ß" * 3000, "\x1b[31m", "\r\n\t\v\f", "\ud800", "a\udfffb",
    "fodbold " * 5000, "fodboldklub" * 900, "x" * 10_000, "a-" * 5000, "-" * 10_000, "1 " * 5000, "9" * 10_000,
    "ikke " * 2000, "og " * 3000, "mellem 10 og 15 år " * 500, LONG, LONG.replace(" ", ""), "%s %d {} {0} $(ls) `ls`",
    "<script>alert(1)</script>", "../../etc/passwd", "#fodbold", "fodbold+klub", "#", "+", "stem+stem", "1e309 kr",
]  # fmt: skip


def ask(text: str, index: Index) -> tuple[Understood, Found]:
    understood = understand(text, MONDAY, index)
    found = rank(understood, MONDAY, index)
    describe(understood, index)
    assert Understood.from_facets(understood.facets()) == understood
    assert all(index.directory.offer(match.offer_id) for match in (*found.answer, *found.maybe))
    assert len(found.maybe) <= 3
    return understood, found


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_no_odd_question_raises(text: str, copenhagen: Index, birkeby: Index) -> None:
    ask(text, copenhagen)
    ask(text, birkeby)


anything = st.text(max_size=300)
raw = st.binary(max_size=300).map(lambda data: data.decode("utf-8", "surrogateescape"))
usual = "fodbold piger i Nørrebro på 13 år mandag kl gratis til"
pieces = st.sampled_from([*CORPUS[:60], *usual.split()])
sentences = st.lists(pieces | st.text(max_size=8), max_size=25).map(" ".join)
long = st.tuples(sentences, st.integers(1, 60)).map(lambda pair: pair[0] * pair[1])


@settings(max_examples=400, deadline=None)
@given(anything | raw | sentences | long)
@example("ǰ" * 1500)
def test_no_question_raises(copenhagen: Index, text: str) -> None:
    ask(text, copenhagen)


def test_an_empty_directory_answers_odd_questions_too() -> None:
    from bot.domain.directory import Directory

    index = Index(Directory())
    for text in CORPUS:
        ask(text, index)


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_through_dispatch_every_odd_question_gets_an_answer(text: str, desk: Desk) -> None:
    answer = say(desk, f"/tilbud {text}")
    assert isinstance(answer, Reply)
    assert "fejl" not in (answer.card.title or "").lower()
