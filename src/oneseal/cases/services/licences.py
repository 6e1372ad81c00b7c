"""What an application has to do with certificates: which one it is about, and what a grant does to it (LIC-14…21)."""

from datetime import date
from typing import Any

from oneseal.cases.models import Case, CaseForm, Decision
from oneseal.cases.services.drafts import form_of, situation_of
from oneseal.cases.services.loading import Work
from oneseal.cases.services.papers import Issued
from oneseal.catalog.rules.content import ItemContent, Result
from oneseal.catalog.rules.situations import Situation
from oneseal.certificates import selectors, services
from oneseal.certificates.services import Grant


def result_of(content: ItemContent) -> Result | None:
    """The item's result that issues a certificate, if one does."""
    return next((each for each in content.results if each.certificate), None)


def kind_of(case: Case, content: ItemContent) -> str:
    """The kind of the handling variant applied for; empty where the item has none."""
    return next((each.kind for each in content.variants if each.code == case.variant), "")


def choose(work: Work, situation: Situation, form: CaseForm) -> None:
    """Remember the certificate that the form names; a renewal asked for in time keeps it from expiring (LIC-18).

    Raises RuleViolation for a number that is not the applicant's, for a banned applicant, and for a late renewal.
    """
    content, case = work.content, work.case
    if result_of(content) is None:
        return
    selectors.check_ban(case.applicant_id, case.item_id, content)
    found = selectors.chosen_for(
        situation.schema, form.data, applicant_id=case.applicant_id, item_id=case.item_id
    )
    work.set(certificate_id=found.pk if found else None)
    if found and kind_of(case, content) == "renew":
        services.note_renewal(work.actor, certificate_id=found.pk, case_id=case.pk)


def issue(work: Work, decision: Decision, document: Issued) -> None:
    """What a grant does: in the same transaction; files follow in a job."""
    result = result_of(work.content)
    if result is not None:
        services.follow_grant(
            work.actor, _grant(work, result, document.issuer, decision.content, decision.valid_until)
        )


def _grant(work: Work, result: Result, issuer: str, permits: str, until: date | None) -> Grant:
    case, content = work.case, work.content
    return Grant(
        bureau_id=case.bureau_id,
        case_id=case.pk,
        item_id=case.item_id,
        type_code=result.certificate,
        kind=kind_of(case, content),
        certificate_id=case.certificate_id,
        holder=case.applicant,
        schema=situation_of(case).schema,
        values=form_of(case, case.submission).data,
        permits=permits,
        issuer_name=issuer,
        decides=content.decides,
        valid_from=work.today,
        valid_until=until,
        months=result.valid_months,
    )


def lines(work: Work) -> list[dict[str, Any]]:
    """The certificates that are handed over with the result, for the receipt of delivery."""
    if result_of(work.content) is None:
        return []
    return [{"name": each.name, "number": each.number} for each in selectors.undelivered(work.case.pk)]
