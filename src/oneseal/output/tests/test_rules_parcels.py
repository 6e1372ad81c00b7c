"""What the courier's word makes of a parcel; the bill against our books; places of a unit."""

from itertools import permutations

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.output.rules import parcels, shelves


@pytest.mark.parametrize(
    ("now", "told", "then"),
    [
        ("asked", "CREATED", "ordered"),
        ("ordered", "COLLECTED", "collected"),
        ("ordered", "SIGNED", "signed"),
        ("transit", "COLLECTED", None),
        ("transit", "TRANSIT", None),
        ("transit", "RETURNED", "returned"),
        ("signed", "RETURNED", None),
        ("returned", "SIGNED", None),
        ("cancelled", "SIGNED", "signed"),
        ("cancelled", "TRANSIT", None),
        ("collected", "CANCELLED", "cancelled"),
    ],
)
def test_the_couriers_word(now: str, told: str, then: str | None) -> None:
    assert parcels.next_state(now, told) == then


@pytest.mark.parametrize("order", list(permutations(["COLLECTED", "TRANSIT", "SIGNED"])))
def test_in_any_order_it_ends_signed(order: tuple[str, ...]) -> None:
    state = "ordered"
    for told in order:
        state = parcels.next_state(state, told) or state
    assert state == "signed"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("phone", "12345"),
        ("phone", "1380000000a"),
        ("phone", "１３８０００００００００"),
        ("place", "人民路"),
    ],
)
def test_addresses_that_no_courier_finds(field: str, value: str) -> None:
    good = {"name": "张伟", "phone": "0555-123 4567", "place": "云岭市城东区人民路12号"}
    assert parcels.address(good).phone == "05551234567"
    with pytest.raises(RuleViolation) as refused:
        parcels.address(good | {field: value})
    assert refused.value.field == field


def test_places_of_a_unit() -> None:
    assert [code for _, _, code in shelves.places("A", 2, 2)] == ["A-1-01", "A-1-02", "A-2-01", "A-2-02"]


@pytest.mark.parametrize(
    ("unit", "rows", "boxes"), [("", 1, 1), ("柜", 1, 1), ("A B", 1, 1), ("A", 0, 1), ("A", 201, 10)]
)
def test_units_that_cannot_be(unit: str, rows: int, boxes: int) -> None:
    with pytest.raises(RuleViolation):
        list(shelves.places(unit, rows, boxes))
