"""Hearing: the right is told, asked for, convened, challenged, minuted, signed (arts. 46–48, LIC-16)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from oneseal.cases import selectors as cases
from oneseal.cases.services.loading import lock_unseen
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import paper_day, paper_moment
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Insert, Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import hearings as rules
from oneseal.procedures.rules.states import ASKED, TOLD, Kind
from oneseal.procedures.services import telling
from oneseal.procedures.services.loading import (
    Held,
    begin,
    hold,
    hold_as,
    keep_file,
    name_of,
    need,
    officer,
    signed,
    start_clock,
    stop_clock,
    workdays_until,
)

HEARING = Kind.HEARING
R, S = Member.Role, Member.State


def tell_hearing_right(actor: Actor, *, case_id: int, question: str) -> Proceeding:
    """Tell applicant and third parties in writing that they may ask for a hearing within five working days (art. 47)."""
    with transaction.atomic():
        work = officer(actor, case_id)
        last = rules.ask_by(work.today, calendars.current())
        held = begin(work, HEARING, TOLD, question, due=last.day, due_provisional=last.provisional)
        told = _tell_everybody(held, S.NAMED, "hearing_right_notice")
        event = events.HearingRightTold(*held.about, due=str(last.day), members=told)
        work.commit(event, reason=question)
        telling.tell_applicant(held, "hearing_right", due=str(last.day))
    return held.row


def order_hearing(actor: Actor, *, case_id: int, question: str) -> Proceeding:
    """The bureau holds a hearing without being asked: laws ask for it, or the public interest does (art. 46)."""
    with transaction.atomic():
        work = officer(actor, case_id)
        last = rules.hold_by(work.today, calendars.current())
        held = begin(
            work,
            HEARING,
            ASKED,
            question,
            asked_on=work.today,
            due=last.day,
            due_provisional=last.provisional,
        )
        _tell_everybody(held, S.ASKED, "")
        work.commit(events.HearingAsked(*held.about, due=str(last.day), own_motion=True), reason=question)
    return held.row


def _tell_everybody(held: Held, state: str, kind: str) -> list[int]:
    """The applicant and all third parties of the case, each with a paper of their own that nobody else opens: it bears
    the secret address at which they answer."""
    held.work.unmask("hearing")
    case = held.work.case
    parties = Member.objects.filter(proceeding__case=case.pk, role=R.THIRD_PARTY)
    told: list[tuple[str, str, int | None, bool]] = [
        (case.party_name, "申请人", case.applicant_id, case.applicant.kind == "person")
    ]
    told += [(each.name, each.note, each.applicant_id, True) for each in parties]
    made = []
    for name, note, applicant_id, person in told:
        uid = uuid4()
        to = {"to": name, "person": person}
        own = applicant_id == case.applicant_id
        document = _right_notice(held, kind if own else f"party_{kind}", uid, to) if kind else None
        member = Member.objects.create(
            uid=uid,
            proceeding=held.row,
            role=R.TOLD,
            applicant_id=applicant_id,
            name=name,
            note=note,
            state=state,
            paper_id=document.pk if document else None,
        )
        made.append(member.pk)
    return made


def _right_notice(held: Held, kind: str, uid: UUID, to: dict[str, Any]) -> Any:
    """One notice of the right to a hearing, with the address of the one to whom it goes."""
    case = held.work.case
    return telling.paper(
        held,
        kind,
        **to,
        paragraphs=[
            f"对“{case.item_name}”（{case.number}）的申请，我局审查认为：{held.row.question}",
            "该许可直接涉及申请人与他人之间的重大利益关系，你（单位）享有要求听证的权利。",
            f"要求听证的，请在收到本告知书之日起5个工作日内（{paper_day(held.row.due)}前）提出，逾期视为放弃。"
            "听证不收取任何费用。",
            "可以到我局书面提出，也可以打开这个只属于你（单位）的网址提出："
            f"{settings.PUBLIC_URL}{reverse('procedures:told', args=[uid])}",
        ],
        basis="《中华人民共和国行政许可法》第四十七条",
    )


def _held_by(actor: Actor, uid: UUID) -> tuple[Held, Member]:
    """The hearing of somebody who was told, known by the secret part of their address."""
    found = Member.objects.filter(uid=uid, role=R.TOLD).select_related("proceeding").first()
    if found is None:
        raise NotFound("no_such_proceeding", N_("没有找到这项特别程序，或者您无权查看。"))
    work = lock_unseen(actor, found.proceeding.case_id)
    row = Proceeding.objects.get(pk=found.proceeding_id)
    return Held(work, row), Member.objects.get(pk=found.pk)


def ask_hearing(actor: Actor, *, uid: UUID, reason: str) -> Proceeding:
    """Somebody who was told asks for the hearing, in time (art. 47). The bureau enters what came on paper the same way."""
    text = need(reason, "reason", N_("请写明要求听证的理由和意见。"))
    with transaction.atomic():
        held, member = _held_by(actor, uid)
        held.step("ask")
        today = held.work.today
        rules.check_asked_in_time(today, held.row.due or today)
        last = rules.hold_by(today, calendars.current())
        said = Update(Member, member.pk, {"state": S.ASKED, "text": sealed(Member, "text", member.uid, text)})
        event = events.HearingAsked(*held.about, due=str(last.day), own_motion=False)
        held.commit("ask", event, said, asked_on=today, due=last.day, due_provisional=last.provisional)
        if held.row.opened_by_id:
            telling.tell_colleagues(held, [held.row.opened_by_id])
    return held.row


def waive_hearing(actor: Actor, *, proceeding_id: int) -> None:
    """Go on without a hearing because nobody asked in time. Raises RuleViolation while the period runs."""
    with transaction.atomic():
        held = hold(actor, proceeding_id, HEARING)
        held.step("waive")
        if held.row.due is not None and held.work.today <= held.row.due:
            raise RuleViolation(
                "may_still_ask",
                N_("申请人、利害关系人在%(day)s前都可以要求听证，期满后才能按放弃处理。"),
                params={"day": str(held.row.due)},
                basis=rules.RIGHT,
            )
        held.commit("waive", events.HearingWaived(*held.about))


def convene_hearing(
    actor: Actor,
    *,
    proceeding_id: int,
    held_at: datetime,
    place: str,
    presider: int,
    recorder: int,
    public: bool = True,
) -> Proceeding:
    """Tell everybody time and place seven working days before; the clock stands still from today (arts. 45, 48)."""
    where = need(place, "place", N_("请写明听证地点。"), longest=200)
    with transaction.atomic():
        held = hold(actor, proceeding_id, HEARING)
        held.step("convene")
        day = held_at.astimezone(clock.LOCAL).date()
        asked = held.row.asked_on or held.work.today
        rules.check_day(asked, held.work.today, day, calendars.current())
        _check_presider(held, presider, recorder)
        held.row.held_at, held.row.place, held.row.procedure = held_at, where, "hearing"
        new = [_colleague(held, R.PRESIDER, presider), _colleague(held, R.RECORDER, recorder)]
        _notify_hearing(held, presider)
        event = events.HearingConvened(
            *held.about, held_on=str(day), place=where, presider=presider, recorder=recorder
        )
        held.commit(
            "convene",
            event,
            held_at=held_at,
            place=where,
            public=public,
            procedure="hearing",
        )
        stop_clock(held, f"举行听证：{held.row.question}", workdays_until(day) + 1)
        telling.tell_colleagues(held, [each.staff_id for each in new if each.staff_id])
        telling.tell_applicant(held, "hearing_convened", at=telling.moment_of(held), place=where)
    return held.row


def _colleague(held: Held, role: str, staff_id: int) -> Member:
    return Member.objects.create(proceeding=held.row, role=role, staff_id=staff_id)


def _check_presider(held: Held, presider: int, recorder: int, gone: Collection[int] = ()) -> None:
    """Of this bureau, none of the case's examiners, not a party, not recused before (art. 48(1)(3))."""
    known = identity.colleagues(held.row.bureau_id, [presider, recorder])
    if not {presider, recorder} <= set(known):
        raise RuleViolation("no_such_colleague", N_("请从本局同事中选择。"), field="presider")
    reviewers = cases.reviewers_of(held.work.case.pk) | {held.actor.staff_id, *gone}
    rules.check_presider(presider, reviewers, recorder)
    own = identity.own_applicants([presider]).get(presider, frozenset())
    if held.work.case.applicant_id in own or held.work.case.agent_id in own:
        raise Forbidden(
            "presider_is_party", N_("这位同事与本件有利害关系，应当回避，请另选主持人。"), field="presider"
        )


