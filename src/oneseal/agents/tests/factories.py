"""A house with a park centre, its agent, and orders brought to where a test begins."""

from datetime import timedelta
from typing import Any

from oneseal.agents import services
from oneseal.agents.models import AgentMember, AgentOrder
from oneseal.agents.services import Wish
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

AGENT, PRINCIPAL = "王芳", "张伟"


def agent(made: House, name: str = "高新区企业服务中心") -> AgentMember:
    """A centre of the park with 王芳 as its agent."""
    keeper = made["coordinator"]
    centre = services.keep_centre(keeper, kind="park", name=name, area="高新区")
    number = made.cast.applicants[AGENT].number
    return services.join_centre(keeper, centre_id=centre.pk, number=number, leader=True)


def asked(made: House, **wish: Any) -> AgentOrder:
    """Asked for by the principal online."""
    return services.ask_agent(
        made[PRINCIPAL],
        bureau_id=made.bureau_id,
        applicant_id=made.applicant(PRINCIPAL),
        item_ids=[made.item_id],
        wish=Wish(**{"title": "开一家店", **wish}),
    )


def assigned(made: House) -> AgentOrder:
    """Given to the agent."""
    return services.assign_order(made["clerk"], order_id=asked(made).pk, member_id=agent(made).pk)


def working(made: House, days: int = 30) -> AgentOrder:
    """Authorised from today for so many days more."""
    until = clock.today() + timedelta(days=days)
    return services.authorise_order(made[PRINCIPAL], order_id=assigned(made).pk, until=until)


def all_done(actor: Actor, order: AgentOrder) -> None:
    """Every task ticked."""
    for task in order.tasks.filter(done_at=None):
        services.tick_task(actor, order_id=order.pk, task_id=task.pk, done=True)
