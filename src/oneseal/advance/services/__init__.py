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

__all__ = [
    "add_note",
    "ask_early",
    "close_early",
    "give_list",
    "green_project",
    "hand_on_early",
    "import_projects",
    "link_early",
    "list_project",
    "remove_project",
    "take_early",
]
