"""What a sentence is weighed by: its words, their kinds, rows of them, and what stands around whoever is told of."""

from collections.abc import Iterator

from bot.domain.soft_check.reading import Word

Trait = tuple[str, int, int]  # what it is, and the first and the last word that show it

SIZE = 1 << 18  # numbers that traits are given

_PERSONS = {"NAME", "CAPITAL", "CHILD", "CERTAIN", "KIN", "PRONOUN", "INITIAL", "TITLE", "AGE", "PERSON"}
_FIRST = (  # of several kinds, the one that counts in a row
    *("NAME", "CAPITAL", "INITIAL", "PRONOUN", "CERTAIN", "CHILD", "KIN", "PERSON", "TITLE", "FAMOUS", "ILLNESS"),
    *("OFFENCE", "TROUBLE", "SEVERAL", "FATE"),
)
_SMALL = set(
    """
    i på fra til med af om ved hos for over under efter før og eller men at som der hvis hvor når fordi da så er var
    har havde blev bliver skal vil kan må fik får går kommer bor hedder en et den det de vi man jeg du min mit vores
    hans hendes sin sit sine ikke kun også igen nu lige ham hende han hun mor far . , : ? ! ( ) " » « - –
    """.split()  # noqa: SIM905  words read better without quotes
)
_AROUND = (-3, -2, -1, 1, 2, 3, 4)  # words whose place beside a person tells
_WITHIN = 10  # words from a person, whose place does not
_PAIRED = 25  # words of a kind after one, that are paired with it


def traits(words: list[Word]) -> Iterator[Trait]:
    """The traits of a sentence's words."""
    rows = [_in_row(word) for word in words]
    yield from _of_words(words)
    yield from _of_rows(words, rows)
    yield from _of_pairs(words)
    yield from _of_persons(words, rows)


def _of_words(words: list[Word]) -> Iterator[Trait]:
    for at, word in enumerate(words):
        yield f"d:{word.shown}", at, at
        for kind in word.kinds:
            yield f"c:{kind}", at, at
        if word.spoken:
            low = word.low
            if len(low) > 4:
                yield f"p:{low[:5]}", at, at
                yield f"s:{low[-4:]}", at, at
            if len(low) > 7:
                marked = f"^{low[:30]}$"
                for begin in range(len(marked) - 5):
                    yield f"g:{marked[begin : begin + 6]}", at, at


def _of_rows(words: list[Word], rows: list[str]) -> Iterator[Trait]:
    for at in range(len(words) - 1):
        yield f"b:{words[at].shown} {words[at + 1].shown}", at, at + 1
        yield f"B:{rows[at]} {rows[at + 1]}", at, at + 1
        if at + 2 < len(words):
            yield f"t:{' '.join(rows[at : at + 3])}", at, at + 2
            yield f"k:{words[at].shown} _ {words[at + 2].shown}", at, at + 2
        if at + 3 < len(words):
            yield f"q:{' '.join(rows[at : at + 4])}", at, at + 3
    yield f"a:{' '.join(rows[:2])}", 0, 0
    yield f"A:{' '.join(rows[:3])}", 0, 0


def _of_pairs(words: list[Word]) -> Iterator[Trait]:
    told = [(at, [*word.kinds - {"BEGINS"}]) for at, word in enumerate(words) if word.kinds - {"BEGINS"}]
    for n, (at, ones) in enumerate(told):
        for after, others in told[n + 1 : n + 1 + _PAIRED]:
            for one in ones:
                for other in others:
                    pair = f"{one}>{other}"
                    yield f"P:{pair}", at, after
                    if after - at <= 5:
                        yield f"Q:{pair}", at, after
                    if after - at <= 2:
                        yield f"R:{pair}", at, after


def _of_persons(words: list[Word], rows: list[str]) -> Iterator[Trait]:
    for at, word in enumerate(words):
        if not word.kinds & _PERSONS:
            continue
        person = rows[at] if rows[at][0].isupper() else min(word.kinds & _PERSONS)
        for off in _AROUND:
            if 0 <= at + off < len(words):
                other = words[at + off]
                yield f"W{off}:{person}|{other.shown}", min(at, at + off), max(at, at + off)
                for kind in other.kinds:
                    yield f"V{off}:{person}|{kind}", min(at, at + off), max(at, at + off)
            else:
                yield f"W{off}:{person}|$", at, at
        for near in range(max(0, at - _WITHIN), min(len(words), at + _WITHIN + 1)):
            if near != at and words[near].spoken:
                side = ">" if near > at else "<"
                yield f"X{side}{person}|{words[near].low[:6]}", min(at, near), max(at, near)


def _in_row(word: Word) -> str:
    """What stands for the word in a row of words."""
    if word.shown[0].isupper():
        return word.shown + ("+" if "LIKE" in word.kinds else "-" if "UNLIKE" in word.kinds else "")
    kind = next((kind for kind in _FIRST if kind in word.kinds), None)
    if kind and (kind == "KIN" or word.low not in _SMALL):
        return kind
    return word.low if word.low in _SMALL or not word.low[0].isalpha() else "w"
