"""Reads a text file line by line: finds its encoding, keeps line numbers, never loads a huge line."""

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from bot.transfer.problems import Problems, Wrong

LONGEST_LINE = 1_000_000  # characters; the longest honest row is a few thousand
Progress = Callable[[int], None]  # told how many bytes of the file are read
_CHUNK = 1 << 20
_TEXT_ONLY = "Vejviser læser .jsonl, .toml, .csv og .tsv; gem eller eksportér filen i et af de formater."
_EXCEL = 'Gem den i Excel med »Gem som« og »Excel-projektmappe (.xlsx)« eller »CSV UTF-8«, og importér den fil.'


def read_lines(path: Path, problems: Problems, progress: Progress, *, unicode: bool) -> Iterator[tuple[int, str]]:
    """Each line's number (from 1) and its text, "\\n" included. A file or line that cannot be read is a problem.

    `unicode` refuses Latin-1, which JSON and TOML files are never in.
    """
    try:
        refuse_other_than_a_file(path)
        with path.open("rb") as file:
            encoding = _encoding(file, unicode=unicode)
            file.seek(0)
            yield from _lines(file, encoding, problems, progress)
    except Wrong as wrong:
        problems.add(None, None, wrong)
    except UnicodeError:  # the file changed while it was read
        problems.add(None, None, Wrong("Filen kan ikke læses som tekst.", "Gem den som UTF-8."))
    except OSError as error:
        problems.add(None, None, not_opened(error))


def refuse_other_than_a_file(path: Path) -> None:
    """Raises Wrong for a folder, a pipe, a device."""
    if path.is_dir():
        raise Wrong("Det er en mappe.", "Skriv stien til hver fil i den, fx offers.jsonl.")
    if path.exists() and not path.is_file():  # a pipe or a device may never end
        raise Wrong("Det er ikke en almindelig fil.", "Gem indholdet i en fil, og importér den.")


def not_opened(error: OSError) -> Wrong:
    """Why a file could not be opened or read."""
    if isinstance(error, FileNotFoundError):
        return Wrong("Filen findes ikke.", "Ret stien eller navnet.")
    if isinstance(error, PermissionError):
        return Wrong("Filen må ikke læses.", "Giv brugeren, som Vejviser kører under, læseadgang til den.")
    return Wrong("Filen kan ikke læses.", "Se efter, om disken og stien er i orden.")


def _lines(file: BinaryIO, encoding: str, problems: Problems, progress: Progress) -> Iterator[tuple[int, str]]:
    text = io.TextIOWrapper(file, encoding=encoding)
    try:
        number = 0
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                while line and not line.endswith("\n"):
                    line = text.readline(_CHUNK)
                problems.add(number, None, Wrong("Linjen er på over en million tegn.", "Del den op, eller slet den."))
                continue
            yield number, line
            if number % 500 == 0:
                progress(file.tell())
        progress(file.tell())
    finally:
        text.detach()


def _encoding(file: BinaryIO, *, unicode: bool) -> str:
    head = file.read(4)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        raise Wrong("Det er en Excel- eller zip-fil, ikke tekst.", _EXCEL)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(file, "utf-16")
    if len(head) == 4 and head[1] == head[3] == 0 and head[0] and head[2]:
        return _checked(file, "utf-16-le")
    try:
        return _checked(file, "utf-8-sig")
    except _NotInEncoding as error:
        if error.seen_letters or unicode:
            wrong = "Her står et tegn, som ikke er UTF-8."
            raise Wrong(wrong, "Ret tegnet, og gem filen som UTF-8.", line=error.line) from None
    file.seek(0)
    return _checked(file, "cp1252")


class _NotInEncoding(Exception):
    """The bytes are not in the encoding; `seen_letters`: letters beyond ASCII were, before it failed."""

    def __init__(self, line: int, seen_letters: bool) -> None:
        super().__init__()
        self.line = line
        self.seen_letters = seen_letters


def _checked(file: BinaryIO, encoding: str) -> str:
    """`encoding`, when the whole file is text in it. Reads in pieces: the file may be large."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, seen_letters, blank = 1, False, True
    while True:
        chunk = file.read(_CHUNK)
        if not encoding.startswith("utf-16") and b"\0" in chunk:
            raise Wrong("Det er ikke en tekstfil.", _TEXT_ONLY)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            if encoding == "utf-8-sig":
                raise _NotInEncoding(line + good.count(b"\n"), seen_letters or not good.isascii()) from None
            raise Wrong("Det er ikke en tekstfil.", _TEXT_ONLY) from None
        if not chunk:
            break
        line += text.count("\n")
        seen_letters = seen_letters or not text.isascii()
        blank = blank and not text.strip()
    if blank:
        raise Wrong("Filen er tom.", "Skriv mindst én række i den.")
    return encoding
