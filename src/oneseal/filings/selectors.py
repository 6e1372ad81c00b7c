"""Every read of filings: the public, the holder, those who check."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.filings.models import Filing, FilingCheck, FilingPaper
from oneseal.filings.rules.life import RENEW_DAYS, UNSETTLED, CheckState, FilingState
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import DueChip
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

if TYPE_CHECKING:
    from oneseal.documents.models import StoredFile

CHECKERS = (Role.REVIEWER, Role.SECTION_HEAD)
ANNULLERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD)
CHIP_DAYS = 20
"""Of so many working days the last fifth shows as soon due."""
PAPER = "filing_paper"
"""Purpose of the files handed in with a filing."""
NEWEST = ("-filed_at", "-id")
VIEWS = {"checks": N_("待核查和待改正"), "standing": N_("有效的"), "all": N_("全部")}


def visible_filings(actor: Actor) -> QuerySet[Filing]:
    """The filings that an actor may see: the bureau's, those of whom they act for, those that a system filed."""
    rows = Filing.objects.select_related("applicant", "section", "card", "item")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        return rows if actor.has(*CASEWORK) else rows.none()
    return identity.applied_for(actor, rows)


def _one(rows: QuerySet[Filing]) -> Filing:
    found = rows.first()
    if found is None:
        raise NotFound("filing_not_found", N_("没有找到这个备案，或者您无权查看。"))
    return found


def access_filing(actor: Actor, filing_id: int) -> Filing:
    """One filing that the actor may see. Raises NotFound otherwise."""
    return _one(visible_filings(actor).filter(pk=filing_id))


def access_filing_uid(actor: Actor, uid: UUID) -> Filing:
    """The same by its lasting id, for other systems."""
    return _one(visible_filings(actor).filter(uid=uid))


def own_filings(actor: Actor, asked: Mapping[str, str]) -> Page[Filing]:
    """What the citizen filed, newest first."""
    return keyset_page(visible_filings(actor), NEWEST, asked)


def desk_list(actor: Actor, asked: Mapping[str, str]) -> Page[Filing]:
    """The desk's list: those to check, most urgent first; those that stand; all. `q` narrows by shop, holder, number."""
    rows = _found(visible_filings(actor), asked)
    view = asked.get("view", "checks")
    if view == "all":
        return keyset_page(rows, NEWEST, asked)
    if view == "standing":
        return keyset_page(rows.filter(state=FilingState.STANDING), NEWEST, asked)
    return keyset_page(rows.filter(checks__in=open_checks(actor)), NEWEST, asked)


def _found(rows: QuerySet[Filing], asked: Mapping[str, str]) -> QuerySet[Filing]:
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(
            Q(number__contains=text) | Q(applicant_name__contains=text) | Q(shown__icontains=text)
        )
    return rows


def open_checks(actor: Actor) -> QuerySet[FilingCheck]:
    """Checks to be made or followed up: the bureau's for those who watch, of their sections for the others."""
    rows = FilingCheck.objects.filter(bureau_id=actor.bureau_id, state__in=UNSETTLED)
    if not actor.is_staff or not actor.has(*CASEWORK):
        return rows.none()
    watching = actor.has(Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR)
    return rows if watching else rows.filter(filing__section__in=actor.sections)


def checks_of(filing: Filing) -> list[FilingCheck]:
    """Every check of a filing, newest first."""
    return list(filing.checks.select_related("checked_by", "settled_by", "order").order_by("-id"))


def acts(actor: Actor, filing: Filing, check: FilingCheck | None) -> frozenset[str]:
    """What a page should offer; the services still check everything."""
    found: set[str] = set()
    standing = filing.state == FilingState.STANDING
    holder = filing.applicant_id in actor.applicants
    if standing and (holder or actor.has(Role.CLERK)):
        found.add("give_up")
        if filing.valid_until and clock.today() >= filing.valid_until - timedelta(days=RENEW_DAYS):
            found.add("renew")
    here = filing.section_id in actor.sections
    if standing and check and here and actor.has(*CHECKERS):
        found.add("check" if check.state == CheckState.DUE else "mend")
    may_annul = actor.has(Role.BUREAU_HEAD) or (here and actor.has(*ANNULLERS))
    if standing and check and check.state == CheckState.FAULTY and may_annul and is_over(check):
        found.add("annul")
    return frozenset(found)


def is_over(check: FilingCheck) -> bool:
    """Whether the day of the order to mend has passed for certain (CAL-6)."""
    today = clock.today()
    over = check.fix_by is not None and not check.fix_provisional and today > check.fix_by
    return over and not calendars.current().is_provisional(today)


def chip_of(check: FilingCheck | None) -> DueChip | None:
    """The chip of a check's day; None where nothing is due."""
    if check is None or check.state not in UNSETTLED:
        return None
    day, provisional = (
        (check.fix_by, check.fix_provisional)
        if check.state == CheckState.FAULTY and check.fix_by
        else (check.due, check.due_provisional)
    )
    calendar, today = calendars.current(), clock.today()
    state = str(clocks.state(Due(day, provisional), CHIP_DAYS, today, calendar))
    left = calendar.workdays_between(today, day).days
    return DueChip({"normal": "running"}.get(state, state), left, provisional=provisional, on=day)


def public_list(asked: Mapping[str, str]) -> Page[Filing]:
    """Filings that stand, for everybody; `q` narrows by shop, address or number."""
    rows = Filing.objects.filter(state=FilingState.STANDING)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(number__contains=text) | Q(shown__icontains=text))
    return keyset_page(rows, NEWEST, asked)


def access_public(uid: UUID) -> Filing:
    """One filing as everybody may see it, also after its end. Raises NotFound."""
    found = Filing.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("filing_not_found", N_("没有找到这个备案，请核对公示卡上的二维码。"))
    return found


def ended(today: date) -> list[int]:
    """Filings whose last day has passed."""
    rows = Filing.objects.filter(state=FilingState.STANDING, valid_until__lt=today)
    return list(rows.order_by("id").values_list("pk", flat=True))


def ending(today: date) -> list[int]:
    """Filings that may be renewed from today on, to be told their holders."""
    day = today + timedelta(days=RENEW_DAYS)
    rows = Filing.objects.filter(state=FilingState.STANDING, valid_until=day)
    return list(rows.order_by("id").values_list("pk", flat=True))


def documents_visible(actor: Actor, filing_id: int) -> bool:
    """Whether the actor may open the documents about a filing."""
    return visible_filings(actor).filter(pk=filing_id).exists()


def papers_of(filing: Filing) -> list[FilingPaper]:
    """What was handed in with a filing."""
    return list(filing.papers.select_related("file"))


def may_read_paper(actor: Actor, file: "StoredFile") -> bool:
    """A paper is read by those who see a filing that has it; before there is one, by whoever took it in."""
    used = list(FilingPaper.objects.filter(file=file.pk).values_list("filing", flat=True))
    if not used:
        return actor.account_id != 0 and actor.account_id == file.owner_id
    return visible_filings(actor).filter(pk__in=used).exists()
