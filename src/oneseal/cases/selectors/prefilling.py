"""What the system already knows of an applicant, by the names of the field dictionary (2.24): nobody types it twice."""

from typing import Any

from oneseal.cases.models import Case
from oneseal.cases.selectors.pages import resolve_situation
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.forms import specs
from oneseal.certificates.selectors import FORMAT, choices_for
from oneseal.kernel.text import N_

SOURCE = N_("来自申请人登记信息")


def known_of(case: Case) -> dict[str, Any]:
    """Name, number, phone, address of the applicant as the forms call them; the agent as the contact."""
    applicant = case.applicant
    contact = case.agent or applicant
    known = {"contact_phone": contact.phone, **_certificate(case)}
    if applicant.kind == "person":
        return known | {
            "person_name": applicant.name,
            "person_id": applicant.number,
            "person_phone": applicant.phone,
            "person_address": applicant.address,
            "contact_name": contact.name,
        }
    return known | {
        "org_name": applicant.name,
        "org_uscc": applicant.number,
        "org_address": applicant.address,
        "legal_name": applicant.legal_representative,
    }


def _certificate(case: Case) -> dict[str, str]:
    """The number of the one certificate that the application can be about."""
    schema = resolve_situation(case).schema
    named = [spec.datum or spec.name for spec in specs(schema) if spec.format == FORMAT]
    held = choices_for(case.applicant_id, case.item_id) if named else []
    return {named[0]: held[0].number} if len(held) == 1 else {}


def prefilled(case: Case) -> dict[str, Any]:
    """The values for the fields of the case's form that are known, by field name."""
    return form_values.prefill(resolve_situation(case).schema, known_of(case))
