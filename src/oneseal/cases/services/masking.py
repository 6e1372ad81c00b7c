"""When a mask falls before the decision, because somebody has to face the applicant (受审分离, inventory 5.3)."""

from django.db import transaction

from oneseal.cases.events.modes import MaskFell
from oneseal.cases.services.loading import lock_unseen
from oneseal.kernel.access import SYSTEM


def lift_mask(*, case_id: int, why: str) -> None:
    """From here on everybody sees whose case it is; `why` is one of rules.masking.FALLS. Nothing where none is on."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        if work.case.masked:
            work.unmask(why)
            work.unmasked = ""
            work.commit(MaskFell(work.case.state, why))
