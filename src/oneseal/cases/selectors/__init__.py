"""Every read of cases, for pages, the API and the contexts above."""

from oneseal.cases.selectors.access import (
    access_case,
    access_case_by_number,
    may_open,
    may_read_file,
    may_see,
    visible_cases,
)
from oneseal.cases.selectors.acts import case_acts, step_acts
from oneseal.cases.selectors.figures import (
    Figures,
    evaluation_tally,
    figures,
    popular_items,
    received_by_day,
)
from oneseal.cases.selectors.pages import (
    CasePage,
    case_page,
    due_chip,
    explain_due,
    history_of,
    resolve_situation,
    reusable_materials,
    step_chip,
)
from oneseal.cases.selectors.running import live_steps
from oneseal.cases.selectors.searching import found_cases, my_cases, search_cases
from oneseal.cases.selectors.worklists import (
    counts_by_post,
    delivery_list,
    intake_list,
    my_steps,
    orphaned_steps,
    pending_extensions,
    work_counts,
    worklist,
)

__all__ = [
    "CasePage",
    "Figures",
    "access_case",
    "access_case_by_number",
    "case_acts",
    "case_page",
    "counts_by_post",
    "delivery_list",
    "due_chip",
    "evaluation_tally",
    "explain_due",
    "figures",
    "found_cases",
    "history_of",
    "intake_list",
    "live_steps",
    "may_open",
    "may_read_file",
    "may_see",
    "my_cases",
    "my_steps",
    "orphaned_steps",
    "pending_extensions",
    "popular_items",
    "received_by_day",
    "resolve_situation",
    "reusable_materials",
    "search_cases",
    "step_acts",
    "step_chip",
    "visible_cases",
    "work_counts",
    "worklist",
]
