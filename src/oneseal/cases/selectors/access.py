"""Who sees which case: the one rule behind pages, lists, search, export, statistics and the API."""

from collections.abc import Collection
from pathlib import PurePath

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.cases.models import Case, CaseMaterial, CaseStep
from oneseal.cases.rules.masking import is_windows_alone, judges
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors.masking import knows_applicant, named
from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.db import rows_where
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

WHOLE_BUREAU = frozenset({Role.CLERK, Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR})
"""Clerks because one section receives and delivers for all (licence law art. 26(1), LIC-24)."""
SECTION = frozenset({Role.REVIEWER, Role.SECTION_HEAD})


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """The cases that an actor may see.

    Citizens: their own and those of whom they act for. Staff: by role the whole bureau, or their sections' cases
    and those in which they have or had a step. API clients: those that they handed in. Nobody else any.
    """
    cases = Case.objects.all()
    if actor.is_staff:
        cases = cases.filter(bureau=actor.bureau_id).filter(~Q(state=CaseState.DRAFT) | ~Q(channel="online"))
        if not actor.roles.isdisjoint(WHOLE_BUREAU):
            return cases
        if actor.roles.isdisjoint(SECTION):
            return cases.none()
        return cases.filter(Q(section__in=actor.sections) | Exists(_steps_of(actor)))
    if actor.applicants:
        return cases.filter(Q(applicant__in=actor.applicants) | Q(agent__in=actor.applicants))
    if actor.has(Role.CLIENT):
        return cases.filter(bureau=actor.bureau_id, made_by=actor.account_id)
    return cases.none()


def _steps_of(actor: Actor) -> QuerySet[CaseStep]:
    mine = Q(holder__in=hands(actor)) | Q(post__in=actor.posts)
    return CaseStep.objects.filter(mine, case=OuterRef("pk"))


def may_see(actor: Actor, case: Case) -> bool:
    """The same rule for a row already loaded; asks the database only for a case of another section."""
    if actor.is_staff:
        if actor.bureau_id != case.bureau_id or (case.state == CaseState.DRAFT and case.channel == "online"):
            return False
        if not actor.roles.isdisjoint(WHOLE_BUREAU):
            return True
        if actor.roles.isdisjoint(SECTION):
            return False
        return case.section_id in actor.sections or visible_cases(actor).filter(pk=case.pk).exists()
    if actor.applicants:
        return case.applicant_id in actor.applicants or case.agent_id in actor.applicants
    return actor.has(Role.CLIENT) and (actor.bureau_id, actor.account_id) == (case.bureau_id, case.made_by)


def acts_for_applicant(actor: Actor, case: Case) -> bool:
    """Whether a citizen may act in a case today: as the applicant, or within a live authorisation for its item.

    Who began the case as agent may do nothing more in it once the authorisation is over or revoked.
    """
    if case.applicant_id not in actor.applicants:
        return False
    own = case.applicant_id == actor.applicant_id
    return own or identity.authorised_for(actor, case.applicant_id, case.item.code)


def may_work(actor: Actor, case: Case, step: CaseStep) -> bool:
    """Whether a step is the actor's: it is with them (or who they stand in for), or waits for one of their posts."""
    own_bureau = actor.staff_id != 0 and actor.bureau_id == case.bureau_id
    return own_bureau and (step.holder_id in hands(actor) or step.post_id in actor.posts)


def hands(actor: Actor) -> frozenset[int]:
    """Whose steps in hand the actor works on: their own, and those of colleagues for whom they stand in."""
    return frozenset({actor.staff_id, *(each.staff_id for each in actor.stand_ins)})


def standing_in(actor: Actor, step: CaseStep) -> str:
    """The name of the absent colleague for whom the actor would work on a live step; empty where it is their own."""
    if step.holder_id == actor.staff_id:
        return ""
    absent = actor.acting_for(holder=step.holder_id, post=step.post_id)
    return absent.name if absent else ""


def is_own(actor: Actor, case: Case) -> bool:
    """Whether a case is for others to handle: the member of staff applied, or acts for the applicant (回避)."""
    return case.applicant_id in actor.own_applicants or case.agent_id in actor.own_applicants


def not_own(actor: Actor, prefix: str = "") -> Q:
    """The condition that leaves out cases that are the actor's own; `prefix` leads to the case."""
    if not actor.own_applicants:
        return Q()
    by_agent = Q(**{f"{prefix}agent__in": actor.own_applicants})
    no_agent = Q(**{f"{prefix}agent__isnull": True})
    return ~Q(**{f"{prefix}applicant__in": actor.own_applicants}) & (no_agent | ~by_agent)


def others_for(case: Case, posts: Collection[int], staff_id: int) -> list[str]:
    """Names of up to five colleagues of some posts who are at work and whose own application it is not."""
    rows = [each for each in identity.present_holders(posts, clock.today()) if each.pk != staff_id]
    own = identity.own_applicants([each.pk for each in rows])
    parties = {case.applicant_id, case.agent_id}
    return [each.name for each in rows if parties.isdisjoint(own.get(each.pk, ()))][:5]


def access_case(actor: Actor, case_id: int) -> Case:
    """One case that the actor may see. Raises NotFound when it is absent or not for this actor."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None or not may_see(actor, case):
        raise NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))
    named(actor, [case])
    return case


def any_case(case_id: int) -> Case:
    """One case for the system itself: contexts above that act on its news. Raises NotFound."""
    # Most subscribers read it for every entry: without building the query each time.
    found = rows_where(Case, "id = %s", [case_id])
    if not found:
        raise NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))
    return found[0]


def access_case_by_number(actor: Actor, number: str) -> Case:
    """The same by the case's number."""
    case = visible_cases(actor).filter(number=number.strip()).exclude(number="").first()
    if case is None:
        raise NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))
    named(actor, [case])
    return case


def may_open(actor: Actor, case_id: int) -> bool:
    """Whether the actor may open the documents about the case: it is theirs to see, and so is the name on them."""
    case = Case.objects.filter(pk=case_id).first()
    return case is not None and may_see(actor, case) and knows_applicant(actor, case)


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Whether a file belongs to a material of a case that the actor sees, and that is not the window's alone (5.3)."""
    cases = visible_cases(actor)
    if not judges(actor):
        return cases.filter(materials__file=file_id).exists()
    rows = CaseMaterial.objects.filter(file=file_id, case__in=cases).select_related("case")
    return any(not is_closed(actor, row.case, row) for row in rows)


def material_name(actor: Actor, file_id: int) -> str:
    """The material's name where the file's own could say whose a masked case is; empty where it may be read (5.3)."""
    if not judges(actor):
        return ""
    row = CaseMaterial.objects.filter(file=file_id, case__masked=True).select_related("file").first()
    return f"{row.name}{PurePath(row.file.name).suffix}" if row and row.file else ""


def is_closed(actor: Actor, case: Case, material: CaseMaterial) -> bool:
    """Whether a material of the case says who applies and is kept from the actor."""
    if knows_applicant(actor, case):
        return False
    listed = catalog.version_content(case.item_version_id).masked_materials
    return is_windows_alone(material.code, material.name, listed)
