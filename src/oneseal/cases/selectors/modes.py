"""Modes of the bureau: what a case owes, who broke a promise."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from oneseal.cases.models import Case, CaseMaterial, Commitment, Dishonesty, GreenEntry, Tolerance
from oneseal.cases.rules.commitment import Standing
from oneseal.cases.rules.deadlines import is_over
from oneseal.cases.rules.states import RUNNING
from oneseal.cases.rules.tolerance import Owing
from oneseal.cases.selectors.access import access_case
from oneseal.foundation import calendars, clock
from oneseal.foundation.lists import Page, counts, keyset_page
from oneseal.kernel.access import CASEWORK, EXAMINING, Actor, Role
from oneseal.kernel.text import N_


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


PROMISED = ("post", "checked_by", "settled_by", "letter", "order", "revocation")


def commitment_of(case: Case) -> Commitment | None:
    """The commitment on which a case is handled."""
    return Commitment.objects.filter(case=case).select_related(*PROMISED).first()


def commitment_acts(actor: Actor, case: Case, row: Commitment) -> list[str]:
    """What a page should offer about the check of a commitment; the services still check everything."""
    head = actor.has(Role.SECTION_HEAD) and case.section_id in actor.sections
    checker = (row.post_id in actor.posts or head) and actor.staff_id != case.decider_id
    if row.state == Standing.DUE:
        return ["check_commitment"] if checker else []
    if row.state != Standing.FAULTY:
        return []
    over = is_over(clock.today(), row.fix_by, provisional=row.fix_provisional, calendar=calendars.current())
    revoke = ["revoke_for_commitment"] if over and (head or actor.has(Role.BUREAU_HEAD)) else []
    return (["confirm_mended"] if checker else []) + revoke


def visible_checks(actor: Actor) -> QuerySet[Commitment]:
    """Checks after decisions on commitment: the bureau's, or for reviewers those of their posts and sections."""
    if not actor.staff_id or not actor.has(*EXAMINING):
        return Commitment.objects.none()
    rows = Commitment.objects.filter(bureau_id=actor.bureau_id, check_by__isnull=False)
    if actor.has(Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR):
        return rows
    return rows.filter(Q(post__in=actor.posts) | Q(case__section__in=actor.sections))


def check_list(actor: Actor, asked: Mapping[str, str]) -> Page[Commitment]:
    """One page of them, the most urgent first; `all` also those that are settled."""
    rows = visible_checks(actor).select_related("case__section", "post")
    if not asked.get("all"):
        rows = rows.filter(state__in=[Standing.DUE, Standing.FAULTY])
    return keyset_page(rows, ("check_by", "id"), asked)


def checks_waiting(actor: Actor) -> QuerySet[Commitment]:
    """Those that wait to be checked or mended."""
    return visible_checks(actor).filter(state__in=[Standing.DUE, Standing.FAULTY])


def dishonesty_list(actor: Actor, asked: Mapping[str, str]) -> Page[Dishonesty]:
    """The bureau's file of broken promises, newest first; those still standing unless `all` is asked."""
    rows = Dishonesty.objects.filter(bureau_id=actor.bureau_id).select_related("applicant")
    if not actor.staff_id or not actor.has(*CASEWORK):
        rows = rows.none()
    if not asked.get("all"):
        rows = rows.filter(repaired_on=None)
    return keyset_page(rows, ("-found_on", "-id"), asked)


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


def green_entry(bureau_id: int, applicant_id: int) -> GreenEntry | None:
    """The entry by which an applicant goes first today, or will."""
    rows = GreenEntry.objects.filter(bureau_id=bureau_id, applicant_id=applicant_id, ended_on=None)
    return rows.filter(until__gte=clock.today()).first()


def green_until(bureau_id: int, applicant_id: int) -> date | None:
    """Until when an application begun today goes first; None: it does not."""
    found = green_entry(bureau_id, applicant_id)
    return found.until if found and found.from_on <= clock.today() else None


GREEN_SORTS = {
    "from": (N_("最近列入的在前"), ("-from_on", "-id")),
    "until": (N_("快到期的在前"), ("until", "id")),
    "kind": (N_("按列入的种类"), ("kind", "until", "id")),
}
"""How the list may be ordered: what the reader chooses, and the columns."""


def green_list(actor: Actor, asked: Mapping[str, str]) -> Page[GreenEntry]:
    """The bureau's list in one of GREEN_SORTS, newest first unless `sort` says so; what stands unless `all` is asked."""
    rows = GreenEntry.objects.filter(bureau_id=actor.bureau_id).select_related("applicant", "listed_by")
    if not actor.staff_id or not actor.has(*CASEWORK):
        rows = rows.none()
    if not asked.get("all"):
        rows = rows.filter(ended_on=None, until__gte=clock.today())
    _, order = GREEN_SORTS.get(asked.get("sort", ""), GREEN_SORTS["from"])
    return keyset_page(rows, order, asked)


def green_public() -> list[GreenEntry]:
    """Enterprises and projects that go first today, for everybody."""
    rows = GreenEntry.objects.filter(ended_on=None, from_on__lte=clock.today(), until__gte=clock.today())
    return list(rows.exclude(kind="person").select_related("applicant")[:200])


def green_figures(actor: Actor) -> dict[str, int]:
    """How many are listed, how many of their cases run, were decided within a year, and within the promise."""
    today = clock.today()
    listed = GreenEntry.objects.filter(bureau_id=actor.bureau_id, ended_on=None, until__gte=today)
    cases = Case.objects.filter(bureau_id=actor.bureau_id, green_until__isnull=False)
    decided = cases.filter(decided_at__date__gt=today - timedelta(days=365))
    return counts(
        {
            "listed": [listed],
            "running": [cases.filter(state__in=[state.value for state in sorted(RUNNING)])],
            "decided": [decided],
            "on_time": [decided.filter(decided_at__date__lte=F("promised_due"))],
        }
    )
