"""Files in: every row accounted for, all or nothing, each fault at its cell. Files out: readable again."""

import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from oneseal.catalog import services
from oneseal.catalog.models import Item, ItemVersion
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.diff import compare
from oneseal.catalog.services.sheets import guarded, write_csv
from oneseal.catalog.tests.contents import commitment_content
from oneseal.catalog.tests.factories import author, commitment_item, simple_item
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[4] / ".." / "shared" / "data" / "real-items-guangan.csv"
HEAD = (
    "事项代码,事项名称,事项类型,实施主体,服务对象,办理科室,办件类型,法定时限（工作日）,承诺时限（工作日）\n"
)


def csv(*lines: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(lines)).encode()


def workbook(lines: list[list[str]], merge: tuple[int, int, int, int, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, line)
        if merge:
            sheet.merge_range(*merge)
    return buffer.getvalue()


def test_the_real_items_import_with_every_row_accounted_for() -> None:
    if not REAL.exists():
        pytest.skip("../shared/data/real-items-guangan.csv is not there")
    data = REAL.read_bytes()
    preview = services.apply_import(author(), data=data, name=REAL.name)
    assert preview.counts == {"new": 1135, "changed": 0, "same": 0, "refused": 0}
    items = Item.objects.filter(source=REAL.name)
    assert items.count() == 1135
    item = items.get(name="学生资助政策咨询")
    assert item.raw_code == "512C0053300008-511602000000-000-115113010833722043-1-00"
    assert (item.parsed_code["region"], item.parsed_code["body"]) == ("511602000000", "115113010833722043")
    assert (item.type, item.department) == ("20", "区教科体局")
    assert all(found.parsed_code["kind"] in ("published", "other") for found in items)
    again = services.apply_import(author(), data=data, name=REAL.name)
    assert again.counts == {"new": 0, "changed": 0, "same": 1135, "refused": 0}


def test_a_full_row_becomes_a_draft_and_a_second_import_says_what_changed() -> None:
    line = "food,食品经营许可,行政许可,示范局,自然人、企业法人,market,承诺件,20,8"
    services.apply_import(author(), data=csv(line), name="a.csv")
    version = ItemVersion.objects.get(item__code="food")
    assert (version.state, version.content["service_objects"]) == ("draft", ["1", "2"])
    preview = services.apply_import(author(), data=csv(line.replace(",8", ",5")), name="a.csv")
    assert preview.rows[0].changes == ["承诺办结时限：8个工作日 → 5个工作日"]
    assert (
        services.preview_import(author(), data=csv(line.replace(",8", ",5")), name="a.csv").counts["same"]
        == 1
    )


def test_one_wrong_cell_and_nothing_is_imported() -> None:
    good = "a,甲事项,行政许可,示范局,自然人,market,即办件,3,0"
    bad = "b,,行政许可,示范局,火星人,市场准入,即办件,三天,0"
    with pytest.raises(Violations) as caught:
        services.apply_import(author(), data=csv(good, bad, good), name="a.csv")
    told = [str(item) for item in caught.value.items]
    assert [text.split("：")[0] for text in told] == [
        "第3行“服务对象”",
        "第3行“法定时限（工作日）”",
        "第3行“事项名称”",
        "第4行“事项代码”",
    ]
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"PK\x03\x04broken", "a.xlsx", "不是能打开的 Excel"),
        (b"\x00\x01", "a.csv", "不是文本文件"),
        (b"a" * (20 * 1024 * 1024 + 1), "a.csv", "超过20 MB"),
    ],
)
def test_unreadable_files_are_refused_in_words(data: bytes, name: str, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        services.preview_import(author(), data=data, name=name)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (csv("x", head="姓名,电话\n"), "a.csv", "没有找到表头"),
        (csv(), "a.csv", "表头下面没有内容"),
        (csv(*["a"] * 20_001), "a.csv", "一次最多导入20000行"),
        (b"{", "a.json", "不是有效的 JSON"),
        (b"{}", "a.json", "没有“items”列表"),
        (json.dumps({"items": [1]}).encode(), "a.json", "缺少事项内容"),
        (json.dumps({"items": [{"content": {"name": "甲"}}]}).encode(), "a.json", "不符合事项内容的格式"),
    ],
)
def test_files_without_items_say_what_is_wrong(data: bytes, name: str, words: str) -> None:
    preview = services.preview_import(author(), data=data, name=name)
    assert words in preview.all_errors[0].text


def test_merged_cells_a_title_above_the_heading_and_gb18030() -> None:
    lines = [
        ["事项清单"],
        ["原主管部门", "事项名称", "事项类型"],
        ["教育局", "甲", "01"],
        ["", "乙", "行政确认"],
    ]
    preview = services.apply_import(author(), data=workbook(lines, (2, 0, 3, 0, "教育局")), name="a.xlsx")
    assert preview.counts["new"] == 2
    assert set(Item.objects.values_list("department", flat=True)) == {"教育局"}
    chinese = "事项名称,事项类型\n丙,公共服务".encode("gb18030")
    assert services.apply_import(author(), data=chinese, name="b.csv").counts["new"] == 1


def test_what_is_exported_imports_as_the_same() -> None:
    commitment_item(code="food")
    simple_item(code="end")
    for form in ("xlsx", "csv", "json"):
        data = services.export_items(author(), form=form)
        assert services.preview_import(author(), data=data, name=f"a.{form}").counts == {
            "new": 0,
            "changed": 0,
            "same": 2,
            "refused": 0,
        }


def test_json_carries_the_full_content() -> None:
    commitment_item(code="food")
    entries = json.loads(services.export_items(author(), form="json"))["items"]
    assert compare(ItemContent.model_validate(entries[0]["content"]), commitment_content()) == []


def test_formulas_are_disarmed() -> None:
    assert guarded("=1+1") == "'=1+1"
    assert guarded("甲") == "甲"
    assert "'@cmd" in write_csv(["a"], [["@cmd"]]).decode()
    services.apply_import(author(), data="事项名称,事项类型\n'=甲,01".encode(), name="a.csv")
    assert Item.objects.get().name == "=甲"


def test_only_keepers_import() -> None:
    with pytest.raises(Forbidden):
        services.preview_import(NOBODY, data=b"a", name="a.csv")


def test_names_of_two_hundred_characters_pass_and_longer_than_three_hundred_are_refused() -> None:
    lines = csv(f"{'长' * 200},01", f"{'长' * 301},01", head="事项名称,事项类型\n")
    preview = services.preview_import(author(), data=lines, name="a.csv")
    assert [row.action for row in preview.rows] == ["new", "refused"]


def test_the_command_imports_exports_and_lints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bureau = author().bureau_id
    source = tmp_path / "a.csv"
    source.write_bytes(csv("food,食品经营许可,行政许可,示范局,自然人,market,承诺件,20,8"))
    call_command("items", "import", str(source), "--dry-run")
    assert not Item.objects.exists()
    call_command("items", "import", str(source), "--bureau", str(bureau))
    assert "new=1 changed=0" in capsys.readouterr().out
    call_command("items", "export", str(tmp_path / "b.xlsx"))
    assert (tmp_path / "b.xlsx").stat().st_size > 1000
    with pytest.raises(CommandError, match="gap"):
        call_command("items", "lint", "food")
    for wrong in (
        ["import", str(tmp_path / "none.csv")],
        ["export", str(tmp_path / "b.txt")],
        ["lint", "--bureau", "-1"],
    ):
        with pytest.raises(CommandError):
            call_command("items", *wrong)
