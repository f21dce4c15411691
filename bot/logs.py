"""Structured logs without anybody's words: one JSON object a line.

A message of our own is a constant template and is never filled in; only the fields in FIELDS go with it, when they
look like codes. Of libraries, whose messages may hold payloads and tokens, only where and how bad is written. An
exception is its types and frames: no message, note, source line or local value.
"""

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

FIELDS = {
    "error_id": re.compile(r"[0-9a-f]{8}"),
    "target": re.compile(r"[a-zæøå_]+(\.[a-zæøå_]+)*"),
    "method": re.compile(r"[A-Za-z_]+(\.[A-Za-z_]+)*"),
    "revision": re.compile(r"\d{4}(-\d{4})?"),
    "error": re.compile(r"[A-Za-z_]{1,60}"),
    "status": re.compile(r"\d{3}"),
    "where": re.compile(r"[\w./<>-]+:\d+"),
    "version": re.compile(r"[\w.+-]{1,40}"),
    "address": re.compile(r"[\w.:%-]{1,100}:\d{1,5}"),
    "database": re.compile(r"sqlite|postgresql"),
    "count": re.compile(r"\d{1,9}"),
    "ms": re.compile(r"\d{1,9}(\.\d+)?"),
}
KNOWN = frozenset(  # what uvicorn says when it comes and goes
    {
        "Waiting for application startup.",
        "Application startup complete.",
        "Application startup failed. Exiting.",
        "Shutting down",
        "Waiting for connections to close. (CTRL+C to force quit)",
        "Waiting for background tasks to complete. (CTRL+C to force quit)",
        "Waiting for application shutdown.",
        "Application shutdown complete.",
    }
)
FRAMES = 40  # of each exception, the innermost: endless recursion must not fill the disk
_HOUSE = Path(__file__).resolve().parent.parent
_OURS = tuple(f"{_HOUSE / package}/" for package in ("bot", "commands", "schedules"))
log = logging.getLogger(__name__)


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Write every log line, warning and uncaught exception to `stream` (default: standard error).

    `level` is debug, info, warning or error, in either case.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Line())
    handler.addFilter(_worth_reading)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for other in list(logging.root.manager.loggerDict.values()):
        if isinstance(other, logging.Logger):
            other.handlers, other.propagate = [], True
    logging.raiseExceptions = False  # a handler's own complaint would print the message and its arguments
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
    warnings.showwarning = _warned


class _Line(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if _may_be_read(record):
            line["message"] = str(record.msg)
            line |= {name: _code(name, vars(record)[name]) for name in FIELDS if name in vars(record)}
        else:
            line["where"] = f"{_short(record.pathname)}:{record.lineno} {record.funcName}"
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            line["exceptions"] = described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def described(error: BaseException) -> list[dict[str, Any]]:
    """The exception, then what it came from or consists of; frames are "file:line function", the outermost first."""
    found: list[dict[str, Any]] = []
    waiting, seen = [error], {id(error)}
    while waiting and len(found) < 10:
        one = waiting.pop(0)
        frames = [
            f"{_short(frame.f_code.co_filename)}:{number} {frame.f_code.co_name}"
            for frame, number in traceback.walk_tb(one.__traceback__)
        ]
        found.append({"type": f"{type(one).__module__}.{type(one).__qualname__}", "frames": frames[-FRAMES:]})
        parts = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        for part in (one.__cause__ or (None if one.__suppress_context__ else one.__context__), *parts):
            if part is not None and id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
    return found


def _may_be_read(record: logging.LogRecord) -> bool:
    """Whether the message is a constant: written in a file of ours (a logger of ours may be lent out), or known."""
    return isinstance(record.msg, str) and (record.pathname.startswith(_OURS) or record.msg in KNOWN)


def _worth_reading(record: logging.LogRecord) -> bool:
    """A library's small talk says nothing without its words, unless somebody is looking for where it happens."""
    return record.levelno >= logging.WARNING or _may_be_read(record) or logging.getLogger().level <= logging.DEBUG


def _code(name: str, value: object) -> str | int | float:
    if not FIELDS[name].fullmatch(str(value)):
        return "?"
    return value if isinstance(value, int | float) else str(value)


def _short(filename: str) -> str:
    """From the house, or from the folder that libraries lie in."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(_HOUSE)) if path.is_relative_to(_HOUSE) else path.name


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        log.info("interrupted")
    else:
        log.critical("uncaught exception", exc_info=error, extra={"error": kind.__name__})


def _warned(  # noqa: PLR0917 - as warnings.showwarning has it
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning's own words could be anybody's."""
    log.warning("warning", extra={"error": category.__name__, "where": f"{_short(filename)}:{lineno}"})
