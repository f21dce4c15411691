"""The columns of offers as a table: Danish headings, what each cell may say, and how it is written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.areas import Areas
from bot.domain.offers import Offer
from bot.transfer import hours
from bot.transfer.problems import Wrong, shown
from bot.transfer.values import trimmed

AGES = "Aldersgruppe"  # read only: "10-14" says both ages
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_BOTH_AGES = re.compile(r"([0-9]{1,3})(?:-|–|til)([0-9]{1,3})")
_FROM_AGE = re.compile(r"(?:fra)?([0-9]{1,3})(?:\+|-|–|ogop|ogopefter|ogældre)|fra([0-9]{1,3})")
_TO_AGE = re.compile(r"(?:op)?til([0-9]{1,3})|-([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, other headings that mean the same, its cells' way in and out.

    `read` gives a value of the JSON file's shape; what it cannot make sense of it passes on, to be refused there.
    """

    heading: str
    others: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


def listed(cell: str) -> list[str]:
    """ "fodbold, dans" → two texts; a semicolon or a line break also separates."""
    return [text for part in re.split(r"[,;\n]", cell) if (text := trimmed(part))]


def _number(cell: str) -> Any:
    """ "12 år" → 12, "1.250,50 kr." → 1250.5, "gratis" → 0; anything else stays text."""
    bare = re.sub(r"\s", "", cell.casefold())
    bare = re.sub(r"^kr\.?|(?:,-+)?(?:år|kr\.?|dkk)?$", "", bare)
    if bare == "gratis":
        return 0
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", bare) or "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    if re.fullmatch(r"-?[0-9]{1,15}", bare):
        return int(bare)
    return float(bare) if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", bare) else cell


def _price(value: float) -> str:
    return f"{value:.2f}".removesuffix(".00").replace(".", ",")


def _date(cell: str) -> str:
    """ "3.12.2026" → "2026-12-03"; anything else stays as it is, to be refused as it was written."""
    match = re.fullmatch(r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+((?:19|20)[0-9]{2})", cell)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else cell
    except ValueError:  # there is no such day
        return cell


def _url(cell: str) -> str:
    return f"https://{cell}" if cell.casefold().startswith("www.") else cell


def _postal_code(cell: str) -> str:
    return re.sub(r"^(?:dk[- ]?)(?=[0-9])", "", cell, flags=re.I)


def _list(value: tuple[str, ...]) -> str:
    return ", ".join(value)


COLUMNS: dict[str, Column] = {
    "name": Column("Navn", "Tilbud; Tilbuddets navn; Titel; Aktivitet"),
    "summary": Column("Resumé", "Kort beskrivelse; Kort om; Manchet"),
    "description": Column("Beskrivelse", "Om tilbuddet; Lang beskrivelse"),
    "organisation": Column("Organisation", "Arrangør; Forening; Udbyder; Hvem"),
    "areas": Column("Områder", "Område; Bydel; Bydele; Kvarter; Boligområde; Boligområder", listed, _list),
    "place": Column("Sted", "Mødested; Lokale; Hvor"),
    "address": Column("Adresse", "Vej; Gade; Gadenavn"),
    "postal_code": Column("Postnr.", "Postnummer; Post nr", _postal_code),
    "city": Column("By", "Postdistrikt; Bynavn"),
    "min_age": Column("Alder fra", "Fra alder; Min. alder; Minimumsalder; Laveste alder; Alder min", _number),
    "max_age": Column("Alder til", "Til alder; Maks. alder; Max. alder; Højeste alder; Alder maks", _number),
    "audience": Column("Målgruppe", "Målgrupper; For hvem", listed, _list),
    "topics": Column("Emner", "Emne; Emneord; Nøgleord; Tags; Kategori; Kategorier", listed, _list),
    "schedule": Column("Tider", "Tid; Tidspunkt; Åbningstid; Åbningstider; Hvornår", hours.from_text, hours.to_text),
    "schedule_note": Column("Tider (bemærkning)", "Bemærkning til tider; Tider note; Tid bemærkning"),
    "price_dkk": Column("Pris (kr.)", "Pris; Pris i kr.; Pris i kroner; Pris DKK; Kontingent", _number, _price),
    "price_note": Column("Pris (bemærkning)", "Bemærkning til pris; Pris note"),
    "signup": Column("Tilmelding", "Sådan tilmelder du dig; Sådan tilmelder man sig"),
    "phone": Column("Telefon", "Tlf.; Tlf. nr.; Telefonnr.; Telefonnummer; Mobil"),
    "email": Column("E-mail", "Mail; E-post; Mailadresse; E-mailadresse"),
    "url": Column("Hjemmeside", "Website; Webside; Webadresse; Web; Link; www", _url),
    "source_url": Column("Kilde", "Kilde link; Kilde URL; Kildeadresse", _url),
    "source_date": Column("Kildedato", "Kildens dato; Dato; Opdateret; Sidst opdateret", _date),
    "source_note": Column("Kildenote", "Kilde (bemærkning); Kilde note; Bemærkning til kilde"),
    "kind": Column("Type", "Slags; Art"),
    "id": Column("Id", "Nummer; Tilbuds-id; Kode"),
}


def _key(heading: str) -> str:
    """What is left of a heading when case, spaces and punctuation are not counted."""
    text = unicodedata.normalize("NFC", heading).casefold().replace("é", "e")
    return "".join(c for c in text if c.isalnum())


_KNOWN = {
    _key(heading): field for field, c in COLUMNS.items() for heading in [c.heading, *c.others.split(";"), field]
} | {_key(heading): AGES for heading in (AGES, "Alder", "Aldre", "Aldersgrupper", "Alder fra-til")}


def field_of(heading: str) -> str | None:
    """The field that a heading means (AGES for both ages), or None."""
    return _KNOWN.get(_key(heading))


def heading_of(field: str) -> str:
    """The heading under which people know a field; what is no field stays as it is."""
    return COLUMNS[field].heading if field in COLUMNS else field


def read_cells(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str | None, Wrong]]]:
    """A row's cells by field → the row in the JSON file's shape, and what is wrong with it."""
    raw: dict[str, Any] = {}
    found: list[tuple[str | None, Wrong]] = []
    for field, written in cells.items():
        cell = trimmed(written)
        cell = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
        if cell:
            try:
                raw |= _ages(cell) if field == AGES else {field: COLUMNS[field].read(cell)}
            except Wrong as wrong:
                found.append((field, wrong))
    return raw, found


