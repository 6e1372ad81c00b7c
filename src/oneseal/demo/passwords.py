"""Passwords of the demonstration, hashed at little cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.hashers import get_hasher

LIGHT = {"time_cost": 1, "memory_cost": 64, "parallelism": 1}


@contextmanager
def hashed_lightly() -> Iterator[None]:
    """Inside, hashing a password takes a millisecond instead of a quarter of a second.

    The demonstration's passwords are printed or drawn from 190 bits, so that a costly hash protects nothing. Whoever
    signs in has theirs hashed anew at the usual cost, because Django renews hashes made with other settings.
    """
    hasher: Any = get_hasher()
    kept = {name: getattr(hasher, name) for name in LIGHT if hasattr(hasher, name)}
    for name in kept:
        setattr(hasher, name, LIGHT[name])
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(hasher, name, value)
