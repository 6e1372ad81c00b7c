"""Two versions of one form joined; every state explained to its applicant."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from oneseal.cases.rules.advice import ADVICE, advice
from oneseal.cases.rules.merging import merge
from oneseal.cases.rules.states import CaseState

FORMS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


def test_each_changed_another_field() -> None:
    merged = merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2})
    assert (merged.value, merged.conflicts, merged.taken) == ({"a": 2, "b": 2}, (), ("b",))


def test_both_changed_one_field() -> None:
    base, mine, theirs = {"a": 1}, {"a": 2}, {"a": 3, "b": 1}
    merged = merge(base, mine, theirs)
    assert (merged.value, merged.conflicts, merged.taken) == ({"a": 2, "b": 1}, ("a",), ("b",))
    assert merged.keeping(theirs) == {"a": 3, "b": 1}
    assert merged.seen(base, mine) == {"a": 1}


def test_a_field_emptied_stays_empty() -> None:
    assert merge({"a": 1}, {}, {"a": 1}).value == {}
    assert merge({"a": 1}, {"a": 1}, {}).value == {}


@given(FORMS, FORMS)
def test_alone_everything_is_as_typed(base: dict[str, Any], mine: dict[str, Any]) -> None:
    merged = merge(base, mine, base)
    assert (merged.value, merged.conflicts, merged.taken) == (mine, (), ())


@given(FORMS, FORMS, FORMS)
def test_nothing_that_anybody_changed_is_lost(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = merge(base, mine, theirs)
    for name in "abcd":
        before, here, there = base.get(name), mine.get(name), theirs.get(name)
        if here != before and there == before:
            assert merged.value.get(name) == here
        if there != before and here == before:
            assert merged.value.get(name) == there
        assert (name in merged.conflicts) == (before != here != there != before)


def test_who_does_not_fill_in_here_is_not_told_to() -> None:
    for state in ("draft", "awaiting_correction"):
        assert advice(state, online=False) != advice(state)
        assert advice(state).tone == advice(state, online=False).tone
    assert advice("granted", online=False) == advice("granted")


def test_every_state_is_explained() -> None:
    assert set(ADVICE) == set(CaseState)
    assert all(advice.where for advice in ADVICE.values())
