"""Every act of the entry ledger."""

from oneseal.entry.services.breaches import close_breach, judge_breach, order_mending, report_breach
from oneseal.entry.services.ledger import ItemSaid, UnitSaid, keep_item, keep_unit, return_figures, take_items
from oneseal.entry.services.lists import (
    ListSaid,
    Preview,
    follow_list,
    import_list,
    preview_list,
    take_list,
)

__all__ = [
    "ItemSaid",
    "ListSaid",
    "Preview",
    "UnitSaid",
    "close_breach",
    "follow_list",
    "import_list",
    "judge_breach",
    "keep_item",
    "keep_unit",
    "order_mending",
    "preview_list",
    "report_breach",
    "return_figures",
    "take_items",
    "take_list",
]
