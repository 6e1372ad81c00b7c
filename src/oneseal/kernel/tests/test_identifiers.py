"""Identifiers against published examples and against python-stdnum."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import (
    USCC_ALPHABET,
    certificate_check_character,
    certificate_identifier,
    id_check_digit,
    is_mobile,
    mask_name,
    mask_number,
    parse_phone,
    parse_region_code,
    parse_resident_id,
    parse_uscc,
    uscc_check_character,
)
from oneseal.kernel.item_codes import ItemCodeKind, parse_item_code

TODAY = date(2026, 11, 21)
REAL_ITEMS = Path(__file__).parents[5] / "shared" / "data" / "real-items-guangan.csv"


@pytest.mark.parametrize(
    "code", ["11440100007482575H", "12441500196720244T", "11370800MB28559184", "11430000006122244L"]
)
def test_real_organisation_codes(code: str) -> None:
    assert parse_uscc(f" {code[:8].lower()} {code[8:]}") == code
    assert uscc.is_valid(code)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("11440100007482575", "17位"),
        ("11440100007482575I", "不含"),
        ("114401A0007482575H", "第3至8位"),
        ("11440100007482575J", "校验位"),
        ("11440100007482576H", "校验位"),
        ("", "0位"),
    ],
)
def test_wrong_organisation_codes(code: str, says: str) -> None:
    with pytest.raises(RuleViolation, match=says):
        parse_uscc(code)


@given(
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
    st.sampled_from(USCC_ALPHABET),
)
def test_organisation_codes_agree_with_stdnum(region: str, body: str, last: str) -> None:
    code = f"91{region}{body}{last}"
    right = uscc_check_character(code[:17]) == last
    assert uscc.is_valid(code) == right


def test_a_real_citizen_number() -> None:
    person = parse_resident_id("360426199101010071", today=TODAY)
    assert (person.region, person.born, person.sex) == ("360426", date(1991, 1, 1), "male")
    assert person.warnings == ()


def numbered(first17: str) -> str:
    return first17 + id_check_digit(first17)


@pytest.mark.parametrize("region", ["330113", "330114", "659012", "810000", "820000", "830000"])
def test_districts_and_permits_that_stdnum_does_not_know(region: str) -> None:
    number = numbered(f"{region}19900307002")
    person = parse_resident_id(number, today=TODAY)
    assert person.sex == "female"
    assert person.warnings == ()
    assert person.residence_permit == region.startswith("8")


def test_an_unknown_region_warns_and_does_not_refuse() -> None:
    number = numbered("98010119900307002")
    assert parse_resident_id(number, today=TODAY).warnings
    abolished = numbered("32012419900307002")
    assert parse_resident_id(abolished, today=TODAY, known_regions={"320105"}).warnings
    assert not parse_resident_id(abolished, today=TODAY, known_regions={"320124"}).warnings


@pytest.mark.parametrize(
    "number",
    [
        "36042619910101007", "36042619910101007A", "360426199101010072", numbered("36042619910230007"),
        numbered("36042620261122007"), numbered("36042618991231007"), "",
    ],
)  # fmt: skip
def test_wrong_citizen_numbers(number: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        parse_resident_id(number, today=TODAY)
    assert (caught.value.code, caught.value.field) == ("id_number_wrong", "id_number")


def test_a_small_x_and_full_width_digits_are_read() -> None:
    body = next(
        each for each in (f"11010119900307{n:03d}" for n in range(999)) if id_check_digit(each) == "X"
    )
    wide = "".join(chr(ord(char) + 0xFEE0) for char in body)
    assert parse_resident_id(wide + "x", today=TODAY).number == body + "X"


@given(st.dates(date(1950, 1, 1), date(2020, 1, 1)), st.integers(0, 999))
def test_citizen_numbers_agree_with_stdnum(born: date, order: int) -> None:
    body = f"110101{born:%Y%m%d}{order:03d}"
    for last in "0123456789X":
        assert (id_check_digit(body) == last) == ric.is_valid(body + last)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86-13800138000", "13800138000"),
        ("(0797)2532345", "0797-2532345"),
        ("0797-2532345", "0797-2532345"),
        ("010 65131234", "010-65131234"),
        ("02087654321", "020-87654321"),
        ("12345", "12345"),
        ("4008001234", "4008001234"),
        ("１３８００１３８０００", "13800138000"),
    ],
)
def test_phones(raw: str, number: str) -> None:
    assert parse_phone(raw) == number


@pytest.mark.parametrize("raw", ["", "1380013800", "23800138000", "2532345", "138001380000", "电话"])
def test_wrong_phones(raw: str) -> None:
    with pytest.raises(RuleViolation, match="电话"):
        parse_phone(raw)


def test_mobiles_are_told_apart() -> None:
    assert is_mobile("13800138000")
    assert not is_mobile("0797-2532345")


def test_masks() -> None:
    assert mask_number("360426199101010071") == "360***********0071"
    assert mask_number("13800138000") == "138****8000"
    assert mask_number("12345") == "1****"
    assert [mask_name(name) for name in ("张三", "欧阳娜娜", "王", "")] == ["张*", "欧***", "王", ""]


@pytest.mark.parametrize(
    ("raw", "code", "level", "parent"),
    [
        ("36", "360000000000", 1, None),
        ("360000", "360000000000", 1, None),
        ("3607", "360700000000", 2, "360000000000"),
        ("360781", "360781000000", 3, "360700000000"),
        ("360781100", "360781100000", 4, "360781000000"),
        ("360781100201", "360781100201", 5, "360781100000"),
        ("441900003000", "441900003000", 4, "441900000000"),
        ("110101", "110101000000", 3, "110100000000"),
        ("990181", "990181000000", 3, "990100000000"),
    ],
)
def test_regions(raw: str, code: str, level: int, parent: str | None) -> None:
    region = parse_region_code(raw)
    assert (region.code, region.level, region.parent) == (code, level, parent)
    assert parse_region_code(region.short) == region


@pytest.mark.parametrize("raw", ["", "3", "98", "36078", "36o781", "3607811002011"])
def test_wrong_regions(raw: str) -> None:
    with pytest.raises(RuleViolation, match="行政区划代码"):
        parse_region_code(raw)


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("11100000000013338W011.11430000006122244L.20230000403.001", "U"),
        ("11100000000013338W009.11330105002500287C.2025052201.002", "0"),
        ("11100000MB03271699022.340100.000000016.001", "9"),
    ],
)
def test_certificate_check_characters(body: str, check: str) -> None:
    """Three real identifiers (ECERT-2)."""
    assert certificate_check_character(body) == check


def test_a_certificate_identifier_is_put_together() -> None:
    kind, issuer = "11100000000013338W011", "11430000006122244L"
    whole = certificate_identifier(kind, issuer, "20230000403", 1)
    assert whole == f"1.2.156.3005.2.{kind}.{issuer}.20230000403.001.U"


@pytest.mark.parametrize(
    ("raw", "kind", "parts"),
    [
        ("440118009000", ItemCodeKind.BASIC, {"province": "44", "type": "01", "main": "18009", "sub": "000"}),
        ("11440100007482575H3440118009000", ItemCodeKind.IMPLEMENTATION, {"issuer": "11440100007482575H", "level": "3", "basic": "440118009000"}),
        ("12441500196720244T3442199806003", ItemCodeKind.IMPLEMENTATION, {"main": "99806", "sub": "003"}),
        ("11370800MB285591843370117002011", ItemCodeKind.IMPLEMENTATION, {"province": "37"}),
        ("11440100007482575H344011800900001", ItemCodeKind.HANDLING, {"variant": "01"}),
    ],
)  # fmt: skip
def test_item_codes(raw: str, kind: ItemCodeKind, parts: dict[str, str]) -> None:
    code = parse_item_code(raw)
    assert code.kind is kind
    assert parts.items() <= code.parts.items()
    assert code.raw == raw


@pytest.mark.parametrize(
    ("raw", "kind", "problems"),
    [
        ("511A0138000000-511602000000-000-115113010833722043-1-00", ItemCodeKind.PUBLISHED, 1),
        ("G-000007-001-511602000000-000-115113010833722043-1-00", ItemCodeKind.PUBLISHED, 1),
        ("", ItemCodeKind.OTHER, 1),
        ("980118009000", ItemCodeKind.BASIC, 1),
        ("447718009000", ItemCodeKind.BASIC, 1),
        ("11440100007482575J9447718009000", ItemCodeKind.IMPLEMENTATION, 3),
    ],
)
def test_dirty_codes_are_kept_with_their_problems(raw: str, kind: ItemCodeKind, problems: int) -> None:
    code = parse_item_code(raw)
    assert (code.raw, code.kind, len(code.problems)) == (raw, kind, problems)
    assert not code.is_clean


def test_published_codes_are_taken_apart() -> None:
    parts = parse_item_code("511A0138000000-511602000000-000-115113010833722043-1-00").parts
    assert (parts["catalogue"], parts["family"], parts["body_kind"]) == ("511A0138000000", "A", "uscc")
    parts = parse_item_code("G-000007-001-511602000000-000-X6150-1-00").parts
    assert (parts["catalogue"], parts["family"], parts["body_kind"]) == ("G-000007-001", "G", "other")


def test_a_national_type_21_is_dirty_but_kept() -> None:
    assert not parse_item_code("442199806003").is_clean


@pytest.mark.skipif(not REAL_ITEMS.exists(), reason="the real items are not beside this tree")
def test_every_real_code_is_accounted_for() -> None:
    with REAL_ITEMS.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    codes = [parse_item_code(row["item_code"]) for row in rows]
    assert [code.raw for code in codes] == [row["item_code"] for row in rows]
    assert sum("region" in code.parts for code in codes) > 1000


@given(st.text(max_size=40))
def test_the_code_parser_never_fails(raw: str) -> None:
    assert parse_item_code(raw).raw == raw


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("0797-2532345-801", "0797-2532345-801"),
        ("0797-2532345转801", "0797-2532345-801"),
        ("（010）12345678 分机 1", "010-12345678-1"),
        ("0797-2532345", "0797-2532345"),
        ("010-1234-5678", "010-12345678"),
        ("138-0013-8000", "13800138000"),
    ],
)
def test_extensions_stay_apart_from_the_number(raw: str, plain: str) -> None:
    assert parse_phone(raw) == plain
    assert parse_phone(plain) == plain
