"""Documents to sign: of a draft, by people, as they would read now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from oneseal.assurance.rules.levels import Purpose
from oneseal.assurance.selectors import Matter
from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.situations import resolve
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.registration.models import Signer, Signing
from oneseal.registration.rules import signing as rules
from oneseal.registration.rules.signing import Asked, Paper, SignerState, SigningState
from oneseal.registration.selectors.ending import visible_ends

STANDING = (SigningState.COLLECTING, SigningState.COMPLETE)


@dataclass(frozen=True)
class Draft:
    """A draft of a company's registration with its documents and those who sign them."""

    bureau_id: int
    applicant_id: int
    title: str
    papers: list[Paper]
    people: list[Asked]
    matter: Matter


def draft_of(actor: Actor, case_id: int) -> Draft:
    """The documents that a draft yields. Raises NotFound, RuleViolation for what is no company's registration."""
    page = cases.case_page(actor, case_id)
    case: Any = page.case
    if page.content.registers != "company" or case.state != "draft":
        text = N_("只有公司设立登记的草稿可以请全体股东电子签名。")
        raise RuleViolation("not_for_signing", text)
    known = form_values.known_from(page.situation.schema, _values(page.form))
    papers = _papers(page.situation.schema, _values(page.form))
    matter = cases.matter_of(case, page.content, Purpose.HAND_IN)
    return Draft(case.bureau_id, case.applicant_id, case.item_name, papers, rules.signers(known), matter)


def _values(form: Any) -> dict[str, Any]:
    return dict(form.data) if form is not None else {}


def _papers(schema: dict[str, Any], values: dict[str, Any]) -> list[Paper]:
    known = form_values.known_from(schema, values)
    lines = []
    for part in form_values.summary(schema, values, mask=False):
        for line in part.lines:
            rows = "；".join("，".join(filter(None, each)) for each in line.rows)
            if text := rows or line.text:
                lines.append(f"{line.label}：{text}")
    return rules.papers(known, lines, _money(known))


def _money(known: dict[str, Any]) -> dict[str, str]:
    """Texts of the sums, which the form keeps in 分."""
    found = {"": _yuan(known.get("registered_capital"))}
    for row in known.get("shareholders") or []:
        found[str(row.get("shareholder_id"))] = _yuan(row.get("capital_share"))
    return {key: text for key, text in found.items() if text}


def _yuan(value: Any) -> str:
    return f"{value / 100:,.2f}元" if isinstance(value, int) else ""


def digest_now(row: Signing) -> str:
    """The digest of the documents as the draft would yield them now; what is about no draft does not change."""
    if row.subject_kind != "case":
        return row.digest
    filled = cases.filled_in(row.subject_id)
    schema = resolve(catalog.version_content(filled.version_id), filled.answers).schema
    return rules.digest(_papers(schema, filled.values))


def assured_by(row: Signing) -> int:
    """How sure one must be of who signs, by the item of the draft; a signing about something else asks a sign-in."""
    if row.subject_kind != "case":
        return 1
    return int(catalog.version_content(cases.filled_in(row.subject_id).version_id).assurance_sign)


def replaced_codes(case_id: int) -> list[str]:
    """Materials of a draft for which the signed documents stand and that were not given."""
    filled = cases.filled_in(case_id)
    materials = resolve(catalog.version_content(filled.version_id), filled.answers).materials
    return [each.code for each in materials if rules.stands_for(each.name) and each.code not in filled.given]


def standing(kind: str, subject_id: int) -> Signing | None:
    """The signing about a subject that runs or is complete."""
    return Signing.objects.filter(subject_kind=kind, subject_id=subject_id, state__in=STANDING).first()


def latest(kind: str, subject_id: int) -> Signing | None:
    """The newest signing about a subject, whatever became of it."""
    return Signing.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-id").first()


def own_indexes(actor: Actor) -> QuerySet[Any, Any]:
    """Whom a citizen signs for: themselves, and organisations whose legal representative they are; no agent signs."""
    return identity.spoken_for(actor).exclude(number_index="").values("number_index")


def signer_for(actor: Actor, row: Signing) -> Signer | None:
    """The signer that an actor is; one who has not said anything first."""
    rows = row.signers.filter(number_index__in=own_indexes(actor))
    return rows.filter(state=SignerState.ASKED).first() or rows.first()


def visible_signings(actor: Actor) -> QuerySet[Signing]:
    """What a citizen asked for or is asked to sign."""
    if actor.is_staff or not actor.applicants:
        return Signing.objects.none()
    mine = Q(applicant__in=actor.applicants) | Q(signers__number_index__in=own_indexes(actor))
    return Signing.objects.filter(mine).select_related("applicant", "document").distinct()


def access_signing(actor: Actor, signing_id: int) -> Signing:
    """One that the actor may see. Raises NotFound otherwise."""
    found = visible_signings(actor).filter(pk=signing_id).first()
    if found is None:
        raise NotFound("signing_not_found", N_("没有找到要您签名的文件。"))
    return found


def to_sign(actor: Actor) -> QuerySet[Signer]:
    """What waits for a citizen's signature."""
    return Signer.objects.filter(
        number_index__in=own_indexes(actor),
        state=SignerState.ASKED,
        signing__state=SigningState.COLLECTING,
    )


def documents_visible(actor: Actor, signing_id: int) -> bool:
    """Whether the actor may open the signed paper: who signed or asked, and staff who see what it is about."""
    if visible_signings(actor).filter(pk=signing_id).exists():
        return True
    row = Signing.objects.filter(pk=signing_id, bureau=actor.bureau_id).first() if actor.is_staff else None
    if row is None:
        return False
    if row.subject_kind == "case":
        return cases.may_open(actor, row.subject_id)
    return visible_ends(actor).filter(pk=row.subject_id).exists()
