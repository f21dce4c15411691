"""The house is in order: what is committed names no machine or registry, says what it is, and stays small."""

import ast
import re
import subprocess
from pathlib import Path

from bot.settings import HOUSE

# What may be long, and why.
LONG = {
    "CHANGELOG.md": "grows with every release",
}
CODE = {".py", ".sh", ".js", ".css", ".html", ".md", ".toml"}
FOREIGN = re.compile(
    "|".join(
        [
            r"--(extra-)?index-url",
            r"pypi\.[a-z]+/|pythonhosted\.|test\.pypi",
            r"registry\.(npmjs|yarnpkg)|(unpkg|jsdelivr|skypack|esm)\.(com|net|dev|sh)",
            r"(?<![\w.])/(work|root|home/\w+|Users/\w+|opt/\w+|mnt/\w+)/",
        ]
    )
)


def committed() -> list[Path]:
    """Every file that git knows or would take; elsewhere than in a clone, every file that is not hidden."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=HOUSE, check=True, capture_output=True, text=True,
        ).stdout.split("\0")  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        listed = [
            str(path.relative_to(HOUSE))
            for path in HOUSE.rglob("*")
            if not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(HOUSE).parts)
        ]
    return [HOUSE / name for name in sorted(set(listed)) if name and (HOUSE / name).is_file()]


FILES = committed()
MODULES = [path for path in FILES if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def is_foreign(path: Path) -> bool:
    """Written by others and brought along, unchanged."""
    return "vendor" in path.parts or path.name.endswith(".min.js")


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 50
    assert HOUSE / "Makefile" in FILES


def test_no_file_names_a_package_registry_or_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{name(path)}: {match[0]}"
        for path in FILES
        if path != Path(__file__) and path.suffix not in {".png", ".woff2"} and not is_foreign(path)
        for line in path.read_text("utf-8").splitlines()
        if (match := FOREIGN.search(line))
    ]
    assert found == []


def test_every_module_says_in_its_first_line_what_it_does() -> None:
    said = {name(path): ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in MODULES}
    assert [path for path, text in said.items() if len(text.partition("\n")[0]) < 10] == []


def test_a_file_has_fewer_than_400_lines() -> None:
    lines = {
        name(path): len(path.read_text("utf-8").splitlines())
        for path in FILES
        if path.suffix in CODE and not is_foreign(path) and "data" not in path.relative_to(HOUSE).parts
    }
    assert [(path, count) for path, count in lines.items() if count >= 400 and path not in LONG] == []


def test_what_may_be_long_is_there() -> None:
    assert {known for known in LONG if not (HOUSE / known).exists()} == set()
