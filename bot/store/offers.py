"""Offers that persons edit, and who set which field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import select, update

from bot.store import audit
from bot.store.engine import Database, directory_changed, next_version
from bot.store.records import OFFERS, Origin
from bot.store.tables import offers


class Offers:
    """The offers one by one; all of them are in the directory. Unknown ids raise KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def edit(
        self, offer_id: str, fields: Mapping[str, Any], by: Literal["owner", "administrator"], actor: str
    ) -> None:
        """Set fields (not the id) to values of their types in Offer, together; later imports leave them alone."""
        if wrong := fields.keys() - {*OFFERS.names[1:]}:
            raise ValueError(f"An offer's {', '.join(sorted(wrong))} cannot be edited")
        with self._database.changing_directory() as connection:
            stored = connection.execute(select(offers).where(offers.c.id == offer_id)).one_or_none()
            if stored is None:
                raise KeyError(offer_id)
            row = OFFERS.row(replace(OFFERS.value(stored), **fields))
            OFFERS.digest(row)  # refuses what cannot be stored; the digest itself stays the last import's
            edited = {**(stored.edited or {}), **dict.fromkeys(fields, by)}
            values = {name: row[name] for name in fields} | {"edited": edited, "version": next_version(connection)}
            connection.execute(update(offers).where(offers.c.id == offer_id).values(values))
            changes = {name: (getattr(stored, name), row[name]) for name in fields}
            now = self._database.now()
            audit.write(connection, [audit.entry(now, actor, "update", OFFERS.kind, offer_id, changes)])
            directory_changed(connection, offers_only=True)

    def origins(self, offer_id: str) -> Mapping[str, Origin]:
        """Who set each field last."""
        with self._database.reading() as connection:
            row = connection.execute(select(offers.c.edited).where(offers.c.id == offer_id)).one_or_none()
        if row is None:
            raise KeyError(offer_id)
        edited: Mapping[str, Origin] = row.edited or {}
        return {name: edited.get(name, "import") for name in OFFERS.names[1:]}
