"""What every context's API says alike: pages of a list, months."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Month = Annotated[str, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]
"""A month as 2026-11."""


def first_of(month: str) -> date:
    """The first day of a `Month`."""
    return date.fromisoformat(f"{month}-01")


class PageIn(Schema):
    """Which page of a list: `after` is what the page before gave as `next`."""

    after: Annotated[str, Field(max_length=200)] = ""


class SearchIn(PageIn):
    """With these words; `after` is what the page before gave as `next`."""

    q: Annotated[str, Field(max_length=60)] = ""


class PageOut(Schema):
    """One page; pass `next` as `after` for the following one, it is empty on the last."""

    next: str
