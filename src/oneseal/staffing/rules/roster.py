"""Who takes which shift at which kind of window, so that the need is covered with the fewest hours.

An existing solver (CP-SAT) proposes; `shortages` and `seated` check what it says by other means, so that a plan never
rests on the solver alone. A person holds one kind of window for a whole shift: walking between windows loses the
minutes that the plan wants to win.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneseal.staffing.rules.planning import Opening

SHORT, HOUR_WORKED, BURDEN = 1000, 10, 1
"""Weights: a window that stays shut for an hour, an hour that somebody works, a burden carried lately."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be put at windows of these kinds; `burden`: noon and late shifts of the last weeks."""

    id: int
    kinds: frozenset[str]
    burden: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """A pattern of a day: hours of the clock that are worked, and whether it is a burden (noon, evening)."""

    code: str
    hours: frozenset[int]
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A person, a shift, a kind of window."""

    person: int
    shift: str
    kind: str


def propose(
    people: Sequence[Person],
    shifts: Sequence[Shift],
    needs: Mapping[str, Sequence[int]],
    opening: Opening,
    room: Mapping[str, int],
) -> tuple[Duty, ...]:
    """The duties of a day, the same for the same question. `room`: how many windows of a kind there are.

    Raises RuntimeError where the solver finds nothing in its time (it may always leave windows shut, so it should).
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    choices = {
        Duty(person.id, shift.code, kind): model.new_bool_var(f"{person.id}-{shift.code}-{kind}")
        for person in people
        for shift in shifts
        for kind in sorted(person.kinds & set(needs))
    }
    for person in people:
        model.add(sum(var for duty, var in choices.items() if duty.person == person.id) <= 1)
    cost: list[Any] = [_cost(duty, people, shifts) * var for duty, var in choices.items()]
    worked = {shift.code: shift.hours for shift in shifts}
    for kind, hour, wanted in _wanted(needs, opening):
        there = [var for duty, var in choices.items() if duty.kind == kind and hour in worked[duty.shift]]
        short = model.new_int_var(0, wanted, f"short-{kind}-{hour}")
        model.add(sum(there) + short >= wanted)
        model.add(sum(there) <= room[kind])
        cost.append(SHORT * short)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 5.0
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise RuntimeError("the solver found no roster in its time")
    return tuple(duty for duty, var in choices.items() if solver.value(var))


def shortages(
    duties: Iterable[Duty], shifts: Sequence[Shift], needs: Mapping[str, Sequence[int]], opening: Opening
) -> dict[tuple[str, int], int]:
    """Windows that stay shut, by kind and hour; empty where the need is covered."""
    worked = {shift.code: shift.hours for shift in shifts}
    there: dict[tuple[str, int], int] = {}
    for duty in duties:
        for hour in worked[duty.shift]:
            there[duty.kind, hour] = there.get((duty.kind, hour), 0) + 1
    missing = {
        (kind, hour): wanted - there.get((kind, hour), 0) for kind, hour, wanted in _wanted(needs, opening)
    }
    return {key: count for key, count in missing.items() if count > 0}


def seated(
    duties: Sequence[Duty], shifts: Sequence[Shift], windows: Mapping[str, Sequence[int]]
) -> dict[Duty, int]:
    """Which window each duty gets; those with the most hours first, the first window that is free in all of them.

    A duty for which no window is free in all its hours is not in the answer.
    """
    worked = {shift.code: shift.hours for shift in shifts}
    taken: dict[int, set[int]] = {}
    found: dict[Duty, int] = {}
    for duty in sorted(duties, key=lambda one: (-len(worked[one.shift]), one.shift, one.person)):
        hours = worked[duty.shift]
        free = next((one for one in windows[duty.kind] if hours.isdisjoint(taken.get(one, set()))), None)
        if free is not None:
            taken.setdefault(free, set()).update(hours)
            found[duty] = free
    return found


def _wanted(needs: Mapping[str, Sequence[int]], opening: Opening) -> Iterable[tuple[str, int, int]]:
    for kind, counts in sorted(needs.items()):
        for hour, count in zip(opening.hours, counts, strict=True):
            if count:
                yield kind, hour, count


def _cost(duty: Duty, people: Sequence[Person], shifts: Sequence[Shift]) -> int:
    shift = next(one for one in shifts if one.code == duty.shift)
    person = next(one for one in people if one.id == duty.person)
    return HOUR_WORKED * len(shift.hours) + BURDEN * (1 + person.burden if shift.heavy else 0)
