"""Import and export of files: rows in, errors out. The format of every file: docs/format.md."""

from bot.transfer.disclosure import export_disclosure
from bot.transfer.exporting import export_gaps, export_offers
from bot.transfer.importing import import_files, read_directory
from bot.transfer.overview_file import export_meetings
from bot.transfer.problems import Problem, TransferError
from bot.transfer.report import FileReport

__all__ = [
    "FileReport", "Problem", "TransferError", "export_disclosure", "export_gaps", "export_meetings", "export_offers",
    "import_files", "read_directory",
]  # fmt: skip
