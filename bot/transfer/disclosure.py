"""Writes everything about a person, a plan or a period to one zip: tables to read, the same as JSON, the papers."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from bot.domain.calendar import COPENHAGEN
from bot.domain.status.danish import written_moment
from bot.store import Store
from bot.store.disclosing import About, Rows
from bot.transfer.exporting import replace_file
from bot.transfer.problems import TransferError
from bot.transfer.workbook import Sheet, write_sheets

README = """Indsigt i det, Vejviser gemmer

Udtrukket {at}.
{what}

oplysninger.xlsx   en fane for hver slags oplysning
oplysninger.json   det samme til maskiner
papirer/           de papirer til bydelsbestyrelserne, som oplysningerne indgår i

Læs det igennem, før det udleveres: tekster og papirer kan også handle om andre.
"""


def export_disclosure(store: Store, about: About, path: Path) -> int:
    """Write the zip; how many pieces of information it holds. Raises TransferError."""
    if path.suffix.casefold() != ".zip":
        raise TransferError(f"Jeg kan ikke skrive {path.name}: giv filen endelsen .zip.")
    about = _known(store, about)
    found = store.disclosure.about(about)
    replace_file(path, lambda file: write_disclosure(file, store, about, found), rights=0o600)
    return sum(map(len, found.values()))


def _known(store: Store, about: About) -> About:
    """With the person's id instead of a title or an address; what is unknown is not said to have nothing."""
    person, plans = store.people.named(about.person), [plan.id for plan in store.directory().organisation.plans]
    if about.person and person is None:
        raise TransferError(f"Personen {about.person} kender jeg ikke. Skriv titlen, arbejdsmailen eller id'et.")
    if about.plan and about.plan not in plans:
        raise TransferError(f"Helhedsplanen {about.plan} kender jeg ikke. Jeg kender {', '.join(plans) or 'ingen'}.")
    return replace(about, person=person.id if person else "")


def write_disclosure(file: BinaryIO, store: Store, about: About, found: Rows) -> None:
    """The zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        at = written_moment(store.now().astimezone(COPENHAGEN).isoformat())
        archive.writestr("læs-mig.txt", README.format(at=at, what=_said(about)))
        archive.writestr("oplysninger.json", json.dumps(found, ensure_ascii=False, indent=1))
        archive.writestr("oplysninger.xlsx", _spreadsheet(found))
        for paper in found.get("Papirer", []):
            files = store.papers.files(paper["id"])
            if files is not None:
                name = f"papirer/{paper['number'] or 'udkast-' + str(paper['id'])}-version-{paper['version']}"
                archive.writestr(f"{name}.docx", files.docx)
                archive.writestr(f"{name}.pdf", files.pdf)


def _said(about: About) -> str:
    parts = (
        f"Person: {about.person}" if about.person else "",
        f"Helhedsplan: {about.plan}" if about.plan else "",
        f"Fra og med: {about.first}" if about.first else "",
        f"Til og med: {about.last}" if about.last else "",
    )
    return "\n".join(part for part in parts if part)


def _spreadsheet(found: Rows) -> bytes:
    contents: Sheet = ((("Oplysning", 40), ("Antal", 10)), [(name, len(rows)) for name, rows in found.items()])
    file = BytesIO()
    write_sheets(file, {"Indhold": contents} | {name[:31]: _table(rows) for name, rows in found.items()})
    return file.getvalue()


def _table(rows: list[dict[str, Any]]) -> Sheet:
    return [(name, 20) for name in rows[0]], [[_text(value) for value in row.values()] for row in rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
