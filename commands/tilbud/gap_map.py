"""/tilbud huller: the gap map for administrators and boards, and beneath it the sentences sent on purpose."""

from collections.abc import Sequence
from typing import TypeVar

from bot.cards import Button, Card, Item, Line, Values
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.gap_map import NO_TOPIC, GapMap, Row, gap_map
from bot.domain.offer_text import danish_day
from bot.domain.organisation import ADMINISTRATORS
from bot.store import SentenceRecord

_T = TypeVar("_T")
_FIRST = 4  # rows of each list on the first card
_SENTENCES = 3
_PAGE = 8
_LISTS = {"area": "Steder", "age": "Aldre", "topic": "Emner", "combination": "Sted, alder og emne"}


@action(ADMINISTRATORS, word="huller")
def gaps(ask: Ask, desk: Desk) -> Answer:
    """/tilbud huller: what was not found, counted by area, age and topic, and together."""
    found, sent = _map(desk), _sentences(desk)
    if not found.total and not sent:
        return Reply(Card.done("Ingen huller endnu", "Alle spørgsmål har fået et svar."))
    counted = [_counted(by, found) for by in ("area", "age", "topic") if found.total]
    return Reply(
        Card(
            "Huller i tilbuddene",
            lines=(_summary(found), "Her står kun sted, alder og emne – aldrig, hvad nogen skrev, eller hvem."),
            items=(*counted, *_together(found), *_sent(sent)),
            buttons=(
                *_all("combination", len(found.combination)),
                *(
                    (Button(f"Alle sætninger ({len(sent)})", "tilbud.sentences", {"start": 0}),)
                    * (len(sent) > _SENTENCES)
                ),
                Button("Søgeord", "tilbud.search_words", label="Se de søgeord, der er tilføjet"),
                *((Button("Hent som Excel", "tilbud.gaps_file"),) if found.total else ()),
            ),
        )
    )


@action(ADMINISTRATORS)
def gap_rows(ask: Ask, desk: Desk, by: str, start: int) -> Answer:
    """One list of the map, eight rows at a time."""
    if by not in _LISTS:
        raise Refusal("Den liste findes ikke. Skriv /tilbud huller for at se dem, der gør.")
    rows = _rows(by, _map(desk))
    shown = _page(rows, start)
    lines = [f"Nr. {start + 1}–{start + len(shown)} af {len(rows)}. Tallet er antal spørgsmål uden svar."]
    return Reply(
        Card(
            f"Huller: {_LISTS[by].lower()}",
            lines=tuple(lines),
            facts=() if by in ("topic", "combination") else tuple((row.name, _told(row)) for row in shown),
            items=tuple(map(_combination, shown)) if by in ("topic", "combination") else (),
            buttons=_next(len(rows), start, "tilbud.gap_rows", by=by),
        )
    )


@action(ADMINISTRATORS)
def sentences(ask: Ask, desk: Desk, start: int) -> Answer:
    """The sentences, the latest first, eight at a time."""
    sent = _sentences(desk)
    if not sent:
        return Reply(Card("Ingen sætninger", lines=("Ingen har sendt ordlyden af et spørgsmål.",)))
    shown = _page(sent, start)
    return Reply(
        Card(
            "Sendt til redaktionen",
            items=tuple(map(_sentence, shown)),
            buttons=_next(len(sent), start, "tilbud.sentences"),
        )
    )


def _map(desk: Desk) -> GapMap:
    return gap_map(desk.store.gaps.all(), desk.index.current(), desk.store.taught.all())


def _sentences(desk: Desk) -> tuple[SentenceRecord, ...]:
    """Those that have not expired, the latest first."""
    return tuple(one for one in reversed(desk.store.sentences.all()) if one.expires > desk.now)


def _rows(by: str, found: GapMap) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(found, by)
    return rows


def _page(rows: Sequence[_T], start: int) -> Sequence[_T]:
    if not 0 <= start < max(1, len(rows)):
        raise Refusal("Listen er ikke så lang. Skriv /tilbud huller for at se den forfra.")
    return rows[start : start + _PAGE]


def _next(total: int, start: int, action: str, **values: str) -> tuple[Button, ...]:
    rest = total - start - _PAGE
    return (Button(f"Flere ({rest})", action, {**values, "start": start + _PAGE}, "primary"),) if rest > 0 else ()


def _summary(found: GapMap) -> Line:
    if found.since is None:
        return "Alle spørgsmål har fået et svar."
    since = danish_day(found.since)
    return (
        f"{found.total} spørgsmål uden svar siden {since}." if found.total > 1 else f"1 spørgsmål uden svar, {since}."
    )


def _counted(by: str, found: GapMap) -> Item:
    """The first rows of a list, as names and counts."""
    rows = _rows(by, found)
    return Item(_LISTS[by], facts=tuple((row.name, _told(row)) for row in rows[:_FIRST]), buttons=_all(by, len(rows)))


def _together(found: GapMap) -> tuple[Item, ...]:
    """What was asked for most often in one question."""
    rows = found.combination[:_FIRST]
    advice = "Findes der et tilbud, så tilføj de ord, folk bruger. Ellers mangler det i virkeligheden."
    return (Item("Oftest i samme spørgsmål", lines=(advice,)), *map(_combination, rows)) if rows else ()


def _sent(sent: Sequence[SentenceRecord]) -> tuple[Item, ...]:
    """The latest sentences."""
    advice = "Sendt med vilje af den, der spurgte. Hver slettes af sig selv."
    return (Item("Sætninger", lines=(advice,)), *map(_sentence, sent[:_SENTENCES])) if sent else ()


def _all(by: str, total: int) -> tuple[Button, ...]:
    values: Values = {"by": by, "start": 0}
    text = f"Alle ({total})" if by != "combination" else f"Alle kombinationer ({total})"
    return (Button(text, "tilbud.gap_rows", values, label=f"{text}: {_LISTS[by].lower()}"),) if total > _FIRST else ()


def _told(row: Row) -> str:
    return f"{row.count} · {row.failed}"


def _combination(row: Row) -> Item:
    """What was asked for together, and the way to attach words for it."""
    times = "1 gang" if row.count == 1 else f"{row.count} gange"
    attach = Button("Tilføj søgeord", "tilbud.attach", {"gap": row.latest}, label=f"Tilføj søgeord: {row.name}")
    return Item(row.name, small=(f"{times} · {row.failed}",), buttons=(attach,) if row.name != NO_TOPIC else ())


def _sentence(one: SentenceRecord) -> Item:
    return Item(
        f"»{one.text}«",
        small=(f"Slettes {danish_day(one.expires)}",),
        buttons=(Button("Tilføj søgeord", "tilbud.attach", {"sentence": one.id}, label="Tilføj søgeord: sætningen"),),
    )
