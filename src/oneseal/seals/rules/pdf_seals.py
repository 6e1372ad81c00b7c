"""What sealing a PDF takes, and why it may be refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oneseal.seals.rules.certificates import Family, Sign

Stamper = Callable[[bytes], bytes]
"""Gives the time-stamp token (DER) for a SHA-256 digest."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """What signs: DER certificate, its issuers up to the root, and the key as a function."""

    certificate: bytes
    family: Family
    sign: Sign
    chain: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the seal is on the page: page from 0, box in points from the lower left corner."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader shows beside the signature."""

    name: str
    reason: str
    location: str = ""


class NotSealable(ValueError):
    """The file is no PDF that can be sealed, or it is sealed already; or the signature does not fit in."""
