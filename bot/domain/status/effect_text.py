"""What the figures can and cannot carry, in plain Danish: by rules, and never that an effort is the cause."""

from collections.abc import Callable, Sequence

from bot.domain.danish_numbers import number, per_cent, percentage_points, signed
from bot.domain.status.periods import Period
from bot.domain.status.series import Change, Series, Track

NO_CAUSE = "de viser ikke, at indsatsen er årsagen"
NOTHING_SEEN = "Der er ikke to tal, som kan sammenlignes."
ONLY_WORDS = "Der er svar, men ingen tal endnu."
_WORDS = "Styregruppens ord for »betydelig nok«"
_LOW = 0.8  # of those expected
_FEW = 3  # periods that a development takes


def of_series(series: Series) -> tuple[str, ...]:
    """First what is seen, then what to mind."""
    if series.empty:
        return ("Der er ingen tal endnu.",)
    if not series.numbered:
        return (ONLY_WORDS,)
    minded = (_few(series), _broken(series), _coverage(series), _hidden(series), _withheld(series),
              _not_added(series), _nested(series), _lengths(series), _no_baseline(series),
              _no_comparison(series))  # fmt: skip
    return tuple(one for one in (_seen(series), *minded, *_enough(series)) if one)


def of_whole(found: Sequence[Series]) -> str:
    """About all indicators together."""
    told = [one for one in found if one.numbered]
    if not told:
        return "Der er ingen tal endnu."
    first, last = min(one.periods[0] for one in told), max(one.periods[-1] for one in told)
    shown, when = sum(not _few(one) for one in told), _between(first, last)
    text = f"Der er for få tal {when} til at vise en udvikling, og "
    if shown:
        all_ = _count(len(found), "indikator", "indikatorer")
        text = f"Tallene {when} viser en udvikling for {number(shown)} af {all_}; "
    counted = (
        (len(found) - len(told), "har ingen tal endnu"),
        (sum(bool(one.breaks) for one in told), "har fået en ny definition undervejs"),
        (sum(bool(_coverage(one)) for one in told), "mangler svar i den seneste periode"),
        (sum(bool(_few(one)) for one in told), "har for få perioder til at vise en udvikling"),
        (sum(bool(_no_baseline(one)) for one in told), "har intet udgangspunkt"),
    )
    weak = [f"{n} {what}" for n, what in counted if n]
    text += f"{NO_CAUSE}." + (f" Af indikatorerne: {', '.join(weak)}." if weak else "")
    return f"{text} Om effekten er betydelig nok, afgør styregruppen."


def _seen(series: Series) -> str:
    tracks = [one for one in series.tracks if one.change]
    if not tracks:
        return NOTHING_SEEN
    head = tracks[0]
    if len(tracks) == 1 or head.place == "*":
        return _developed(head, _at(head) if len(series.tracks) > 1 else "")
    ups, downs = (sum(way(one) for one in tracks) for way in (_rises, _falls))
    parts = [(ups, "steget"), (downs, "faldet"), (len(tracks) - ups - downs, "uændret")]
    told = ", ".join(f"i {n} er det {what}" for n, what in parts if n).replace("er det", "er tallet", 1)
    return f"Af {_count(len(tracks), 'sted', 'steder')}, hvor to tal kan sammenlignes: {told}."


def _developed(track: Track, where: str) -> str:
    """ "Fra 2024 til 2025 er tallet i Lundtoftegade steget fra 70 til 92 (+22) og andelen fra 33 % til 46 % …"."""
    change = track.change
    assert change
    told = _moved(change.before, change.after, number, signed(change.number))
    text = f"{_since(change).capitalize()} er tallet{where} {told}"
    if change.shares is None or change.share is None:
        return f"{text}."
    share = _moved(*change.shares, per_cent, percentage_points(change.share))
    way, _, rest = share.partition(" ")
    return f"{text} og andelen {rest}." if told.startswith(f"{way} fra") else f"{text}, og andelen er {share}."


def _moved(before: float, after: float, written: Callable[[float], str], by: str) -> str:
    if written(before) == written(after):
        return f"uændret ({written(after)})"
    return f"{'steget' if after > before else 'faldet'} fra {written(before)} til {written(after)} ({by})"


