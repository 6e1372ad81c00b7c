"""信用承诺预审: asked with a commitment, admitted, reviewed by sections, answered by a sealed opinion (inventory 5.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.advance import events
from oneseal.advance.models import PreFile, PreOpinion, PreReview, PromisedPaper
from oneseal.advance.rules import early as texts
from oneseal.advance.rules import promises as rules
from oneseal.advance.rules.promises import REVIEWS, SUBJECTS, VERDICTS, Promise, Review
from oneseal.advance.selectors import access_project, possible_sections, standing_projects
from oneseal.advance.selectors.early import ADVISERS
from oneseal.advance.selectors.reviews import ADMITTERS, ISSUERS, access_review, opinions_of, papers_of
from oneseal.cases.rules import duties
from oneseal.cases.selectors.modes import standing_dishonesty
from oneseal.catalog import selectors as catalog
from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

PURPOSE = "pre_review"
"""Purpose under which evidence and drawings are stored."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the owner says: brief, ground of each statement, papers with their days, files by what they are about."""

    brief: str
    said: Mapping[str, str]
    promises: list[Promise]
    files: Mapping[str, Any]
    declared: bool


def ask_review(actor: Actor, *, project_id: int, applicant_id: int, request: Request) -> PreReview:
    """Ask for a pre-review of a key project on the owner's commitment; the letter of commitment is issued at once.

    By the owner's side alone. Raises Forbidden, Violations, and RuleViolation where the project is not for it.
    """
    project = access_project(actor, project_id)
    owner = identity.applicant_by_number(project.owner_code)
    if owner is None or owner.pk != applicant_id or applicant_id not in actor.applicants:
        text = N_("只有计划里的建设单位（或者经其授权的人）可以申请这个项目的预审。")
        raise Forbidden("not_owner", text, field="applicant", basis=rules.BASIS)
    standing = standing_projects(project.bureau_id).filter(pk=project.pk).exists()
    dishonest = standing_dishonesty(owner.number_index) is not None
    rules.check_gate(standing=standing, industry=project.industry, dishonest=dishonest)
    drawn = {about for about in request.files if about in SUBJECTS}
    rules.check_request(request.said, request.promises, drawn, clock.today())
    if not request.declared:
        text = N_("请勾选承诺，并知悉没有履行的后果。")
        raise RuleViolation("not_declared", text, field="declared", basis=rules.BASIS)
    brief = texts.text_of(request.brief, field="brief", missing=N_("请写明建设内容。"))
    with transaction.atomic():
        row = _create(project, owner, brief, request)
        _keep_files(actor, row, request.files)
        _promise(actor, row, request.promises)
        letter = paper(actor, row, "pre_review_promise", _letter(row))
        event = events.ReviewAsked(row.number, project.code, len(request.promises))
        keep(actor, row, event, letter_id=letter.pk)
    return row


def _create(project: Any, owner: Any, brief: str, request: Request) -> PreReview:
    same = PreReview.objects.filter(project=project, state__in=["asked", "admitted", "issued"])
    if same.exists():
        text = N_("这个项目已经有一次预审在办或者在履行承诺，不用再申请。")
        raise Conflict("open_already", text, basis=rules.BASIS)
    year = clock.today().year
    return PreReview.objects.create(
        uid=uuid4(),
        bureau_id=project.bureau_id,
        number=f"{year}-{next_number(project.bureau_id, 'pre_review', year):04}",
        project=project,
        applicant=owner,
        applicant_name=owner.name,
        brief=brief,
        statements=[
            {"code": code, "said": request.said[code].strip()[:300]}
            for code in rules.STATEMENTS
            if code in request.said
        ],
        asked_at=clock.now(),
    )


def _keep_files(actor: Actor, row: PreReview, files: Mapping[str, Any]) -> None:
    for about, upload in files.items():
        kept = documents.store_file(
            actor, bureau_id=row.bureau_id, name=upload.name, content=upload, purpose=PURPOSE
        )
        PreFile.objects.create(review=row, about=about, file=kept)


def _promise(actor: Actor, row: PreReview, promises: list[Promise]) -> None:
    for each in promises:
        item = catalog.access_item(actor, each.item_id)
        PromisedPaper.objects.create(review=row, item=item, item_name=item.name, due=each.due)


