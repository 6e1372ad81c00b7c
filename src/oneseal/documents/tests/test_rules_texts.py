"""Numbers, codes, masks, seals, fonts."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.documents.rules import letters, masks, numbers
from oneseal.documents.rules.fonts import unprintable
from oneseal.documents.rules.kinds import KINDS, kind_of
from oneseal.documents.tests.samples import LONG_ITEM, LONG_NAME, sample
from oneseal.kernel.errors import NotFound, Violations
from oneseal.seals.rules.pictures import seal_svg


def test_numbers_as_printed() -> None:
    assert numbers.document_number("云审", "受", 2026, 1) == "云审受〔2026〕第0001号"
    assert numbers.document_number("云审", "受", 2026, 12345) == "云审受〔2026〕第12345号"


@given(st.binary(min_size=16, max_size=16))
def test_codes_survive_being_typed(draw: bytes) -> None:
    code = numbers.code_from(draw)
    assert len(code) == numbers.CODE_LENGTH
    assert numbers.normal_code(numbers.shown_code(code).lower()) == code
    typed = code.replace("0", "o").replace("1", "l")
    assert numbers.normal_code(f"  {typed} ") == code


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_different_draws_give_different_codes(one: bytes, other: bytes) -> None:
    assert (numbers.code_from(one) == numbers.code_from(other)) == (one == other)


@given(st.text(max_size=60))
def test_anything_else_is_no_code(typed: str) -> None:
    assert numbers.normal_code(typed) == "" or len(numbers.normal_code(typed)) == 26


def test_a_short_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        numbers.code_from(b"short")


@pytest.mark.parametrize(
    ("name", "person", "masked"),
    [
        ("张伟", True, "张*"),
        ("欧阳震华", True, "欧**华"),
        ("买买提", True, "买*提"),
        ("张", True, "张*"),
        ("", True, ""),
        ("云岭顺达物流有限公司", False, "云岭******公司"),
        ("云岭市行政审批服务中心", False, "云岭市行***服务中心"),
        (LONG_NAME, False, f"{LONG_NAME[:4]}******{LONG_NAME[-4:]}"),
    ],
)
def test_masks(name: str, person: bool, masked: str) -> None:
    assert masks.mask_name(name, person=person) == masked


@given(st.text(min_size=2, max_size=80), st.booleans())
def test_masks_always_hide_something(name: str, person: bool) -> None:
    masked = masks.mask_name(name, person=person)
    assert "*" in masked or not name.strip()


@pytest.mark.parametrize(
    "name", ["云岭市行政审批局", "云岭高新技术产业开发区管理委员会行政审批服务局", "A&B<局>", "局"]
)
def test_the_seal_carries_every_sign_of_the_name(name: str) -> None:
    root = ElementTree.fromstring(seal_svg(name, "行政审批专用章"))
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "".join(str(text) for text in texts) == name + "行政审批专用章"


def test_rare_characters_print_and_rarer_ones_are_named() -> None:
    assert unprintable(LONG_NAME + LONG_ITEM + "買買提·ABC，。〔〕《》") == []
    assert unprintable("张\U00031350三\U00031350") == ["\U00031350"]


def test_every_kind_has_its_own_mark_and_template() -> None:
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)
    with pytest.raises(NotFound):
        kind_of("no_such_document")


@pytest.mark.parametrize("code", KINDS)
def test_a_misspelt_field_is_an_error(code: str) -> None:
    kind = kind_of(code)
    with pytest.raises(Violations) as refused:
        letters.parse(kind.letter, kind.title, {**sample(code), "aplicant": "x"})
    assert [item.field for item in refused.value.items] == ["aplicant"]


@pytest.mark.parametrize(
    ("code", "change", "field"),
    [
        ("acceptance_notice", {"accepted_on": date(2026, 11, 15)}, ""),
        ("acceptance_notice", {"tolerated": ["章程"]}, ""),
        ("extension_notice", {"new_due": date(2026, 12, 15)}, ""),
        ("correction_notice", {"gaps": []}, "gaps"),
        ("refusal_decision", {"reasons": []}, "reasons"),
        ("grant_decision", {"basis": [" "]}, "basis.0"),
        ("non_acceptance", {"right_agency": ""}, "right_agency"),
    ],
)
def test_what_the_law_asks_for_may_not_be_missing(code: str, change: dict[str, object], field: str) -> None:
    kind = kind_of(code)
    with pytest.raises(Violations) as refused:
        letters.parse(kind.letter, kind.title, {**sample(code), **change})
    assert refused.value.items[0].field == field