def _notify_hearing(held: Held, presider: int) -> None:
    who = identity.colleagues(held.row.bureau_id, [presider])[presider]
    for member in held.members(R.TOLD):
        own = member.applicant_id == held.work.case.applicant_id
        telling.paper(
            held,
            "hearing_notice" if own else "party_hearing_notice",
            to=member.name,
            person=not own or held.work.case.applicant.kind == "person",
            paragraphs=[
                f"关于“{held.work.case.item_name}”（{held.work.case.number}）的申请，我局决定举行听证，请准时参加。",
                "你（单位）可以委托代理人参加，可以申辩和质证；认为主持人与本件有直接利害关系的，可以申请回避。",
            ],
            facts=telling.facts(
                ("听证时间", paper_moment(held.row.held_at)),
                ("听证地点", held.row.place),
                ("主持人", who),
                ("听证事项", held.row.question[:300]),
                ("是否公开", "公开举行" if held.row.public else "不公开举行"),
            ),
            basis="《中华人民共和国行政许可法》第四十八条",
        )


def challenge_presider(actor: Actor, *, uid: UUID, reason: str) -> None:
    """Somebody who was told asks that the presider be recused (art. 48(1)(3))."""
    text = need(reason, "reason", N_("请写明主持人为什么应当回避。"), longest=300)
    with transaction.atomic():
        held, _member = _held_by(actor, uid)
        held.step("challenge")
        presider = held.members(R.PRESIDER)[0]
        if presider.state == S.CHALLENGED:
            raise Conflict("challenged_already", N_("已有人申请主持人回避，正在等待决定。"))
        mark = Update(Member, presider.pk, {"state": S.CHALLENGED, "reason": text})
        held.commit(
            "challenge", events.PresiderChallenged(*held.about, member=presider.pk), mark, reason=text
        )


