"""A paper as PDF: tagged, PDF/A-2a and PDF/UA-1, in Danish; the same paper gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.documents.letters import legible
from bot.domain.status.blocks import Block, Heading, Items, Paper, Paragraph, Picture, Table
from bot.domain.status.danish import moment

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARDS = ("a-2a", "ua-1")


def pdf(paper: Paper) -> bytes:
    """The file."""
    made = _compiled(paper, "pdf")
    assert isinstance(made, bytes)
    return made


def pages(paper: Paper, ppi: float = 90) -> list[bytes]:
    """Every page as a PNG picture, to look at."""
    made = _compiled(paper, "png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compiled(paper: Paper, format: str, **options: Any) -> Any:
    import typst

    if format == "pdf":
        at = moment(paper.made).astimezone(UTC)
        options |= {"pdf_standards": list(STANDARDS), "timestamp": int(at.timestamp())}
    return typst.compile(
        _template(), sys_inputs={"paper": json.dumps(values(paper), ensure_ascii=False)}, format=format,
        font_paths=[], ignore_system_fonts=True, **options,
    )  # type: ignore[call-overload]  # fmt: skip


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def values(paper: Paper) -> Mapping[str, Any]:
    """What the template is given: text only, and every letter of it is one that the fonts have."""
    at = moment(paper.made)
    given = _clean(asdict(paper) | {"blocks": None})
    return {
        **given,
        "name": legible(paper.name),
        "day": {"year": at.year, "month": at.month, "day": at.day},
        "blocks": [
            _block(*around)
            for around in zip((None, *paper.blocks[:-1]), paper.blocks, (*paper.blocks[1:], None), strict=True)
        ],
    }


def _block(before: Block | None, one: Block, then: Block | None) -> Mapping[str, Any]:
    """A block; what says what comes next stays on the same page as that."""
    under_heading = isinstance(before, Heading) and isinstance(one, Paragraph) and one.small
    sticky = under_heading or isinstance(then, Table | Items | Picture)
    kept = {}
    if isinstance(one, Picture):  # drawn by us, and markup of its own
        kept = {"svg": one.svg, "alt": legible(one.alt) or "Diagram"}
    if isinstance(one, Heading) and not legible(one.text):
        kept = {"text": "–"}  # a heading must say something
    return {**_clean(asdict(one)), **kept, "kind": type(one).__name__.lower(), "sticky": sticky}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value
