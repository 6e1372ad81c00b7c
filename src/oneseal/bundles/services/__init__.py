"""Every act on themes, joint applications and orders."""

from oneseal.bundles.services.applying import (
    add_paper,
    apply_jointly,
    check_complete,
    remove_paper,
    save_joint,
    start_joint,
    submit_joint,
    withdraw_joint,
)
from oneseal.bundles.services.correcting import drop_gap, note_gap, send_correction, supply_joint
from oneseal.bundles.services.partners import (
    finish_order,
    keep_partner,
    resend_order,
    return_order,
    take_order,
)
from oneseal.bundles.services.running import follow, give_yields, supply_lacking
from oneseal.bundles.services.telling import tell_news
from oneseal.bundles.services.themes import draft_theme, new_draft, publish_theme, save_theme, take_offline

__all__ = [
    "add_paper",
    "apply_jointly",
    "check_complete",
    "draft_theme",
    "drop_gap",
    "finish_order",
    "follow",
    "give_yields",
    "keep_partner",
    "new_draft",
    "note_gap",
    "publish_theme",
    "remove_paper",
    "resend_order",
    "return_order",
    "save_joint",
    "save_theme",
    "send_correction",
    "start_joint",
    "submit_joint",
    "supply_joint",
    "supply_lacking",
    "take_offline",
    "take_order",
    "tell_news",
    "withdraw_joint",
]
