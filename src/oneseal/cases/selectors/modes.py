"""Modes of the bureau: what a case owes, who broke a promise."""

from datetime import date

from oneseal.cases.models import Case, CaseMaterial, Dishonesty, Tolerance
from oneseal.cases.rules.states import RUNNING
from oneseal.cases.rules.tolerance import Owing
from oneseal.cases.selectors.access import access_case
from oneseal.foundation import calendars
from oneseal.kernel.access import Actor


def standing_dishonesty(index: str) -> Dishonesty | None:
    """The newest unrepaired record of whoever has this blind index; for the credit file that may come (CRD)."""
    if not index:
        return None
    return Dishonesty.objects.filter(identifier_index=index, repaired_on=None).first()


def tolerance_of(case: Case) -> Tolerance | None:
    """What the case owes or owed."""
    return Tolerance.objects.filter(case=case).first()


def owed_codes(case: Case) -> set[str]:
    """Codes of the materials that the case owes."""
    found = tolerance_of(case)
    return {each["code"] for each in found.owed} if found else set()


def still_owed(case: Case) -> set[str]:
    """Codes of the materials that may be handed in now, after acceptance (TOL-2)."""
    return owed_codes(case) if case.owes and case.state in RUNNING else set()


def material_code(actor: Actor, case_id: int, material_id: int) -> str:
    """The code of a material of a case that the actor may see; empty where there is none."""
    rows = CaseMaterial.objects.filter(pk=material_id, case=access_case(actor, case_id))
    return rows.values_list("code", flat=True).first() or ""


def unsupplied(today: date) -> list[int]:
    """Cases whose owed materials did not come in time. Nothing here rests on a provisional day (CAL-6)."""
    rows = Tolerance.objects.filter(state=Owing.OWED, owed_by__lt=today, provisional=False)
    rows = rows.filter(case__state__in=[state.value for state in sorted(RUNNING)])
    return list(rows.order_by("case").values_list("case", flat=True))


def owed_to_remind(today: date) -> list[int]:
    """Cases whose supplement is due on the next working day but one, or on the next."""
    calendar = calendars.current()
    days = [calendar.add_workdays(today, ahead).day for ahead in (1, 2)]
    rows = Tolerance.objects.filter(state=Owing.OWED, owed_by__in=days, provisional=False)
    return list(rows.order_by("case").values_list("case", flat=True))
