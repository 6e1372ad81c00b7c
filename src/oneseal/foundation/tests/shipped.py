"""The shipped calendar for tests of pure rules: read from the data file, no database."""

import json
from functools import cache
from pathlib import Path

from oneseal.foundation.rules.holidays import NoticeDraft, read_packed
from oneseal.kernel.workdays import WorkCalendar

FILE = Path(__file__).parents[1] / "data" / "holidays.json"


@cache
def notices() -> tuple[NoticeDraft, ...]:
    """Every shipped notice, old versions included."""
    return tuple(read_packed(raw) for raw in json.loads(FILE.read_text(encoding="utf-8"))["notices"])


@cache
def calendar() -> WorkCalendar:
    """2004-2026 published, 2027-2030 provisional."""
    return WorkCalendar({draft.year: draft.days for draft in notices()})
