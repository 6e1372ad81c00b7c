"""What an agency answers, checked before a word of it is shown. Amounts are whole 分."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MOST_PAYMENTS: Final = 12
MOST_MONTHS: Final = 12 * 80
MOST_FEN: Final = 10**11


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid in for a month."""

    month: str
    payer: str
    fen: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A record as its agency gave it: as of a day; without a record everything but the agency is empty."""

    agency: str
    found: bool
    as_of: date | None = None
    status: str = ""
    paid_until: str = ""
    months: int = 0
    balance: int = 0
    payments: tuple[Payment, ...] = ()


def about(query: str, number: str) -> str:
    """Whom a question is about, as the agency repeats it in its answer: a digest bound to this one question."""
    return hashlib.sha256(f"{query}:{number}".encode()).hexdigest()


def read(said: Mapping[str, Any], *, query: str, number: str) -> Answer:
    """The answer to a question about a person. Raises ValueError, KeyError for one that does not fit: about another
    question, another person, or with values that are none."""
    if said["query_no"] != query or said["about"] != about(query, number):
        raise ValueError("the answer is about something else")
    agency = _text(said["agency"])
    if not agency or type(said["found"]) is not bool:
        raise ValueError("the answer names no agency or does not say whether it found anything")
    if not said["found"]:
        return Answer(agency, found=False)
    payments = said["payments"]
    if not isinstance(payments, list) or len(payments) > MOST_PAYMENTS:
        raise ValueError("no list of payments")
    return Answer(
        agency,
        found=True,
        as_of=date.fromisoformat(said["as_of"]),
        status=_text(said["status"]),
        paid_until=_month(said["paid_until"]),
        months=_whole(said["months"], MOST_MONTHS),
        balance=_whole(said["balance"], MOST_FEN),
        payments=tuple(
            Payment(_month(each["month"]), _text(each["payer"]), _whole(each["fen"], MOST_FEN))
            for each in payments
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise ValueError("no short text")
    return value


def _month(value: Any) -> str:
    if not isinstance(value, str) or not MONTH.fullmatch(value):
        raise ValueError("no month")
    return value


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("no whole number")
    return value
