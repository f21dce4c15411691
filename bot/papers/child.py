"""The other side of bot.papers.background: do one step of a paper, at low priority.

Standard input holds the step's module, function and arguments, pickled by the server: nobody else writes there. Its
bytes go to standard output.
"""

import importlib
import os
import pickle
import signal
import sys

from bot import logs

NICE = 10


def main() -> None:
    """What goes wrong is logged without anybody's words, and the exit code tells the server."""
    logs.set_up("warning")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which waits for us
    os.nice(NICE)
    module, function, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - the server's own
    made: bytes = getattr(importlib.import_module(module), function)(*given)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
