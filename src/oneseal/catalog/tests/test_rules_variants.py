"""Handling variants: what they choose, what is wrong with them, and that every exchange keeps them (CAT-1, CAT-4)."""

from typing import Any

import pytest

from oneseal.catalog.rules import editing, variants
from oneseal.catalog.rules.content import VARIANT, ItemContent
from oneseal.catalog.rules.diff import compare
from oneseal.catalog.rules.publishing import problems
from oneseal.catalog.rules.situations import check_answers, resolve
from oneseal.catalog.rules.tables import COLUMNS, line_of, read_rows
from oneseal.catalog.tests.contents import commitment_content, simple_content
from oneseal.kernel.errors import Violations

NEW: dict[str, Any] = {"code": "new", "kind": "new", "name": "食品经营许可新办", "suffix": "01"}
RENEW: dict[str, Any] = {
    "code": "renew",
    "kind": "renew",
    "name": "食品经营许可延续",
    "suffix": "03",
    "statutory_limit": {"days": 10},
    "promised_limit": {"days": 2},
    "conditions": ["有效期届满90个工作日至15个工作日前提出"],
    "trips": 0,
}
MATERIALS = [
    {"code": "application", "name": "食品经营许可申请书"},
    {"code": "layout", "name": "场所平面图", "when": {VARIANT: ["new"]}},
    {"code": "licence", "name": "原许可证", "when": {VARIANT: ["renew"]}},
]


def content(**changes: Any) -> ItemContent:
    return commitment_content(**{"variants": [NEW, RENEW], "materials": MATERIALS, **changes})


def test_the_variant_is_asked_first_and_chooses_materials_and_limits() -> None:
    item = content()
    with pytest.raises(Violations) as refused:
        check_answers(item, {})
    assert [one.field for one in refused.value.items] == [VARIANT]
    found = resolve(item, {VARIANT: ["renew"]})
    assert [each.code for each in found.materials] == ["application", "licence"]
    assert found.variant is not None
    assert variants.handling_code(item, found.variant) == "11440100007482575H400013100100103"
    assert [limit.days for limit in variants.limits_of(item, "renew")] == [10, 2]
    assert [limit.days for limit in variants.limits_of(item, "new")] == [20, 8]


def test_an_only_variant_is_not_asked_for() -> None:
    found = resolve(content(variants=[RENEW], materials=MATERIALS[:1]), {})
    assert (found.complete, found.variant and found.variant.code) == (True, "renew")


def test_content_without_variants_keeps_its_stored_code_and_its_limits() -> None:
    item = simple_content(handling_code="x33")
    found = resolve(item, {VARIANT: ["renew"]})
    assert (found.variant, found.answers) == (None, {})
    assert variants.handling_code(item, None) == "x33"
    assert variants.limits_of(item, "") == (item.statutory_limit, item.promised_limit)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"variants": [NEW, {**RENEW, "suffix": "01"}]}, "doubled_variant_suffix"),
        ({"variants": [NEW, {**RENEW, "code": "new"}], "materials": MATERIALS[:2]}, "doubled_variant_code"),
        ({"variants": [NEW, {**RENEW, "promised_limit": {"days": 11}}]}, "variant_promise_too_long"),
        ({"variants": [NEW], "materials": MATERIALS}, "unknown_option"),
        (
            {"variants": [NEW, {**RENEW, "conditions": ["法律法规规定的其他条件"]}]},
            "other_conditions",
        ),
        (
            {
                "questions": [
                    {
                        "code": "variant",
                        "text": "哪种？",
                        "options": [{"code": "new", "label": "新"}, {"code": "renew", "label": "旧"}],
                    }
                ]
            },
            "reserved_question",
        ),
    ],
)
def test_what_is_wrong_with_variants_is_said(changes: dict[str, Any], code: str) -> None:
    assert [gap.code for gap in problems(content(**changes))] == [code]


def test_right_variants_may_be_published() -> None:
    assert problems(content()) == []


def test_an_instant_item_has_no_variant_that_takes_days() -> None:
    slow = {**RENEW, "statutory_limit": None, "promised_limit": {"days": 1}}
    item = simple_content(variants=[NEW, slow], materials=MATERIALS)
    assert [gap.code for gap in problems(item)] == ["variant_takes_days"]


def test_the_keepers_form_gives_back_what_it_shows() -> None:
    item = content()
    section = editing.part("variants")
    assert section is not None
    shown = editing.to_form(item, section)
    assert shown["variants"][1]["promised_days"] == 2
    assert "promised_days" not in shown["variants"][0]
    assert ItemContent.model_validate(editing.from_form(item, section, shown)) == item


def test_a_table_keeps_variants() -> None:
    item = content()
    cells = [[column.heading for column in COLUMNS], line_of(item, "food", "")]
    rows, errors = read_rows(cells)
    assert (errors, rows[0].errors) == ([], [])
    assert rows[0].values["variants"] == [
        {**NEW, "statutory_limit": None, "promised_limit": None},
        {
            "code": "renew",
            "kind": "renew",
            "name": "食品经营许可延续",
            "suffix": "03",
            "statutory_limit": {"days": 10},
            "promised_limit": {"days": 2},
        },
    ]


def test_a_table_says_which_variant_it_cannot_read() -> None:
    heading = [column.heading for column in COLUMNS]
    line = line_of(content(), "food", "")
    line[heading.index("业务办理项")] = "延续"
    rows, _errors = read_rows([heading, line])
    assert [error.column for error in rows[0].errors] == ["业务办理项"]


def test_a_changed_variant_is_told() -> None:
    changed = content(variants=[NEW, {**RENEW, "promised_limit": {"days": 1}}])
    assert [(c.field, c.part, c.kind) for c in compare(content(), changed)] == [
        ("variants", "食品经营许可延续", "changed")
    ]
