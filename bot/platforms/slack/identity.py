"""Who asks: a Slack user becomes a Person, or nobody. What Slack says of them is believed for a day."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.chat import Account, Desk
from bot.domain.organisation import Person
from bot.store import AccountRecord

FRESH = timedelta(hours=24)
FRESH_REFUSAL = timedelta(minutes=10)  # so that somebody who has just been registered need not wait till tomorrow
STAFF = "Medarbejder"  # the title of those who are not registered


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a user; `email` is None where it is hidden, missing or not confirmed."""

    standing: str
    email: str | None = None


def known(account: Account, desk: Desk) -> AccountRecord | None:
    """What was learnt of the account, if that is still to be believed."""
    record = desk.store.accounts.get(account.platform, account.id)
    if record is None:
        return None
    welcome = record.person_id or record.standing == "member"
    return record if desk.now - record.checked_at < (FRESH if welcome else FRESH_REFUSAL) else None


def profile(user: Mapping[str, Any], team: str) -> Profile:
    """Slack's user object (users.info) as seen from our workspace: member, guest, stranger, bot or deactivated."""
    teams = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    if user.get("deleted"):
        return Profile("deactivated")
    if user.get("is_bot") or user.get("is_workflow_bot") or user.get("id") == "USLACKBOT":
        return Profile("bot")
    if user.get("is_stranger") or team not in teams:
        return Profile("stranger")
    confirmed = user.get("is_email_confirmed", True)
    email = (user.get("profile") or {}).get("email") if confirmed else None
    return Profile("guest" if user.get("is_restricted") or user.get("is_ultra_restricted") else "member", email)


def learn(account: Account, found: Profile, desk: Desk) -> AccountRecord:
    """Keep what Slack said. A guest is only welcome as a registered person of an approved e-mail domain."""
    welcome = found.standing == "member" or (found.standing == "guest" and _approved(found.email, desk))
    person = desk.store.people.by_email(found.email) if found.email and welcome else None
    record = AccountRecord(account.platform, account.id, person.id if person else None, found.standing, desk.now)
    desk.store.accounts.put(record)
    return record


def whose(record: AccountRecord, desk: Desk) -> Person | None:
    """The person whose account it is; any other member of the workspace is staff, anybody else nobody."""
    person = desk.store.people.find(record.person_id) if record.person_id else None
    return person or (Person(_alias(record, desk), STAFF) if record.standing == "member" else None)


def _alias(record: AccountRecord, desk: Desk) -> str:
    """An id for a user who is not registered, the same wherever that user asks, and never a registered person's.

    Nobody can tell the user from it without the app's token; a new token gives new ones.
    """
    key, user = desk.settings.slack_bot_token, record.id.rpartition("/")[2]
    assert key
    return f"~{hmac.digest(key.get_secret_value().encode(), f'alias {user}'.encode(), 'sha256').hex()[:32]}"


def _approved(email: str | None, desk: Desk) -> bool:
    domain = (email or "").rpartition("@")[2].casefold()
    return domain in {approved.casefold().lstrip("@") for approved in desk.settings.slack.guest_domains}
