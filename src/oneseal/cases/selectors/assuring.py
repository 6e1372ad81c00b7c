"""What a case asks of whoever hands in or takes its result, as `assurance` reads it."""

from typing import TYPE_CHECKING, Any

from oneseal.assurance.rules.levels import Purpose
from oneseal.assurance.selectors import Matter

if TYPE_CHECKING:
    from oneseal.catalog.rules.content import ItemContent


def matter_of(case: Any, content: "ItemContent", purpose: Purpose) -> Matter:
    """The matter of a case for a purpose, by the version of the item that the case is pinned to (CAT-13)."""
    needed = int(getattr(content, f"assurance_{purpose.value}"))
    return Matter(purpose, needed, case.applicant_id, case.bureau_id, case.agent_id)
