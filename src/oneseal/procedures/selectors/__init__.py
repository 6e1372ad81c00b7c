"""Every read of special procedures."""

from oneseal.procedures.selectors.access import (
    STARTS,
    access_proceeding,
    access_told,
    acts_for,
    proceedings_of,
    starts_for,
    step_in_hand,
    visible_proceedings,
    work,
)
from oneseal.procedures.selectors.examinations import TONES as EXAM_TONES
from oneseal.procedures.selectors.examinations import (
    access_examination,
    exam_acts,
    exam_panel,
    examination_of,
    sitters,
)
from oneseal.procedures.selectors.guards import (
    check_correction,
    check_grant,
    check_refusal,
    check_resume,
    grounds,
    queue_of,
)
from oneseal.procedures.selectors.pages import all_of, one
from oneseal.procedures.selectors.public import (
    Line,
    access_quota,
    announced_hearings,
    corrections_of,
    experts,
    fields,
    line_of,
    public_quotas,
)
from oneseal.procedures.selectors.shown import TONES, Part, Shown, shown

__all__ = [
    "EXAM_TONES",
    "STARTS",
    "TONES",
    "Line",
    "Part",
    "Shown",
    "access_examination",
    "access_proceeding",
    "access_quota",
    "access_told",
    "acts_for",
    "all_of",
    "announced_hearings",
    "check_correction",
    "check_grant",
    "check_refusal",
    "check_resume",
    "corrections_of",
    "exam_acts",
    "exam_panel",
    "examination_of",
    "experts",
    "fields",
    "grounds",
    "line_of",
    "one",
    "proceedings_of",
    "public_quotas",
    "queue_of",
    "shown",
    "sitters",
    "starts_for",
    "step_in_hand",
    "visible_proceedings",
    "work",
]
