"""What changed between two versions of a paper, in Danish sentences; only what both show, so no hidden number."""

from collections.abc import Iterator, Mapping

from bot.domain.status.reports import State
from bot.domain.status.snapshot import Reported, Snapshot

WITHHELD = (
    "det, der er rettet eller kommet til, er ikke taget med, for sammen med det tidligere papir kunne et lille tal "
    "regnes ud."
)


def changes(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Answers, texts and figures, in the paper's order."""
    earlier = {one.reporter: one for one in before.reported}
    found = [one for new in after.reported for one in _reported(earlier.get(new.reporter), new)]
    now = {one.reporter for one in after.reported}
    found += [f"{one.name} er ikke længere med." for one in before.reported if one.reporter not in now]
    found += _figures(before, after)
    found += [f"»{one.name}«, {period}: {WITHHELD}" for one in after.measured for period in one.withheld]
    found += _money(before, after)
    return tuple(found)


def _reported(old: Reported | None, new: Reported) -> Iterator[str]:
    if old is None:
        yield f"{new.name} er kommet med."
        return
    if not old.at and new.at:
        yield f"{new.name} har svaret." if new.state == State.ANSWERED else f"{new.name} har meldt »intet nyt«."
        return
    if old.state != new.state and new.at:
        yield f"{new.name} har svaret i stedet for »intet nyt«."
    texts = {one.title: one for one in old.texts}
    for text in new.texts:
        before = texts.get(text.title)
        if before is None or (before.text, before.answered) != (text.text, text.answered):
            yield f"Teksten »{text.title}« fra {new.name} er ændret."
    for what, shown in _told(new).items():
        then = _told(old).get(what)
        if then is not None and then != shown:
            yield f"Tallet »{what}« fra {new.name} er ændret fra {then} til {shown}."
        elif then is None:
            yield f"Tallet »{what}« fra {new.name} er kommet til: {shown}."


def _told(one: Reported) -> Mapping[str, str]:
    return {f"{figure.name}{f', {figure.area}' if figure.area else ''}": figure.shown for figure in one.figures}


def _figures(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """In the series, unless the answers told of it already: a series holds what others gave, and earlier periods."""
    earlier = {one.indicator: one for one in before.measured}
    last = after.period.casefold()
    for new in after.measured:
        old = earlier.get(new.indicator)
        if old is None:
            continue
        then = {(name, one): cell for name, cells in old.rows for one, cell in zip(old.periods, cells, strict=True)}
        for name, cells in new.rows:
            for period, cell in zip(new.periods, cells, strict=True):
                was = then.get((name, period))
                if was is not None and was != cell and period.casefold() != last:
                    yield f"»{new.name}«, {name}, {period}, er ændret fra {was} til {cell}."


def _money(before: Snapshot, after: Snapshot) -> Iterator[str]:
    earlier = {one.initiative: one for one in before.money}
    for new in after.money:
        old = earlier.get(new.initiative)
        if old is not None and old != new:
            yield f"Økonomien for »{new.initiative}« er ændret."