def _at(track: Track) -> str:
    """ " i Lundtoftegade", " hos NørreBrobyggerne"; "" for the sum."""
    if track.place == "*":
        return ""
    return f" {'hos' if ':' in track.place else 'i'} {track.name}"


def _rises(track: Track) -> bool:
    return bool(track.change and track.change.number > 0)


def _falls(track: Track) -> bool:
    return bool(track.change and track.change.number < 0)


def _since(change: Change) -> str:
    if change.since is None:
        return f"fra udgangspunktet til {change.until.danish}"
    start = f"udgangspunktet i {change.since.danish}" if change.from_baseline else change.since.danish
    return f"fra {start} til {change.until.danish}"


def _between(first: Period, last: Period) -> str:
    return f"i {first.danish}" if first == last else f"fra {first.danish} til {last.danish}"


def _few(series: Series) -> str:
    numbers = [[one.definition for one in track.points if one.is_number] for track in series.tracks]
    latest = max((one for mine in numbers for one in mine), default=0)
    most = max(mine.count(latest) for mine in numbers)
    if most >= _FEW:
        return ""
    told = _count(most, "periode", "perioder")
    return f"Der er kun tal for {told} med samme definition: for lidt til at vise en udvikling."


def _broken(series: Series) -> str:
    if not series.breaks:
        return ""
    when = " og ".join(one.period.danish for one in series.breaks)
    return f"Definitionen er ny fra {when}: tal før og efter kan ikke sammenlignes."


def _coverage(series: Series) -> str:
    if not series.coverage:
        return ""
    last = series.coverage[-1]
    if last.answered >= _LOW * last.expected:
        return ""
    if not last.answered:
        return f"Der er ingen tal for {last.period.danish}, så billedet er ufuldstændigt."
    return f"Der er kun tal fra {last.text} i {last.period.danish}, så billedet er ufuldstændigt."


def _hidden(series: Series) -> str:
    hidden = any(one.hidden for track in (*series.tracks, *series.comparisons) for one in track.points)
    return "Små tal er skjult, og det, der kunne afsløre dem." if hidden else ""


def _withheld(series: Series) -> str:
    if not series.withheld:
        return ""
    when = " og ".join(one.danish for one in series.withheld)
    return (
        f"Tal for {when} står, som de stod i et tidligere papir: med det, der er rettet eller kommet til siden, "
        "kunne et lille tal regnes ud."
    )


def _not_added(series: Series) -> str:
    if len(series.tracks) < 2 or series.tracks[0].place == "*":
        return ""
    if series.indicator.about_people:
        return "Den samme person kan tælle flere steder og i flere perioder, så der er ingen sum."
    return "Tallene kan ikke lægges sammen."


def _nested(series: Series) -> str:
    if not series.nested:
        return ""
    told = " og ".join(f"{_and(inner)} ligger i {outer}" for outer, inner in series.nested)
    return f"{told} og tæller også med dér."


def _and(names: Sequence[str]) -> str:
    return " og ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _lengths(series: Series) -> str:
    return "Tal for perioder af en anden længde er ikke taget med." if series.other_lengths else ""


def _no_baseline(series: Series) -> str:
    written = series.whole is not None or any(one.goal and one.goal.baseline is not None for one in series.tracks)
    return "" if written else "Der er ikke skrevet noget udgangspunkt."


def _no_comparison(series: Series) -> str:
    given = any(point.definition for track in series.comparisons for point in track.points)
    return "" if given else "Der er intet at sammenligne med uden for indsatsen."


def _enough(series: Series) -> list[str]:
    """The steering group's own words, beside the number; whether it is reached is theirs to say."""
    goals = {one.goal: one for one in series.tracks if one.goal and one.goal.enough}
    found = [
        f"{_WORDS}{_where(track)}: {_quoted(goal.enough)} Seneste tal: {track.latest.text}."
        for goal, track in goals.items()
        if goal and track.latest
    ]
    if series.whole and series.whole.enough:
        found.append(f"{_WORDS}: {_quoted(series.whole.enough)} Der er intet samlet tal at holde det op imod.")
    return found


def _quoted(words: str) -> str:
    return f"»{words}«" if words.endswith((".", "!", "?")) else f"»{words}«."


def _where(track: Track) -> str:
    return f" i {track.name}" if track.goal and track.goal.area else ""


def _count(n: int, one: str, many: str) -> str:
    return f"{number(n)} {one if n == 1 else many}"

