"""Holding a site against the layers: the check is kept, and may be made a paper."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import clock, db
from oneseal.foundation.display import paper_moment
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.plans import events
from oneseal.plans.models import SiteCheck
from oneseal.plans.rules import geometry, reports
from oneseal.plans.selectors import SCOPE, SiteResult, access_check, conflicts


def check_site(
    actor: Actor,
    *,
    bureau_id: int,
    name: str,
    site: Mapping[str, Any],
    purpose: str = "",
    given_as: str = "",
    applicant_id: int | None = None,
) -> SiteCheck:
    """Hold a site (GeoJSON in degrees of CGCS2000) against every layer in force and keep what came out.

    Staff and systems with the scope against every layer; citizens, for whom they act, against the public ones.
    `given_as` says where the outline is from. Raises RuleViolation at `site` or `name`.
    """
    inside = _sees_all(actor)
    if not inside and applicant_id not in actor.applicants:
        raise Forbidden("may_not_check", N_("请登录后为自己或授权您的人核对地块。"))
    if not name.strip():
        raise RuleViolation("name_missing", N_("请写明地块或项目的名称。"), field="name")
    result = conflicts(site, bureau_id=bureau_id, purpose=purpose.strip(), public_only=not inside)
    plain = geometry.to_geojson(geometry.of_geojson(site))
    with transaction.atomic():
        check = SiteCheck.objects.create(
            bureau_id=bureau_id,
            name=name.strip()[:200],
            purpose=purpose.strip()[:200],
            site=plain,
            area_m2=result.area_m2,
            given_as=given_as[:200],
            result=as_json(result),
            conflicts_count=len(result.conflicting),
            checked_at=clock.now(),
            checked_by_id=actor.staff_id or None,
            applicant_id=applicant_id,
        )
        versions = [each.version_id for each in result.findings if each.version_id]
        event = events.SiteChecked(len(result.findings), len(result.conflicting), versions)
        record(actor, Subject("site_check", check.pk), event)
    return check


def _sees_all(actor: Actor) -> bool:
    system = actor.has(Role.CLIENT) and SCOPE in actor.scopes
    return system or (actor.is_staff and actor.has(*DESKWORK))


def issue_report(actor: Actor, *, check_id: int) -> SiteCheck:
    """Make what came out a paper with number and drawing; once for each check. Raises Conflict the second time."""
    access_check(actor, check_id)
    with transaction.atomic():
        check = db.lock(SiteCheck, check_id)
        if check.document_id:
            raise Conflict("reported_already", N_("这次核对已经出具报告，直接打开即可。"))
        document = documents.issue_document(
            actor,
            bureau_id=check.bureau_id,
            kind="plan_report",
            subject=Subject("site_check", check.pk),
            data=_paper(check),
        )
        change = Update(SiteCheck, check.pk, {"document_id": document.pk})
        event = events.ReportIssued(document.number)
        record(actor, Subject("site_check", check.pk), event, changes=[change])
    return access_check(actor, check_id)


def _paper(check: SiteCheck) -> dict[str, Any]:
    return {
        "applicant": check.applicant.name if check.applicant else check.name,
        "person": bool(check.applicant and check.applicant.kind == "person"),
        "item_name": check.name,
        "purpose": check.purpose,
        "area": reports.area_words(check.area_m2),
        "method": geometry.AREA_METHOD,
        "given_as": check.given_as,
        "checked_on": paper_moment(check.checked_at),
        "summary": reports.summary(check.result),
        "findings": reports.findings(check.result),
        **reports.drawing(check.site, check.result),
    }


def as_json(result: SiteResult) -> list[dict[str, Any]]:
    """The findings as plain values, to be kept and shown again as they were."""
    return [asdict(each) for each in result.findings]
