"""Contenders measured in turns, so that a slow moment of the machine falls on all of them."""

import time
from collections.abc import Callable, Mapping


def in_turns(
    named: Mapping[str, Callable[[], object]], rounds: int, warm_up: int = 0
) -> dict[str, list[float]]:
    """Seconds of every round, by name in the given order; rounds of warming up before them are not kept."""
    times: dict[str, list[float]] = {name: [] for name in named}
    for turn in range(warm_up + rounds):
        for name, call in named.items():
            begin = time.perf_counter()
            call()
            if turn >= warm_up:
                times[name].append(time.perf_counter() - begin)
    return times
