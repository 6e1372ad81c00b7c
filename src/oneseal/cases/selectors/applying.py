"""What an applicant's application pages need: drafts begun, what is known already, what was given before (2.24)."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases.models import Case, CaseForm, CaseMaterial
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors.access import visible_cases
from oneseal.cases.selectors.pages import resolve_situation
from oneseal.cases.selectors.prefilling import SOURCE, known_of
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.content import VARIANT, ItemContent
from oneseal.catalog.rules.publishing import OFFERED
from oneseal.catalog.rules.separation import UNDECIDED
from oneseal.catalog.rules.situations import resolve
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

EARLIER_FORMS = 5
PERSON, OTHERS = frozenset("19"), frozenset("234569")
"""Service objects of the catalogue (CAT-7) that a natural person, and an organisation, may be."""


@dataclass(frozen=True)
class Known:
    """Values for fields of a form, and for each in words where it comes from."""

    value: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def may_be_applied_for(content: ItemContent) -> bool:
    """Whether citizens may apply for it here: on application (CAT-3) and online."""
    return content.type in OFFERED and "online" in content.channels and content.separation not in UNDECIDED


def apply_links(item_id: int) -> dict[str, str]:
    """Where one applies for each variant of an item online, by the variant's kind."""
    version = catalog.current_version(item_id)
    content = catalog.content_of(version) if version else None
    if version is None or content is None or not may_be_applied_for(content):
        return {}
    start = reverse("cases:apply", args=[version.item.code])
    return {each.kind: f"{start}?{VARIANT}={each.code}" for each in content.variants}


def possible_applicants(actor: Actor, item_code: str, content: ItemContent) -> list[Any]:
    """For whom the actor may apply in this item: themselves first; only kinds that the item serves (CAT-7)."""
    objects = set(content.service_objects)
    kinds = {"person": bool(objects & PERSON), "organisation": bool(objects & OTHERS)}
    return [each for each in identity.principals(actor, item_code) if kinds[each.kind]]


def drafts_of_item(actor: Actor, item_id: int) -> list[Case]:
    """Applications for an item that the actor began and did not hand in, newest first."""
    mine = visible_cases(actor).filter(item=item_id, state=CaseState.DRAFT, channel="online")
    return list(mine.order_by("-id")[:5])


def known_to(actor: Actor, case: Case) -> Known:
    """What the applicant's record and their newest applications say for the fields of this form."""
    schema = resolve_situation(case).schema
    found: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for text, values in [(gettext(SOURCE), known_of(case)), *_earlier(actor, case)]:
        for name, value in form_values.prefill(schema, values).items():
            if name not in found:
                found[name], sources[name] = value, text
    return Known(found, sources)


def _earlier(actor: Actor, case: Case) -> list[tuple[str, dict[str, Any]]]:
    """Dictionary names with values of the newest forms handed in for the same applicant."""
    forms = CaseForm.objects.filter(
        case__in=visible_cases(actor).filter(applicant=case.applicant_id, received_at__isnull=False)
    ).select_related("case")
    return [
        (
            gettext("来自您以前的申请“%(item)s”") % {"item": form.case.item_name},
            form_values.known_from(_schema(form.case), form.data),
        )
        for form in forms.order_by("-case_id", "-submission")[:EARLIER_FORMS]
    ]


def _schema(case: Case) -> dict[str, Any]:
    return resolve(catalog.version_content(case.item_version_id), case.answers).schema


def given_before(actor: Actor, case: Case) -> dict[str, list[CaseMaterial]]:
    """Files that the applicant gave in other cases, by the name of the material; at most three of a name."""
    rows = CaseMaterial.objects.filter(
        case__in=visible_cases(actor).filter(applicant=case.applicant_id),
        name__in=[material.name for material in resolve_situation(case).materials],
        file__isnull=False,
    )
    found: dict[str, list[CaseMaterial]] = {}
    for row in rows.exclude(case=case).select_related("file", "case").order_by("-id")[:60]:
        same = found.setdefault(row.name, [])
        if len(same) < 3 and row.file_id not in {each.file_id for each in same}:
            same.append(row)
    return found
