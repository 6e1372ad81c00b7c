"""Every act before an application."""

from oneseal.advance.services.early import (
    add_note,
    ask_early,
    close_early,
    give_list,
    hand_on_early,
    link_early,
    take_early,
)
from oneseal.advance.services.projects import (
    green_project,
    import_projects,
    list_project,
    remove_project,
)
from oneseal.advance.services.promises import (
    carry_over,
    lapse_review,
    link_formal,
    order_late,
    remind_paper,
    settle_formal,
)
from oneseal.advance.services.reviews import (
    Request,
    admit_review,
    ask_review,
    give_opinion,
    issue_opinion,
    refuse_review,
    withdraw_review,
)

__all__ = [
    "Request",
    "add_note",
    "admit_review",
    "ask_early",
    "ask_review",
    "carry_over",
    "close_early",
    "give_list",
    "give_opinion",
    "green_project",
    "hand_on_early",
    "import_projects",
    "issue_opinion",
    "lapse_review",
    "link_early",
    "link_formal",
    "list_project",
    "order_late",
    "refuse_review",
    "remind_paper",
    "remove_project",
    "settle_formal",
    "take_early",
    "withdraw_review",
]
