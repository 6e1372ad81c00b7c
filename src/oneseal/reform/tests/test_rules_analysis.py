"""What stands in the way of a set of items."""

from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog.rules.composing_parts import Design, Errand, Part
from oneseal.catalog.rules.content import ItemContent
from oneseal.reform.rules.analysis import Analysis, Asked, Chain, Produced, Saving, analyse


def part(code: str, days: int = 1, after: str = "", **said: Any) -> Part:
    limits = {"statutory_limit": {"days": days * 2}, "promised_limit": {"days": days}}
    content = {
        "name": f"事项{code}",
        "type": "01",
        "implementation_code": code,
        "body_name": "云岭县行政审批局",
        "service_objects": ["2"],
        "business_line": "market",
        "handling": "commitment",
        "prerequisites": [*after],
    }
    return Part(code, ItemContent.model_validate(content | limits | said))


def analyse_parts(parts: list[Part]) -> Analysis:
    return analyse(Design(tuple(parts)))


def paper(name: str, **said: Any) -> dict[str, Any]:
    return {"code": f"m{crc32(name.encode())}", "name": name, **said}


def form(*names: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string", "title": name} for name in names}}


def test_a_row_of_items() -> None:
    found = analyse_parts([part("a", 5), part("b", 3, "a"), part("c", 2, "b"), part("d", 4)])
    assert found.chains == (Chain(("a", "b", "c"), 10.0),)
    assert (found.sequential, found.path_days, found.parallel_saves, found.statutory) == (14, 10, 4, 20)
    assert found.path == ("a", "b", "c")
    assert found.savings == (Saving("b", "a", 5.0), Saving("c", "b", 2.0))


def test_items_that_wait_for_each_other_are_named() -> None:
    found = analyse_parts([part("a", 5, "c"), part("b", 3, "a"), part("c", 2, "b"), part("d", 4)])
    assert found.circles == (("a", "b", "c", "a"),)
    assert (found.path, found.path_days, found.chains, found.savings) == ((), 0.0, (), ())
    assert found.parallel_saves == 0


def test_what_is_asked_for_twice_or_made_here() -> None:
    licence: dict[str, Any] = {"results": [{"name": "营业执照", "certificate": "business_licence"}]}
    found = analyse_parts(
        [
            part("a", **licence, materials=[paper("身份证复印件")], form=form("name", "phone")),
            part("b", materials=[paper("身份证"), paper("《营业执照》（副本）")], form=form("phone")),
            part("c", materials=[paper("执照", certificate="business_licence")]),
        ]
    )
    assert found.asked_twice == (Asked("身份证", ("a", "b")),)
    assert found.produced == (Produced("《营业执照》（副本）", "b", ("a",)), Produced("执照", "c", ("a",)))
    assert found.data_twice == (Asked("phone（phone）", ("a", "b")),)
    assert (found.materials, found.distinct, found.fields, found.distinct_fields) == (4, 3, 3, 2)


def test_errands_of_partners_take_their_days() -> None:
    found = analyse(Design((part("a", 2),), errands=(Errand("seals", "公章刻制", days=1, after=("a",)),)))
    assert (found.path, found.path_days, found.names["seals"]) == (("a", "seals"), 3.0, "公章刻制")


def test_a_prerequisite_outside_the_set_is_told() -> None:
    assert analyse_parts([part("a", 1, "z")]).outside == {"a": ("z",)}


@pytest.mark.parametrize("parts", [[], [part("a", 0)]])
def test_nothing_to_find(parts: list[Part]) -> None:
    found = analyse_parts(parts)
    assert (found.circles, found.chains, found.asked_twice, found.savings, found.path_days) == (
        (),
        (),
        (),
        (),
        0.0,
    )


@given(st.data())
def test_the_shortest_path_is_the_heaviest_row(data: st.DataObject) -> None:
    codes = "abcdefg"
    days = {code: data.draw(st.integers(0, 9)) for code in codes}
    after = {
        code: data.draw(st.sets(st.sampled_from(codes[:place]), max_size=3)) if place else set()
        for place, code in enumerate(codes)
    }

    def heaviest(code: str) -> int:
        return days[code] + max((heaviest(before) for before in after[code]), default=0)

    found = analyse_parts([part(code, days[code], "".join(sorted(after[code]))) for code in codes])
    assert found.path_days == max(heaviest(code) for code in codes)
    assert sum(days[code] for code in found.path) == found.path_days
    assert found.path_days <= found.sequential == sum(days.values())
    assert all(0 < each.days <= found.path_days for each in found.savings)
    for each in found.savings:
        fewer = {
            code: before - {each.before} if code == each.item else before for code, before in after.items()
        }
        without = analyse_parts([part(code, days[code], "".join(sorted(fewer[code]))) for code in codes])
        assert without.path_days == found.path_days - each.days
