"""`oneseal calendar`: show, preview, load, refusals with reasons."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from oneseal.foundation.models import HolidayNotice

pytestmark = pytest.mark.django_db

ROWS = """日期,类型,名称
2027-01-01,休,元旦
2027-02-05,休,春节
2027-02-20,班,春节
2027-05-01,休,劳动节
2027-10-01,休,国庆节
"""


def run(*words: object) -> str:
    out = StringIO()
    call_command("calendar", *map(str, words), stdout=out)
    return out.getvalue()


def test_show_a_published_and_a_provisional_year() -> None:
    text = run("show", 2026)
    assert "2026-10-10  班  国庆节" in text
    assert "全年工作日：248天" in text
    assert "暂定" in run("show", 2027)


def test_show_an_unknown_year_names_the_remedy() -> None:
    with pytest.raises(CommandError, match="oneseal calendar load"):
        run("show", 2040)


def test_dry_run_then_load(tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text(ROWS, encoding="utf-8")
    assert "2027-02-20  休息→工作日" in run("load", file, "--year", 2027, "--dry-run")
    assert not HolidayNotice.objects.filter(year=2027).exists()
    assert "第1版" in run("load", file, "--year", 2027)
    assert "v1  国务院办公厅关于2027年部分节假日安排的通知" in run("show", 2027)


def test_every_fault_is_told(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("2027-13-01,休,元旦\n2027-02-05,?,春节\n", encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run("load", file, "--year", 2027)
    assert "第1行" in str(caught.value)
    assert "第2行" in str(caught.value)


def test_a_missing_file_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不了文件"):
        run("load", tmp_path / "none.json")
