"""From what was typed to JSON and back: every keyword's sentence, conditions, groups."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog.rules.form_values import (
    known_from,
    prefill,
    read,
    show,
    summary,
    unshown,
    validate,
    visible,
)
from oneseal.catalog.rules.formats import FORMATS, fen, iso_date, yuan
from oneseal.catalog.rules.forms import dictionary_problems, schema_problems, specs

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["name", "kind", "phone"],
    "properties": {
        "name": {"type": "string", "title": "姓名", "minLength": 2, "maxLength": 30, "x-section": "申请人", "x-field": "applicant_name", "x-personal": True},
        "phone": {"type": "string", "title": "联系电话", "x-format": "phone", "x-section": "申请人", "x-personal": True, "x-field": "applicant_phone"},
        "kind": {"type": "string", "title": "经营方式", "enum": ["shop", "chain"], "x-labels": ["单店", "连锁"], "x-section": "经营"},
        "brand": {"type": "string", "title": "品牌", "x-section": "经营"},
        "area": {"type": "integer", "title": "面积", "minimum": 1, "x-unit": "平方米", "x-section": "经营"},
        "capital": {"type": "integer", "title": "出资额", "x-format": "money", "minimum": 100, "x-section": "经营"},
        "opened": {"type": "string", "title": "开业日期", "x-format": "date", "x-section": "经营"},
        "agreed": {"type": "boolean", "title": "已阅读", "x-section": "经营"},
        "goods": {"type": "array", "title": "品类", "items": {"enum": ["a", "b"], "x-labels": {"a": "热食", "b": "冷食"}}, "x-section": "经营"},
        "partners": {
            "type": "array", "title": "合伙人", "maxItems": 3, "x-section": "合伙人",
            "items": {
                "type": "object", "required": ["name"],
                "properties": {
                    "name": {"type": "string", "title": "合伙人姓名"},
                    "id": {"type": "string", "title": "身份证号", "x-format": "resident_id", "x-personal": True},
                },
            },
        },
    },
    "allOf": [{"if": {"properties": {"kind": {"const": "chain"}}, "required": ["kind"]}, "then": {"required": ["brand"]}}],
}  # fmt: skip
GOOD = {"name": "张伟", "kind": "shop", "phone": "13800138000"}


class Sent(dict[str, list[str]]):
    def getlist(self, key: str) -> list[Any]:
        return self.get(key, [])


def test_the_schema_has_no_faults() -> None:
    assert schema_problems(SCHEMA) == []


def test_typed_text_becomes_json() -> None:
    sent = Sent(
        {
            "name": [" 张 伟 "], "phone": ["138 0013 8000"], "kind": ["chain"], "brand": ["云岭"], "area": ["1,200"],
            "capital": ["12,000.5"], "opened": ["2026年3月1日"], "agreed": ["on"], "goods": ["a", "b"],
            "partners-rows": ["3"], "partners-0-name": ["李娜"], "partners-0-id": ["36042619910101007１"],
            "partners-2-name": ["王芳"],
        }
    )  # fmt: skip
    assert read(SCHEMA, sent) == {
        "name": "张 伟",
        "phone": "13800138000",
        "kind": "chain",
        "brand": "云岭",
        "area": 1200,
        "capital": 1200050,
        "opened": "2026-03-01",
        "agreed": True,
        "goods": ["a", "b"],
        "partners": [{"name": "李娜", "id": "360426199101010071"}, {"name": "王芳"}],
    }


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        ({"name": None}, "name", "请填写“姓名”"),
        ({"name": "张"}, "name", "至少要写2个字"),
        ({"name": "张" * 31}, "name", "最多30个字，现有31个"),
        ({"kind": None}, "kind", "请选择“经营方式”"),
        ({"kind": "x"}, "kind", "不在可选范围内"),
        ({"kind": "chain"}, "brand", "请填写“品牌”"),
        ({"phone": "12"}, "phone", "应为11位手机号"),
        ({"area": "很大"}, "area", "应为整数"),
        ({"area": 0}, "area", "不能小于1"),
        ({"capital": "很多"}, "capital", "应为金额"),
        ({"capital": 99}, "capital", "不能小于1.00元"),
        ({"opened": "2026-02-30"}, "opened", "不是有效日期"),
        ({"goods": ["z"]}, "goods-0", "不在可选范围内"),
        ({"partners": [{"name": "a"}] * 4}, "partners", "最多3项"),
        ({"partners": [{"id": "360426199101010072", "name": "a"}]}, "partners-0-id", "18位身份证号"),
        ({"partners": [{"id": "360426199101010071"}]}, "partners-0-name", "请填写“合伙人姓名”"),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(change: dict[str, Any], name: str, words: str) -> None:
    value = {key: part for key, part in {**GOOD, **change}.items() if part is not None}
    errors = {error.name: error.text for error in validate(SCHEMA, value)}
    assert words in errors[name]
    assert len(errors) == 1


def test_what_is_hidden_is_dropped() -> None:
    assert visible(SCHEMA, {**GOOD, "brand": "云岭"}) == GOOD
    assert {spec.name for spec in specs(SCHEMA) if spec.conditional} == {"brand"}


def test_known_data_fill_the_fields_of_the_same_name() -> None:
    known = {"applicant_name": "张伟", "applicant_phone": "", "other": "x"}
    assert prefill(SCHEMA, known) == {"name": "张伟"}
    assert prefill(SCHEMA, {"applicant_name": 5}) == {}
    assert known_from(SCHEMA, GOOD) == {"applicant_name": "张伟", "applicant_phone": "13800138000"}


def test_a_summary_masks_personal_data_and_speaks_in_labels() -> None:
    value = {
        **GOOD,
        "capital": 1200050,
        "goods": ["a"],
        "opened": "2026-03-01",
        "partners": [{"name": "李娜"}],
    }
    lines = {line.label: line for part in summary(SCHEMA, value) for line in part.lines}
    assert lines["联系电话"].text == "138****8000"
    assert lines["经营方式"].text == "单店"
    assert lines["出资额"].text == "12,000.50 元"
    assert lines["品类"].text == "热食"
    assert lines["开业日期"].text == "2026年3月1日"
    assert lines["合伙人"].rows == (("李娜", ""),)
    assert "品牌" not in lines


@given(st.integers(min_value=0, max_value=10**14))
def test_money_survives_the_way_there_and_back(amount: int) -> None:
    assert fen(yuan(amount)) == amount


@given(st.dates())
def test_dates_are_read_in_every_spelling(day: Any) -> None:
    for text in (
        day.isoformat(),
        f"{day.year:04}年{day.month}月{day.day}日",
        f"{day.year:04}/{day.month}/{day.day}",
    ):
        assert iso_date(text) == day.isoformat()


@given(
    st.dictionaries(
        st.sampled_from(sorted(SCHEMA["properties"])),
        st.text(max_size=10) | st.integers() | st.none() | st.booleans(),
    )
)
def test_no_value_breaks_check_or_summary(value: dict[str, Any]) -> None:
    names = {error.name.split("-")[0] for error in validate(SCHEMA, value)}
    assert names <= set(SCHEMA["properties"])
    assert summary(SCHEMA, value)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "right"),
    [
        ("resident_id", "３６０４２６１９９１０１０１００７1", "360426199101010071", True),
        ("resident_id", "360426199101010072", "360426199101010072", False),
        ("resident_id", "360426199113010071", "360426199113010071", False),
        ("uscc", "11440100007482575h", "11440100007482575H", True),
        ("uscc", "11440100007482575J", "11440100007482575J", False),
        ("phone", "0797 2532345 转 801", "0797-2532345-801", True),
        ("phone", "电话", "电话", False),
        ("mobile", "138 0013 8000", "13800138000", True),
        ("mobile", "0797-2532345", "0797-2532345", False),
    ],
)
def test_numbers_are_read_as_the_kernel_reads_them(kind: str, typed: str, kept: str, right: bool) -> None:
    form = FORMATS[kind]
    assert form.normalise(typed) == kept
    assert form.valid(kept) is right


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "array"}, "form_not_object"),
        ({"required": ["missing"]}, "unknown_field"),
        ({"properties": {"a": {"type": "string"}}, "required": [], "allOf": [{}]}, "field_title"),
        (
            {
                "properties": {"a": {"type": "string", "title": "a", "x-format": "x"}},
                "required": [],
                "allOf": [{}],
            },
            "field_format",
        ),
        (
            {"properties": {"a": {"type": "object", "title": "a"}}, "required": [], "allOf": [{}]},
            "field_type",
        ),
        (
            {"properties": {"a": {"type": "array", "title": "a"}}, "required": [], "allOf": [{}]},
            "field_choices",
        ),
        ({"properties": {"a": {"type": 5}}, "required": [], "allOf": [{}]}, "form_schema"),
    ],
)
def test_faults_of_a_schema_are_named(change: dict[str, Any], code: str) -> None:
    assert code in {gap.code for gap in schema_problems({**SCHEMA, **change})}


def test_fields_that_leave_the_dictionary_are_told() -> None:
    known = {"applicant_name": ("姓名", ""), "applicant_phone": ("手机", "mobile")}
    assert [gap.code for gap in dictionary_problems(SCHEMA, known)] == ["datum_format"]
    assert [gap.code for gap in dictionary_problems(SCHEMA, {})] == ["datum_unknown", "datum_unknown"]
    assert dictionary_problems({}, known) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({"type": "string"}, "青溪路 8 号"),
        ({"type": "string", "enum": ["a", "b"], "x-labels": {"a": "甲", "b": "乙"}}, "b"),
        ({"type": "integer", "x-unit": "人"}, 12),
        ({"type": "number", "x-unit": "平方米"}, 60.5),
        ({"type": "integer", "x-format": "money"}, 123_456_00),
        ({"type": "string", "x-format": "date"}, "2026-03-01"),
    ],
)
def test_what_was_printed_is_read_back(field: dict[str, Any], value: Any) -> None:
    schema = {"type": "object", "properties": {"x": {"title": "甲", **field}}}
    spec = specs(schema)[0]
    assert unshown(spec, show(spec, value, mask=False)) == value
    assert unshown(spec, "") is None
