"""Every read of the hall."""

from oneseal.hall.selectors.slips import (
    VIEWS,
    WHOLE_BUREAU,
    Counts,
    access_slip,
    chip_of,
    may_settle,
    paths_for,
    slip_acts,
    slip_counts,
    slip_list,
    slips_of_case,
    slips_to_settle,
    unsettled_slips,
    visible_slips,
)

__all__ = [
    "VIEWS",
    "WHOLE_BUREAU",
    "Counts",
    "access_slip",
    "chip_of",
    "may_settle",
    "paths_for",
    "slip_acts",
    "slip_counts",
    "slip_list",
    "slips_of_case",
    "slips_to_settle",
    "unsettled_slips",
    "visible_slips",
]