def rule_on_challenge(
    actor: Actor, *, proceeding_id: int, granted: bool, reason: str, presider: int | None = None
) -> None:
    """The bureau's head decides on the recusal; where granted, `presider` takes the chair (art. 48(1)(3))."""
    text = need(reason, "reason", N_("请写明决定的理由。"), longest=300)
    with transaction.atomic():
        held = hold(actor, proceeding_id, HEARING, Role.BUREAU_HEAD)
        held.step("rule")
        old = next((each for each in held.members(R.PRESIDER) if each.state == S.CHALLENGED), None)
        if old is None:
            raise Conflict("no_challenge", N_("没有等待决定的回避申请，请刷新页面。"))
        changes: list[Update | Insert] = [
            Update(Member, old.pk, {"state": S.RECUSED if granted else S.NAMED})
        ]
        if granted:
            if presider is None:
                raise RuleViolation("presider_missing", N_("同意回避的，请另选主持人。"), field="presider")
            recorder = held.members(R.RECORDER)[0].staff_id or 0
            _check_presider(held, presider, recorder, {old.staff_id or 0})
            _colleague(held, R.PRESIDER, presider)
            telling.tell_colleagues(held, [presider])
        decision = "同意回避申请，已更换主持人。" if granted else "不同意回避申请，主持人不变。"
        telling.paper(
            held,
            "recusal_decision",
            paragraphs=[f"关于听证主持人的回避申请（{old.reason}），经研究：{decision}", f"理由：{text}"],
            basis="《中华人民共和国行政许可法》第四十八条",
        )
        event = events.ChallengeDecided(
            *held.about, member=old.pk, granted=granted, presider=presider or old.staff_id or 0
        )
        held.commit("rule", event, *changes, reason=text)


