"""Personal links: a secret that opens one button, form or calendar for one person. What is kept of it is no secret.

A token is 16 random bytes and their signature, so that a forged one is refused without asking the store. The store
knows it by its `mark`, a hash; a new key ends every link.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

_HALF = 16  # bytes: random, and of the signature
LENGTH = 43  # letters of a token


def token(key: str) -> str:
    """A new secret, made for addresses: letters, digits, - and _."""
    random = secrets.token_bytes(_HALF)
    return urlsafe_b64encode(random + _signature(random, key)).decode().rstrip("=")


def genuine(given: str, key: str) -> bool:
    """Whether a token was made with that key."""
    if len(given) != LENGTH or not given.isascii():
        return False
    try:
        raw = urlsafe_b64decode(given + "=")
    except ValueError:
        return False
    written = urlsafe_b64encode(raw).decode().rstrip("=")  # several ways to write the same bytes: only ours counts
    return written == given and hmac.compare_digest(raw[_HALF:], _signature(raw[:_HALF], key))


def mark(given: str) -> str:
    """What the store knows a token by."""
    return hashlib.sha256(given.encode()).hexdigest()


def holder(given: str, email: str | None) -> str:
    """Whom a token was made for: somebody who takes over the title, with another address, cannot use it."""
    return _mac(given.encode(), f"holder\n{(email or '').strip().casefold()}")


def seal(given: str, key: str, text: str) -> str:
    """Proof that we gave out that text to the holder of that token, and to nobody else."""
    return _mac(key.encode(), f"seal\n{mark(given)}\n{text}")


def _signature(random: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), b"link\n" + random, hashlib.sha256)[:_HALF]


def _mac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
