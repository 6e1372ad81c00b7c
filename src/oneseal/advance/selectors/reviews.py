"""Reads of pre-reviews on commitment: who sees which, what waits, what is promised (inventory 5.7)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from oneseal.advance.models import PreFile, PreOpinion, PreReview, PromisedPaper
from oneseal.advance.rules.promises import OPEN_PAPERS, REMIND_DAYS, REVIEWS, Paper, Review
from oneseal.advance.selectors.early import ADVISERS
from oneseal.cases.selectors import may_read_file
from oneseal.foundation import calendars, clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

REVIEW_VIEWS = {"open": N_("办理中"), "issued": N_("承诺履行中"), "all": N_("全部")}
SCOPE = "projects:read"
"""Of the investment platform's token: it follows the projects, and so their pre-reviews."""
ADMITTERS = (Role.COORDINATOR,)
ISSUERS = (Role.BUREAU_HEAD,)
ORDER = ("-asked_at", "-id")


def visible_reviews(actor: Actor) -> QuerySet[PreReview]:
    """Pre-reviews that an actor may see: the bureau's colleagues and the investment platform all, else one's own."""
    rows = PreReview.objects.select_related("project", "letter", "opinion", "notice")
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id) if actor.has(*CASEWORK) else rows.none()
    if actor.has(Role.CLIENT) and SCOPE in actor.scopes:
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(applicant__in=actor.applicants) if actor.applicants else rows.none()


def access_review(actor: Actor, review_id: int) -> PreReview:
    """One pre-review that the actor may see. Raises NotFound otherwise."""
    found = visible_reviews(actor).filter(pk=review_id).first()
    if found is None:
        raise NotFound("review_not_found", N_("没有找到这次预审，或者您无权查看。"))
    return found


def review_list(actor: Actor, asked: Mapping[str, str]) -> Page[PreReview]:
    """One page; `view` (REVIEW_VIEWS), `q`: number, owner, project."""
    rows, view = visible_reviews(actor), asked.get("view", "open" if actor.is_staff else "all")
    if view == "open":
        rows = rows.filter(state__in=[Review.ASKED, Review.ADMITTED])
    elif view == "issued":
        rows = rows.filter(state=Review.ISSUED)
    if text := asked.get("q", "").strip()[:60]:
        named = Q(applicant_name__contains=text) | Q(project__name__contains=text)
        rows = rows.filter(Q(number__contains=text) | named)
    return keyset_page(rows, ORDER, asked)


def reviews_waiting(actor: Actor) -> QuerySet[PreReview]:
    """What waits for the actor: to be admitted, to give an opinion on, to be issued, to lapse."""
    rows = PreReview.objects.filter(bureau=actor.bureau_id)
    waits = Q(pk=0)
    if actor.has(*ADMITTERS):
        waits |= Q(state=Review.ASKED)
    if actor.has(*ADVISERS):
        mine = PreOpinion.objects.filter(section__in=actor.sections, verdict="")
        waits |= Q(state=Review.ADMITTED, pk__in=mine.values("review"))
    if actor.has(*ISSUERS):
        unsaid = PreOpinion.objects.filter(verdict="")
        over = PromisedPaper.objects.filter(state=Paper.LATE, order_by__lt=clock.today())
        waits |= Q(state=Review.ADMITTED) & ~Q(pk__in=unsaid.values("review"))
        waits |= Q(state=Review.ISSUED, pk__in=over.values("review"))
    return rows.filter(waits)


def review_acts(actor: Actor, row: PreReview) -> frozenset[str]:
    """What a page should offer; the services still check everything."""
    allowed, found = set(REVIEWS.allowed(row.state)), set()
    if row.applicant_id in actor.own_applicants:
        return frozenset()
    if not actor.is_staff:
        side = row.applicant_id in actor.applicants
        return frozenset(allowed & {"withdraw"}) if side else frozenset()
    if actor.has(*ADMITTERS):
        found |= allowed & {"admit", "refuse"}
    if actor.has(*ISSUERS):
        if "issue" in allowed and not row.opinions.filter(verdict="").exists():
            found |= {"issue"}
        if "lapse" in allowed and row.papers.filter(state=Paper.LATE, order_by__lt=clock.today()).exists():
            found |= {"lapse"}
    return frozenset(found)


def opinions_of(row: PreReview) -> list[PreOpinion]:
    """What each section said or has to say."""
    return list(row.opinions.select_related("section", "staff"))


def papers_of(row: PreReview) -> list[PromisedPaper]:
    """What was promised, by day."""
    with_papers([row])
    return list(row.papers.all())


def with_papers(rows: Sequence[PreReview]) -> None:
    """Read what was promised in all of them at once."""
    papers = PromisedPaper.objects.select_related("case", "order", "item")
    prefetch_related_objects(rows, Prefetch("papers", papers))


def files_of(row: PreReview) -> list[PreFile]:
    """Evidence and what is reviewed."""
    return list(row.files.select_related("file"))


def access_paper(actor: Actor, paper_id: int) -> PromisedPaper:
    """One promise of a pre-review that the actor may see. Raises NotFound."""
    rows = PromisedPaper.objects.select_related("review", "item")
    found = rows.filter(pk=paper_id, review__in=visible_reviews(actor)).first()
    if found is None:
        raise NotFound("review_not_found", N_("没有找到这次预审，或者您无权查看。"))
    return found


def may_read_pre_file(actor: Actor, file: Any) -> bool:
    """Whoever sees the pre-review or the case that took the file over; the one who handed it in."""
    if actor.account_id and actor.account_id == file.owner_id:
        return True
    seen = PreFile.objects.filter(file=file.pk, review__in=visible_reviews(actor)).exists()
    return seen or may_read_file(actor, file.pk)


def promised_as(case: Any) -> QuerySet[PromisedPaper]:
    """The promised papers that a case is to bring."""
    return PromisedPaper.objects.filter(case=case.pk)


def review_panel(actor: Actor, case: Any) -> Mapping[str, Any] | None:
    """What the page of a formal case shows of the pre-review before it."""
    paper = PromisedPaper.objects.select_related("review__opinion").filter(case=case.pk).first()
    return {"paper": paper, "review": paper.review} if paper else None


def owed_by_case(applicant_id: int, item_id: int) -> int | None:
    """The open promise that an application of this applicant for this item keeps; its id."""
    rows = PromisedPaper.objects.filter(
        review__applicant=applicant_id, item=item_id, state__in=OPEN_PAPERS, review__state=Review.ISSUED
    )
    return rows.order_by("due", "id").values_list("pk", flat=True).first()


def paper_of_case(case_id: int) -> int | None:
    """The promise that a case is to keep; its id."""
    return PromisedPaper.objects.filter(case=case_id).values_list("pk", flat=True).first()


def overdue_papers(today: date) -> list[int]:
    """Promises whose day passed without an application; never decided on a provisional day (CAL-6)."""
    if calendars.current().is_provisional(today):
        return []
    rows = PromisedPaper.objects.filter(state=Paper.OWED, due__lt=today, review__state=Review.ISSUED)
    return list(rows.order_by("id").values_list("pk", flat=True))


def papers_to_remind(today: date) -> list[int]:
    """Promises whose owner is reminded today."""
    day = today + timedelta(days=REMIND_DAYS)
    rows = PromisedPaper.objects.filter(state=Paper.OWED, due=day, review__state=Review.ISSUED)
    return list(rows.order_by("id").values_list("pk", flat=True))
