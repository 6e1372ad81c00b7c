"""Documents signed by everybody with their own sign-in; the application goes in when all have (全程电子化登记)."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.assurance import services as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.assurance.selectors import Matter
from oneseal.cases import services as cases
from oneseal.cases.selectors import filled_in
from oneseal.documents import services as documents
from oneseal.foundation import clock, crypto, db
from oneseal.foundation.display import paper_moment
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.registration import events
from oneseal.registration.models import Signer, Signing
from oneseal.registration.rules import signing as rules
from oneseal.registration.rules.signing import SIGNINGS, Asked, Paper, SignerState, SigningState
from oneseal.registration.selectors import signing as selectors
from oneseal.registration.services import ending

ID_NUMBER = "id_number"


def ask_signatures(actor: Actor, *, case_id: int, declared: bool) -> Signing:
    """Make the documents of a company's registration from its draft and ask everybody to sign them.

    `declared`: the applicant answers for what they hand in, which happens by itself when all have signed. By who fills
    the application in. Raises RuleViolation where somebody has no number, Conflict while another signing stands.
    """
    draft = selectors.draft_of(actor, case_id)
    if not declared:
        text = N_("请勾选声明：您对提交材料的真实性负责。")
        raise RuleViolation("not_declared", text, field="declared", basis="行政许可法第三十一条")
    assurance.require(actor, draft.matter)
    subject = Subject("case", case_id)
    return begin(
        actor,
        subject=subject,
        bureau_id=draft.bureau_id,
        applicant_id=draft.applicant_id,
        title=draft.title,
        papers=draft.papers,
        people=draft.people,
    )


def begin(
    actor: Actor,
    *,
    subject: Subject,
    bureau_id: int,
    applicant_id: int,
    title: str,
    papers: Sequence[Paper],
    people: Sequence[Asked],
) -> Signing:
    """Ask these people to sign these documents; inside or outside the act that needs it."""
    with transaction.atomic():
        if selectors.standing(subject.kind, subject.id) is not None:
            raise Conflict("signing_stands", N_("已经在请大家签名。要改的，请先撤回。"))
        row = Signing.objects.create(
            uid=uuid4(),
            bureau_id=bureau_id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            title=title[:200],
            applicant_id=applicant_id,
            made_by=actor.account_id,
            papers=[
                {"key": each.key, "title": each.title, "paragraphs": list(each.paragraphs)} for each in papers
            ],
            digest=rules.digest(papers),
            made_at=clock.now(),
        )
        for each in people:
            Signer.objects.create(
                signing=row,
                name=each.name,
                number_index=crypto.blind_index(each.number, ID_NUMBER),
                capacity=each.capacity[:60],
            )
            _invite(actor, row, each)
        event = events.SigningAsked(len(people), row.digest)
        record(actor, Subject("signing", row.pk), event)
    return row


def _invite(actor: Actor, row: Signing, person: Asked) -> None:
    """A message to those whom the system knows; the others are told by who asks them."""
    found = identity.applicant_by_number(person.number)
    if found is not None:
        _tell(actor, row, found, "signing_asked", key=f"{found.pk}")


def _tell(actor: Actor, row: Signing, to: Any, template: str, key: str = "", **data: str) -> None:
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(to),
        template=template,
        data={"title": row.title, **data},
        dedupe_key=f"{template}:{row.pk}:{key}",
        about=Subject("signing", row.pk),
        link=reverse("registration:signing", args=[row.pk]),
    )


def _locked(actor: Actor, signing_id: int, verb: str) -> tuple[Signing, Signer]:
    """The signing under lock and the signer that the actor is. Raises NotFound for everybody else."""
    row = db.lock(Signing, signing_id)
    signer = selectors.signer_for(actor, row)
    if signer is None:
        raise NotFound("signing_not_found", N_("没有找到要您签名的文件。"))
    SIGNINGS.step(row.state, verb)
    if signer.state != SignerState.ASKED:
        raise Conflict("said_already", N_("您已经表示过了，不用再签。"))
    return row, signer


def sign(actor: Actor, *, signing_id: int, digest: str) -> Signing:
    """Sign what was shown, by its digest, with one's own sign-in; the last signature completes it.

    Raises NotFound for people who are not asked, RuleViolation where the documents changed since.
    """
    with transaction.atomic():
        row, signer = _locked(actor, signing_id, "sign")
        matter = Matter(Purpose.SIGN, selectors.assured_by(row), actor.applicant_id, row.bureau_id)
        assurance.require(actor, matter)
        rules.check_unchanged(digest, row.digest)
        rules.check_unchanged(row.digest, selectors.digest_now(row))
        values: dict[str, Any] = {
            "state": SignerState.SIGNED,
            "account_id": actor.account_id,
            "said_at": clock.now(),
            "digest": row.digest,
        }
        left = row.signers.exclude(pk=signer.pk).filter(state=SignerState.ASKED).count()
        event = events.Signed(left, row.digest)
        changes = [Update(Signer, signer.pk, values)]
        record(actor, Subject("signing", row.pk), event, changes=changes)
        if not left:
            _complete(row)
    return row


def _complete(row: Signing) -> None:
    """All have signed: the paper with the signatures, then what they signed for."""
    paper = _issue(row)
    row.state, row.document_id = SigningState.COMPLETE, paper.pk
    values = {"state": row.state, "ended_at": clock.now(), "document_id": paper.pk}
    event = events.SigningCompleted(paper.number)
    record(SYSTEM, Subject("signing", row.pk), event, changes=[Update(Signing, row.pk, values)])
    if row.subject_kind == "deregistration":
        ending.publish(deregistration_id=row.subject_id)
    else:
        _hand_in(row)


def _issue(row: Signing) -> Any:
    return documents.issue_document(
        SYSTEM,
        bureau_id=row.bureau_id,
        kind="signed_papers",
        subject=Subject("signing", row.pk),
        data={
            "applicant": row.applicant.name,
            "person": row.applicant.kind == "person",
            "item_name": row.title,
            "paragraphs": [
                text for each in row.papers for text in (f"【{each['title']}】", *each["paragraphs"])
            ],
            "facts": [{"name": "文件摘要值（SM3）", "value": row.digest}],
            "people": [
                {"name": each.name, "capacity": each.capacity, "signed": paper_moment(each.said_at)}
                for each in row.signers.all()
                if each.said_at
            ],
            "basis": "《市场主体登记管理条例实施细则》第十五条、第十六条，《电子签名法》第十三条、第十四条",
        },
        signed_name="",
    )


def _hand_in(row: Signing) -> None:
    """In the name of who asked for the signatures, as they declared then; what is still missing is told to them."""
    actor = identity.actor_for(identity.account(row.made_by))
    try:
        with transaction.atomic():
            for code in selectors.replaced_codes(row.subject_id):
                note = f"全体电子签名，{row.digest[:16]}"
                cases.add_material(actor, case_id=row.subject_id, code=code, source="shared", note=note)
            cases.submit_case(actor, case_id=row.subject_id, declared=True, assured=True)
    except (RuleViolation, Violations) as error:
        first = error.items[0]
        _tell(SYSTEM, row, row.applicant, "signing_not_handed_in", problem=sentence(first)[:100])
    else:
        _tell(SYSTEM, row, row.applicant, "signing_complete")


def refuse_to_sign(actor: Actor, *, signing_id: int, reason: str) -> Signing:
    """拒签: it stops, and who asked is told why."""
    said = reason.strip()[:300]
    if not said:
        raise RuleViolation("reason_missing", N_("请写明不签的原因。"), field="reason")
    with transaction.atomic():
        row, signer = _locked(actor, signing_id, "refuse")
        values = {"state": SignerState.REFUSED, "said_at": clock.now(), "reason": said}
        ended = {"state": SigningState.REFUSED, "ended_at": clock.now(), "reason": said}
        changes = [Update(Signer, signer.pk, values), Update(Signing, row.pk, ended)]
        record(actor, Subject("signing", row.pk), events.SigningRefused(), changes=changes, reason=said)
        if row.subject_kind == "deregistration":
            ending.give_up(actor, deregistration_id=row.subject_id, reason=said)
        _tell(actor, row, row.applicant, "signing_refused", who=signer.name, reason=said[:100])
    return row


def take_back(actor: Actor, *, signing_id: int) -> Signing:
    """Who asked takes it back: the signatures given do not count."""
    with transaction.atomic():
        row = db.lock(Signing, signing_id)
        if row.applicant_id not in actor.applicants and row.made_by != actor.account_id:
            raise NotFound("signing_not_found", N_("没有找到要您签名的文件。"))
        if row.state != SigningState.COLLECTING:
            raise Conflict("signing_over", N_("签署已经结束，不能撤回。"))
        if row.subject_kind == "deregistration":
            raise Forbidden("withdraw_the_end", N_("请在“简易注销”页面撤回。"))
        void(actor, row, "发起人撤回")
    return row


def void(actor: Actor, row: Signing, reason: str) -> None:
    """The signatures given do not count any more. Under the signing's lock."""
    SIGNINGS.step(row.state, "void")
    signed = row.signers.filter(state=SignerState.SIGNED).count()
    row.state = SigningState.VOID
    values = {"state": row.state, "ended_at": clock.now(), "reason": reason[:300]}
    change = Update(Signing, row.pk, values)
    record(actor, Subject("signing", row.pk), events.SigningVoided(signed), changes=[change], reason=reason)


def void_changed(*, case_id: int) -> bool:
    """Void what was signed for a draft that has been changed since. False where nothing stands or nothing changed."""
    with transaction.atomic():
        found = selectors.standing("case", case_id)
        if found is None or filled_in(case_id).state != "draft":
            return False
        row = db.lock(Signing, found.pk)
        if selectors.digest_now(row) == row.digest:
            return False
        void(SYSTEM, row, "申请表改过了")
        _tell(SYSTEM, row, row.applicant, "signing_voided")
    return True
