"""Reads of joint applications: whose they are, what they consist of, where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from oneseal.bundles.models import Joint, JointCase, JointGap, JointMaterial, JointNotice, PartnerOrder
from oneseal.bundles.rules.states import UNAUTHORISED, MemberState
from oneseal.bundles.selectors.themes import Blocks, blocks, content_of
from oneseal.cases import selectors as cases
from oneseal.catalog.rules.composing import Composition
from oneseal.certificates import selectors as certificates
from oneseal.documents import selectors as documents
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


def visible_joints(actor: Actor) -> QuerySet[Joint]:
    """Joint applications that an actor may see: the bureau's colleagues all that were handed in or begun at the window,
    citizens their own and those of whom they act for, another system those that it began."""
    rows = Joint.objects.select_related("version__theme", "lead", "slip")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id).exclude(state="draft", channel__in=["online", "client"])
        return rows if actor.has(*CASEWORK) else rows.none()
    return identity.applied_for(actor, rows)


def access_joint(actor: Actor, joint_id: int) -> Joint:
    """One joint application. Raises NotFound."""
    found = visible_joints(actor).filter(pk=joint_id).first()
    if found is None:
        raise NotFound("joint_not_found", N_("没有找到这个申请，或者您无权查看。"))
    return found


def access_joint_uid(actor: Actor, uid: UUID) -> Joint:
    """The same by its lasting id, for other systems."""
    found = visible_joints(actor).filter(uid=uid).first()
    if found is None:
        raise NotFound("joint_not_found", N_("没有找到这个申请，或者您无权查看。"))
    return found


def documents_visible(actor: Actor, joint_id: int) -> bool:
    """Whether the actor may open the documents about a joint application."""
    return visible_joints(actor).filter(pk=joint_id).exists()


@dataclass(frozen=True, slots=True)
class Filling:
    """A joint application as it is being filled in: the one form and the one set for its answers today."""

    joint: Joint
    blocks: Blocks
    composition: Composition
    papers: list[JointMaterial]


def filling(joint: Joint) -> Filling:
    """What is to be filled in, by the catalogue of today."""
    built = blocks(joint.bureau_id, content_of(joint.version))
    return Filling(joint, built, built.compose(joint.answers), papers_of(joint))


def papers_of(joint: Joint) -> list[JointMaterial]:
    """The one set, without what was replaced."""
    return list(joint.materials.filter(replaced=False).select_related("file"))


def members_of(joint: Joint) -> list[JointCase]:
    """The items with their cases, in order."""
    return list(joint.members.select_related("case__delivery", "item"))


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of one item: decision, certificates, and where or how the result is handed over."""

    name: str
    documents: list[Any]
    certificates: list[Any]
    delivery: Any


DECISIONS = ("grant_decision", "refusal_decision")


def collected(members: Sequence[JointCase]) -> list[Collected]:
    """Everything that the applicant can collect by now: two statements."""
    told = {MemberState.GRANTED, MemberState.REFUSED}
    decided = {int(row.case_id): row for row in members if row.case_id and row.state in told}
    papers: dict[Any, list[Any]] = defaultdict(list)
    for each in documents.documents_about_any("case", list(decided)).filter(kind__in=DECISIONS):
        papers[each.subject_id].append(each)
    held: dict[Any, list[Any]] = defaultdict(list)
    for row in certificates.of_cases(list(decided)):
        held[row.case_id].append(row)
    return [
        Collected(row.name, papers[case_id], held[case_id], getattr(row.case, "delivery", None))
        for case_id, row in decided.items()
    ]


def halted(members: Iterable[JointCase]) -> list[JointCase]:
    """The items that do not begin because who handed them in is not authorised any more."""
    return [row for row in members if UNAUTHORISED in {found[0] for found in row.lacking}]


def orders_of(joint: Joint) -> list[PartnerOrder]:
    """The orders to partners."""
    return list(joint.orders.select_related("partner"))


def notices_of(joint: Joint) -> list[JointNotice]:
    """The notices about the whole, newest first."""
    return list(joint.notices.select_related("document").order_by("-id"))


def open_notice(joint: Joint) -> JointNotice | None:
    """The correction notice that waits for the applicant."""
    return joint.notices.filter(kind="correct", supplied_at=None).order_by("-id").first()


def open_gaps(joint: Joint) -> list[JointGap]:
    """What the sections found and nobody has told yet."""
    rows = JointGap.objects.filter(member__joint=joint, notice=None)
    return list(rows.select_related("member", "noted_by"))


def member_of_case(case_id: int) -> JointCase | None:
    """The item of a joint application that a case handles; None for a case of its own."""
    return JointCase.objects.select_related("joint__version__theme").filter(case=case_id).first()


def membership(case: Any) -> QuerySet[JointCase]:
    """The place of a case in a joint application."""
    return JointCase.objects.filter(case=case.pk)


def known_to(joint: Joint) -> dict[str, Any]:
    """What the system knows of the applicant, by names of the field dictionary."""
    applicant = joint.applicant
    if applicant.kind == "person":
        return {
            "person_name": applicant.name,
            "person_id": applicant.number,
            "person_phone": applicant.phone,
            "person_address": applicant.address,
            "contact_name": applicant.name,
            "contact_phone": applicant.phone,
        }
    return {
        "org_name": applicant.name,
        "org_uscc": applicant.number,
        "org_address": applicant.address,
        "legal_name": applicant.legal_representative,
        "contact_phone": applicant.phone,
    }


@dataclass(frozen=True, slots=True)
class Wanted:
    """A datum that a result brings and later items wait for: whose result, under which label."""

    name: str
    label: str
    item: str
    item_name: str
    schema: dict[str, Any]


def wanted_yields(joint: Joint, filled: Filling | None = None) -> list[Wanted]:
    """Data that granted items should now give and nobody has entered yet."""
    granted = {row.code: row for row in members_of(joint) if row.state == MemberState.GRANTED}
    if not granted:
        return []
    composition = (filled or filling(joint)).composition
    found: list[Wanted] = []
    for member in composition.members:
        for own, source in composition.form.awaited(member.code).items():
            target = composition.form.fields[member.code, own]
            if source in granted and target not in joint.yields and target not in {w.name for w in found}:
                schema = {**member.situation.schema["properties"][own]}
                title = str(schema.get("title", own))
                found.append(Wanted(target, title, source, granted[source].name, schema))
    return found


def case_visible(actor: Actor, row: JointCase) -> bool:
    """Whether the actor may open the case of an item."""
    return row.case is not None and cases.may_see(actor, row.case)
