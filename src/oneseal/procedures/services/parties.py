"""Third parties whose major interests a licence touches: told, heard (licence law art. 36, LIC-16)."""

from django.db import transaction

from oneseal.foundation import calendars
from oneseal.foundation.display import paper_day
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import hearings as rules
from oneseal.procedures.rules.states import BASIS, OPEN, Kind
from oneseal.procedures.services import telling
from oneseal.procedures.services.loading import begin, hold, need, officer

PARTIES = Kind.THIRD_PARTIES


def name_third_parties(actor: Actor, *, case_id: int, question: str, people: str) -> Proceeding:
    """Name the third parties, one a line, and tell each in writing; five working days to state their view (LIC-16)."""
    with transaction.atomic():
        work = officer(actor, case_id)
        last = rules.ask_by(work.today, calendars.current())
        held = begin(work, PARTIES, OPEN, question, due=last.day, due_provisional=last.provisional)
        for person in rules.people_of(people, field="people"):
            paper = telling.paper(
                held,
                "third_party_notice",
                to=person.name,
                person=True,
                paragraphs=[
                    f"我局正在审查“{work.case.item_name}”（{work.case.number}）的申请。"
                    f"该许可事项直接关系你（单位）的重大利益：{held.row.question}",
                    f"你（单位）有权陈述和申辩，请在{paper_day(last.day)}前向我局提出书面或口头意见。",
                ],
                basis="《中华人民共和国行政许可法》第三十六条",
            )
            member = Member.objects.create(
                proceeding=held.row,
                role=Member.Role.THIRD_PARTY,
                name=person.name,
                note=person.capacity,
                paper_id=paper.pk,
            )
            event = events.PartyNamed(*held.about, member=member.pk, due=str(last.day))
            work.commit(event)
    return held.row


def hear_party(actor: Actor, *, proceeding_id: int, member_id: int, statement: str) -> None:
    """Enter what a third party stated (art. 36)."""
    text = need(statement, "statement", N_("请写下陈述的内容；没有意见的写“无意见”。"))
    with transaction.atomic():
        held = hold(actor, proceeding_id, PARTIES)
        member = held.row.members.filter(pk=member_id).first()
        if member is None:
            raise RuleViolation("no_such_member", N_("请选择陈述的利害关系人。"), field="member_id")
        if member.signed_at is not None:
            raise Conflict("heard_already", N_("这位利害关系人的陈述已经登记过，请刷新页面。"))
        values = {
            "text": sealed(Member, "text", member.uid, text),
            "signed_at": held.work.now,
            "state": Member.State.SIGNED,
        }
        held.commit(
            "hear", events.PartyHeard(*held.about, member=member.pk), Update(Member, member.pk, values)
        )


def close_parties(actor: Actor, *, proceeding_id: int) -> None:
    """Go on when everybody was heard or the period is over. Raises RuleViolation before (art. 36)."""
    with transaction.atomic():
        held = hold(actor, proceeding_id, PARTIES)
        silent = [each for each in held.members(Member.Role.THIRD_PARTY) if each.signed_at is None]
        if silent and held.row.due is not None and held.work.today <= held.row.due:
            raise RuleViolation(
                "still_to_be_heard",
                N_("还有利害关系人没有陈述，%(day)s期满以后才能结束。"),
                params={"day": str(held.row.due)},
                basis=BASIS[PARTIES],
            )
        heard = held.row.members.filter(signed_at__isnull=False).count()
        held.commit("close", events.PartiesClosed(*held.about, heard=heard))