def _letter(row: PreReview) -> list[str]:
    owed = "；".join(f"{each.item_name}，{paper_day(each.due)}前申请" for each in papers_of(row))
    said = "；".join(f"{rules.STATEMENTS[each['code']]}（{each['said']}）" for each in row.statements)
    return [
        f"本单位建设的“{row.project}”已列入{row.project.year}年度重点项目计划，声明：{said}。",
        f"本单位承诺补办下列正式手续，材料真实、齐全：{owed}。",
        "本单位知悉：预审意见不是行政许可；逾期没有履行承诺的，责令限期补办，仍不履行的预审意见失效，"
        "记入失信记录，由此造成的损失自行承担。",
    ]


def admit_review(actor: Actor, *, review_id: int, sections: Mapping[str, int]) -> PreReview:
    """The coordinator found the conditions met: each subject goes to a section, with its day (`sections`: by subject)."""
    with transaction.atomic():
        row = locked(actor, review_id, "admit")
        _check_admitter(actor)
        known = possible_sections(row.bureau_id)
        wanted = [about for about in SUBJECTS if row.files.filter(about=about).exists()]
        if any(sections.get(about) not in known for about in wanted):
            raise RuleViolation("section_missing", N_("请为每个方面选择审查科室。"), basis=rules.BASIS)
        due = calendars.current().add_workdays(clock.today(), rules.OPINION_DAYS)
        for about in wanted:
            PreOpinion.objects.create(
                review=row,
                subject=about,
                section_id=sections[about],
                due=due.day,
                due_provisional=due.provisional,
            )
        keep(actor, row, events.ReviewAdmitted(row.number, len(wanted)), state=Review.ADMITTED)
        tell(actor, row, "review_admitted", due=due.day.isoformat())
    return row


def refuse_review(actor: Actor, *, review_id: int, reason: str) -> PreReview:
    """The conditions are not met: a written answer with its reason; the ordinary way stays open."""
    with transaction.atomic():
        row = locked(actor, review_id, "refuse")
        _check_admitter(actor)
        reason = texts.text_of(reason, field="reason", missing=N_("请写明哪个条件不符合。"), longest=1000)
        end = "贵单位可以补充条件后再次提出，也可以按普通程序申请，权利不受影响。"
        notice = paper(actor, row, "pre_review_refusal", [f"经核，不符合信用承诺预审的条件：{reason}", end])
        _end(actor, row, Review.REFUSED, reason, notice_id=notice.pk)
    return row


def withdraw_review(actor: Actor, *, review_id: int, reason: str = "") -> PreReview:
    """The owner takes the request back before the opinion."""
    with transaction.atomic():
        row = locked(actor, review_id, "withdraw")
        if row.applicant_id not in actor.applicants:
            raise Forbidden("not_owner", N_("只有建设单位可以撤回。"), basis=rules.BASIS)
        _end(actor, row, Review.WITHDRAWN, reason.strip()[:1000])
    return row


def give_opinion(actor: Actor, *, review_id: int, subject: str, verdict: str, text: str) -> PreOpinion:
    """A section says what it thinks of its subject; it may be said anew until the opinion is issued."""
    with transaction.atomic():
        row = locked(actor, review_id, "opine")
        found = row.opinions.filter(subject=subject).first()
        if found is None:
            raise db.not_found()
        if not actor.has(*ADVISERS) or found.section_id not in actor.sections:
            text_ = N_("这个方面的意见由指定科室的审查岗、科长提出。")
            raise Forbidden("may_not_opine", text_, basis=rules.BASIS)
        if verdict not in VERDICTS:
            raise RuleViolation("verdict_missing", N_("请选择意见。"), field="verdict")
        said = texts.text_of(text, field="text", missing=N_("请写明审查了什么、有什么要求。"))
        values = {"verdict": verdict, "text": said, "staff_id": actor.staff_id, "given_at": clock.now()}
        event = events.ReviewOpined(row.number, subject, verdict)
        changes = [Update(PreOpinion, found.pk, values)]
        record(actor, Subject("pre_review", row.pk), event, changes=changes)
    found.refresh_from_db()
    return found