def _ages(cell: str) -> dict[str, int]:
    bare = re.sub(r"\s|år", "", cell.casefold())
    if both := _BOTH_AGES.fullmatch(bare):
        return {"min_age": int(both[1]), "max_age": int(both[2])}
    if low := _FROM_AGE.fullmatch(bare):
        return {"min_age": int(low[1] or low[2])}
    if high := _TO_AGE.fullmatch(bare):
        return {"max_age": int(high[1] or high[2])}
    if re.fullmatch(r"[0-9]{1,3}", bare):
        return {"min_age": int(bare), "max_age": int(bare)}
    raise Wrong(f"{shown(cell)} kan ikke læses som aldre.", 'Skriv fx "10-14", "10+" eller "til 14".')


def row_of_cells(offer: Offer, areas: Areas, ids: Mapping[str, str]) -> list[str]:
    """The offer's cells in the order of COLUMNS; `ids` is `area_ids(areas)`, to name areas as people do."""
    cells = []
    for field, column in COLUMNS.items():
        value = getattr(offer, field)
        if field == "areas":
            value = tuple(_area_name(area, areas, ids) for area in value)
        cell = "" if value is None else column.write(value)
        cells.append(harmless(cell))
    return cells


def area_ids(areas: Areas) -> dict[str, str]:
    """Ids by what people may write for an area, in lower case: an alias or name that is only its own, its id."""
    aliases = _only_one((alias, area.id) for area in areas for alias in area.aliases)
    names = _only_one((area.name, area.id) for area in areas)
    return aliases | names | {area.id.casefold(): area.id for area in areas}


def _only_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    ids: dict[str, set[str]] = {}
    for name, area in named:
        ids.setdefault(name.casefold(), set()).add(area)
    return {name: found.pop() for name, found in ids.items() if len(found) == 1}


def _area_name(area: str, areas: Areas, ids: Mapping[str, str]) -> str:
    name = areas[area].name if area in areas else area
    return name if listed(name) == [name] and ids.get(name.casefold()) == area else area


def harmless(cell: str) -> str:
    """A cell of a text file with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
