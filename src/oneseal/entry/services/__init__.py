"""Every act of the entry ledger."""

from oneseal.entry.services.breaches import close_breach, judge_breach, order_mending, report_breach
from oneseal.entry.services.ledger import ItemSaid, UnitSaid, keep_item, keep_unit, return_figures, take_items

__all__ = [
    "ItemSaid",
    "UnitSaid",
    "close_breach",
    "judge_breach",
    "keep_item",
    "keep_unit",
    "order_mending",
    "report_breach",
    "return_figures",
    "take_items",
]
