"""Loading region tables: all or nothing, again without change, shipped tables whole."""

from pathlib import Path

import pytest
from django.core.management import call_command

from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services
from oneseal.identity.models import Region
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation, Violations

pytestmark = pytest.mark.django_db


def test_shipped_tables_load_whole_and_twice() -> None:
    services.load_shipped_regions(SYSTEM)
    services.load_shipped_regions(SYSTEM)
    real = Region.objects.filter(demonstration=False)
    assert [real.filter(level=level).count() for level in range(1, 6)] == [1, 1, 6, 67, 1049]
    assert Region.objects.get(code="990181100202").full_name == "示范省云州市云岭市青石镇上岭村"
    assert Region.objects.get(code="320412000000").parent_id == "320400000000"
    told = [entry.data["added"] for entry in entries(Subject("regions", 0))]
    assert told == [1124, 28, 0, 0]


def test_one_wrong_row_and_nothing_is_loaded() -> None:
    with pytest.raises(Violations):
        services.load_regions(
            SYSTEM, "code,name\n320000000000,江苏省\n3204,常州市\n".encode(), vintage="2023"
        )
    assert not Region.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_spreadsheet_encodings(encoding: str) -> None:
    services.load_regions(SYSTEM, "代码,名称\n320000000000,江苏省\n".encode(encoding), vintage="2023")
    assert Region.objects.get().name == "江苏省"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\xff\xfe", b"PK\x03\x04"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(RuleViolation, match="列名"):
        services.preview_regions(content)


def test_a_new_name_replaces_the_old_one() -> None:
    for name in ("武进县", "武进区"):
        services.load_regions(SYSTEM, f"code,name\n320000000000,{name}\n".encode(), vintage=name)
    assert (Region.objects.get().name, Region.objects.get().vintage) == ("武进区", "武进区")


def test_command_names_line_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.csv"
    file.write_text("code,name\n320000000000,江苏省\n12,坏\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("regions", "preview", str(file))
    assert ended.value.code == 1
    assert f"{file}:3" in capsys.readouterr().err


def test_command_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.csv"
    file.write_text("code,name\n320000000000,江苏省\n", encoding="utf-8")
    call_command("regions", "load", str(file), vintage="2024")
    assert "new 1" in capsys.readouterr().out
    assert Region.objects.get().vintage == "2024"