def take_minutes(actor: Actor, *, proceeding_id: int, text: str, people: str) -> None:
    """The presider or recorder writes down what was said and who took part, each to sign (art. 48(1)(5))."""
    said = need(text, "text", N_("请写听证笔录。"), longest=20000)
    with transaction.atomic():
        held, _me = hold_as(actor, proceeding_id, HEARING, R.PRESIDER, R.RECORDER)
        held.step("minute")
        if held.row.held_at is not None and held.work.now < held.row.held_at:
            raise RuleViolation("not_held_yet", N_("听证还没有到时间，开始以后才能做笔录。"), field="text")
        if any(each.state == S.CHALLENGED for each in held.members(R.PRESIDER)):
            raise Conflict(
                "challenge_pending", N_("主持人的回避申请还没有决定，听证不能进行。"), basis=rules.COURSE
            )
        for person in rules.people_of(people, field="people"):
            Member.objects.create(
                proceeding=held.row, role=R.PARTICIPANT, name=person.name, note=person.capacity
            )
        event = events.MinutesTaken(*held.about, digest=telling.digest_of(said))
        held.commit("minute", event, text=sealed(Proceeding, "text", held.row.uid, said))


def sign_minutes(
    actor: Actor, *, proceeding_id: int, member_id: int | None = None, refused: str = ""
) -> None:
    """Sign the minutes oneself, or enter that a participant signed on paper, or why they would not."""
    with transaction.atomic():
        held, me = hold_as(actor, proceeding_id, HEARING, R.PRESIDER, R.RECORDER)
        held.step("sign")
        member = me if member_id in {None, me.pk} else _participant(held, member_id or 0)
        if member.state in {S.SIGNED, S.REFUSED}:
            raise Conflict("signed_already", N_("这位参加人的签名已经登记过，请刷新页面。"))
        refusal = refused.strip() if member is not me else ""
        event = events.MinutesSigned(
            *held.about, member=member.pk, capacity=member.get_role_display(), refused=bool(refusal)
        )
        held.commit("sign", event, signed(member, held.work.now, refusal))


def _participant(held: Held, member_id: int) -> Member:
    member = held.row.members.filter(pk=member_id, role=R.PARTICIPANT).first()
    if member is None:
        raise RuleViolation("no_such_member", N_("请选择参加听证的人。"), field="member_id")
    return member


def close_hearing(actor: Actor, *, proceeding_id: int, file: Any = None) -> Proceeding:
    """Issue the signed minutes and let the clock run; the decision now rests on them (art. 48(2), LIC-16)."""
    with transaction.atomic():
        held, _me = hold_as(actor, proceeding_id, HEARING, R.PRESIDER, R.RECORDER)
        held.step("close")
        present = held.members(R.PRESIDER, R.RECORDER, R.PARTICIPANT)
        rules.check_signed([name_of(each) for each in present if each.state not in {S.SIGNED, S.REFUSED}])
        minutes = telling.paper(
            held,
            "hearing_minutes",
            paragraphs=telling.paragraphs(held.row.text),
            facts=telling.facts(
                ("听证时间", paper_moment(held.row.held_at)),
                ("听证地点", held.row.place),
                ("听证事项", held.row.question[:300]),
            ),
            people=telling.people(present),
            basis="《中华人民共和国行政许可法》第四十八条",
        )
        event = events.HearingClosed(*held.about, number=minutes.number)
        held.commit("close", event, paper_id=minutes.pk, file_id=keep_file(held, file))
        start_clock(held, f"听证结束，听证笔录{minutes.number}")
    held.row.refresh_from_db()
    return held.row