def issue_opinion(actor: Actor, *, review_id: int) -> PreReview:
    """The head of the bureau issues the sealed opinion once every section has spoken; one that disagrees fails it."""
    with transaction.atomic():
        row = locked(actor, review_id, "issue")
        if not actor.has(*ISSUERS):
            raise Forbidden("may_not_issue", N_("预审意见由局领导签发。"), basis=rules.BASIS)
        opinions = opinions_of(row)
        if any(not each.verdict for each in opinions):
            text = N_("还有科室没有提出意见，不能签发。")
            raise RuleViolation("opinions_missing", text, basis=rules.BASIS)
        said = [
            f"{SUBJECTS[each.subject]}（{each.section.name}）：{VERDICTS[each.verdict]}。{each.text}"
            for each in opinions
        ]
        if any(each.verdict == "unfit" for each in opinions):
            notice = paper(actor, row, "pre_review_refusal", ["预审未通过：", *said])
            _end(actor, row, Review.FAILED, "预审未通过", notice_id=notice.pk)
            return row
        document = paper(actor, row, "pre_review_opinion", [*said, *_following(row)])
        event = events.ReviewIssued(row.number, document.number)
        keep(actor, row, event, state=Review.ISSUED, opinion_id=document.pk)
        tell(actor, row, "review_issued", document=document.number)
    return row


def _following(row: PreReview) -> list[str]:
    owed = "；".join(f"{each.item_name}（{paper_day(each.due)}前申请）" for each in papers_of(row))
    return [
        f"应当补办的正式手续：{owed}。",
        rules.NO_LICENCE,
        "逾期没有履行承诺的，本意见失效，并记入失信记录。",
    ]


def _check_admitter(actor: Actor) -> None:
    if not actor.has(*ADMITTERS):
        raise Forbidden("may_not_admit", N_("预审的条件由统筹岗确认。"), basis=rules.BASIS)


def locked(actor: Actor, review_id: int, verb: str) -> PreReview:
    """The pre-review under lock, if the act is lawful now and not one's own."""
    access_review(actor, review_id)
    row = db.lock(PreReview, review_id)
    REVIEWS.step(row.state, verb)
    if row.applicant_id in actor.own_applicants:
        raise duties.own_application()
    return row


def keep(actor: Actor, row: PreReview, event: Event, *, reason: str = "", **values: Any) -> None:
    """Write columns and the journal entry."""
    for name, value in values.items():
        setattr(row, name, value)
    changes = [Update(PreReview, row.pk, values)] if values else []
    record(actor, Subject("pre_review", row.pk), event, changes=changes, reason=reason)


def _end(actor: Actor, row: PreReview, state: Review, reason: str, **values: Any) -> None:
    event = events.ReviewEnded(row.number, str(state))
    ended = {"state": state, "ended_at": clock.now(), "end_reason": reason, **values}
    keep(actor, row, event, reason=reason, **ended)
    if actor.is_staff:
        tell(actor, row, "review_ended")


def paper(actor: Actor, row: PreReview, kind: str, paragraphs: list[str]) -> Any:
    """A document about the pre-review."""
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind=kind,
        subject=Subject("pre_review", row.pk),
        data={
            "applicant": row.applicant_name,
            "item_name": "重点项目信用承诺预审",
            "paragraphs": paragraphs,
            "facts": [
                {"name": "预审编号", "value": row.number},
                {"name": "项目", "value": row.project.name},
                {"name": "项目代码", "value": row.project.code},
                {"name": "建设内容", "value": row.brief[:200]},
            ],
            "basis": rules.BASIS,
        },
        signed_name=actor.name if actor.is_staff else "",
    )


def tell(actor: Actor, row: PreReview, template: str, *, key: int = 0, **data: str) -> None:
    """A message to the owner."""
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.applicant),
        template=template,
        data={"project": row.project.name, "number": row.number, **data},
        dedupe_key=f"{template}:{row.pk}:{key}",
        about=Subject("pre_review", row.pk),
        link=reverse("advance:review", args=[row.pk]),
    )
