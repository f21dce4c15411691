"""Keep a forgotten name and e-mail address away, without keeping them."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

PRIVATE = ("name", "email")


def marks(row: Mapping[str, Any]) -> list[str]:
    """A salt, and hashes of all names and addresses forgotten here: they tell when an import brings one back."""
    salt, *known = row["forgotten"] or [secrets.token_hex(16)]
    return [salt, *known, *(_mark(salt, row[name]) for name in PRIVATE if row[name])]


def without_forgotten(row: dict[str, Any], forgotten: Sequence[str] | None) -> dict[str, Any]:
    """An imported row without name and address if either was forgotten; a successor's are new and stay."""
    if not forgotten:
        return row
    salt, *known = forgotten
    if any(row[name] and _mark(salt, row[name]) in known for name in PRIVATE):
        return row | dict.fromkeys(PRIVATE) | {"digest": ""}  # a digest is made of them
    return row


def _mark(salt: str, text: str) -> str:
    plain = " ".join(text.casefold().split())
    return hashlib.scrypt(plain.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=16).hex()
