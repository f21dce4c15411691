"""Counts what happens, for Prometheus: numbers under a few labels with known values, never words or persons."""

import logging
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from threading import Lock
from typing import Literal, get_args

Outcome = Literal["answered", "maybe", "none", "acute", "refused", "failed", "other"]
Chat = Literal["slack"]
Delivered = Literal["sent", "failed", "dropped", "put_off", "in_doubt"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)  # seconds
_COUNTERS = {  # name → what it counts, its label, and the values that the label may have
    "vejviser_answers_total": ("Answers by outcome; other: a button, a form, another command.", "outcome", Outcome),
    "vejviser_events_total": ("What a chat sent us to answer.", "chat", Chat),
    "vejviser_retries_total": ("What a chat sent us again.", "chat", Chat),
    "vejviser_deliveries_total": ("Deliveries by what became of a try.", "outcome", Delivered),
    "vejviser_errors_total": ("Errors in the log; each has an id there.", "kind", Literal["error"]),
}


class Metrics:
    """The counts since the start. Thread-safe; to count takes about a microsecond."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = {name: dict.fromkeys(get_args(values), 0) for name, (_, _, values) in _COUNTERS.items()}
        self._times = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0

    def answered(self, outcome: Outcome, seconds: float) -> None:
        """An answer was found, or not, in `seconds`."""
        with self._lock:
            self._counts["vejviser_answers_total"][outcome] += 1
            self._times[bisect_left(BUCKETS, seconds)] += 1
            self._seconds += seconds

    def received(self, chat: Chat) -> None:
        """A chat sent us something to answer: a command, a button, a form, a message."""
        self._count("vejviser_events_total", chat)

    def repeated(self, chat: Chat) -> None:
        """A chat sent us what it had sent before."""
        self._count("vejviser_retries_total", chat)

    def delivered(self, outcome: Delivered) -> None:
        """A delivery was sent, or not (yet)."""
        self._count("vejviser_deliveries_total", outcome)

    def failed(self) -> None:
        """Something went wrong, and the log says what."""
        self._count("vejviser_errors_total", "error")

    def _count(self, name: str, value: str) -> None:
        with self._lock:
            self._counts[name][value] += 1

    def text(self) -> str:
        """Everything, in Prometheus' text format."""
        with self._lock:
            counts = {name: dict(values) for name, values in self._counts.items()}
            times, seconds = list(self._times), self._seconds
        return "".join(f"{line}\n" for line in (*_counters(counts), *_histogram(times, seconds)))


def _counters(counts: dict[str, dict[str, int]]) -> Iterator[str]:
    for name, (what, label, _) in _COUNTERS.items():
        yield f"# HELP {name} {what}"
        yield f"# TYPE {name} counter"
        for value, number in counts[name].items():
            yield f'{name}{{{label}="{value}"}} {number}'


def _histogram(times: list[int], seconds: float) -> Iterator[str]:
    name = "vejviser_answer_seconds"
    yield f"# HELP {name} How long answers took, without the way through the chat."
    yield f"# TYPE {name} histogram"
    for limit, number in zip((*map(str, BUCKETS), "+Inf"), accumulate(times), strict=True):
        yield f'{name}_bucket{{le="{limit}"}} {number}'
    yield f"{name}_sum {seconds:.6f}"
    yield f"{name}_count {sum(times)}"


class ErrorCount(logging.Handler):
    """Counts every error that is logged, so that none is forgotten where it happens; how it reads is no matter."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.ERROR)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self._metrics.failed()
