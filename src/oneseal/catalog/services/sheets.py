"""Reading and writing spreadsheet files."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

FILE_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 300 * 1024 * 1024
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read_cells(data: bytes, name: str) -> list[list[str]]:
    """The cells of the first sheet of an .xlsx file, or of a .csv file, as text. Raises RuleViolation."""
    if not data:
        raise RuleViolation("file_empty", N_("文件是空的，请重新选择。"), field="file")
    if len(data) > FILE_LIMIT:
        raise RuleViolation("file_too_large", N_("文件超过20 MB，请分成几个文件再导入。"), field="file")
    if name.lower().endswith((".xlsx", ".xlsm")) or data[:4] == b"PK\x03\x04":
        return _read_workbook(data)
    return _read_csv(data)


def _read_workbook(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise RuleViolation(
                    "file_too_large", N_("表格解开后太大，请分成几个文件再导入。"), field="file"
                )
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        cells = [[_text(cell) for cell in line] for line in sheet.to_python(skip_empty_area=False)]
        _fill_merged(cells, sheet.merged_cell_ranges or [])
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, OSError) as error:
        message = N_("这个文件不是能打开的 Excel 表格（.xlsx）。请用 Excel 或 WPS 另存为 .xlsx 后再导入。")
        raise RuleViolation("file_unreadable", message, field="file") from error
    return cells


def _fill_merged(cells: list[list[str]], ranges: Iterable[Any]) -> None:
    """Give every cell of a merged range the text of its first cell, down the rows of its first column only."""
    for (top, left), (bottom, _right) in ranges:
        if top < len(cells) and left < len(cells[top]):
            for line in cells[top + 1 : bottom + 1]:
                line[left] = cells[top][left]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def _read_csv(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RuleViolation(
            "file_unreadable", N_("文件的文字编码无法识别，请另存为 UTF-8 编码的 CSV。"), field="file"
        )
    if "\x00" in text:
        raise RuleViolation(
            "file_unreadable", N_("这不是文本文件，请选择 .xlsx、.csv 或 .json 文件。"), field="file"
        )
    first = text.partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    return [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=delimiter)]


def write_workbook(headings: Sequence[str], lines: Iterable[Sequence[str]], title: str) -> bytes:
    """An .xlsx file whose cells are all text: no code loses its zeros, nothing is run as a formula."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "bg_color": "#E9F1FA", "num_format": "@"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings), 20, text)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, head)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell, text)
    return buffer.getvalue()


def write_csv(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A .csv file in UTF-8 with a mark that spreadsheet programs understand; formulas are disarmed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(headings)
    writer.writerows([[guarded(cell) for cell in line] for line in lines])
    return ("\ufeff" + buffer.getvalue()).encode()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet program will not run as a formula."""
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
