"""The authorisation of an order on paper (授权委托书): to print, to sign, to show at a counter (inventory 7.1)."""

from typing import TYPE_CHECKING, Any

from oneseal.agents.models import AgentMember, AgentOrder
from oneseal.documents import services as documents
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.identity.models import Authorisation

MAY = (
    "代办员可以代委托人填写和提交申请、补正材料、接收通知、领取结果，把结果交给委托人。",
    "代办员不能代委托人放弃申请、承诺事实、转委托他人，也不能收取任何费用。",
    "委托人可以随时撤回授权。到期、撤回或者代办员退回以后，代办员不能再以委托人的名义办理。",
)


def issue_letter(actor: Actor, order: AgentOrder, member: AgentMember, given: "Authorisation") -> Any:
    """The letter for the term that holds from now."""
    items = list(order.items.values_list("item__name", flat=True))
    agent = identity.masked(member.person)
    listed = [f"{place}. {name}" for place, name in enumerate(items, 1)]
    what = f"“{order.theme_title}”一件事，包括下列事项" if order.theme else "下列事项"
    return documents.issue_document(
        actor,
        bureau_id=order.bureau_id,
        kind="agent_authorisation",
        subject=Subject("agent_order", order.pk),
        data={
            "applicant": order.applicant.name,
            "person": order.applicant.kind == "person",
            "item_name": (order.theme_title or "、".join(items))[:200],
            "paragraphs": [f"委托人委托{member.person.name}代办{what}：", *listed, *MAY],
            "facts": [
                {"name": "代办编号", "value": order.number},
                {"name": "代办员", "value": f"{member.person.name}（{agent.number}）"},
                {"name": "代办机构", "value": member.centre.name},
                {"name": "授权期限", "value": f"{paper_day(given.from_on)}至{paper_day(given.to_on)}"},
            ],
            "people": [
                {"name": order.applicant.name, "capacity": "委托人"},
                {"name": member.person.name, "capacity": "代办员"},
            ],
            "basis": "《中华人民共和国民法典》第一百六十五条",
        },
        signed_name=actor.name,
    )


def end_letter(actor: Actor, order: AgentOrder, reason: str) -> None:
    """The letter no longer holds, and whoever scans its code is told."""
    if order.letter is not None and order.letter.state == "valid":
        documents.revoke_document(actor, document_id=order.letter.pk, reason=reason)
