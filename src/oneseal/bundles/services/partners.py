"""Orders of partners: taken, done, given back; partners entered (5.21, 5.26)."""

from typing import Any

from django.db import transaction

from oneseal.bundles import events
from oneseal.bundles.models import Joint, Partner, PartnerOrder
from oneseal.bundles.rules.states import JointState
from oneseal.bundles.selectors import partners as reads
from oneseal.bundles.services import running
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def keep_partner(actor: Actor, *, code: str, name: str, work: str, **more: Any) -> Partner:
    """Enter or change a partner: `phone`, `address`, `organisation_id` of its liaisons, `client_id` of its system."""
    if not actor.has(Role.ITEM_KEEPER):
        raise Forbidden("not_item_keeper", N_("只有本单位的事项管理员可以登记合作单位。"))
    for field, value in (("code", code), ("name", name), ("work", work)):
        if not value.strip():
            raise RuleViolation("empty", N_("请填写合作单位的代码、名称和办理的内容。"), field=field)
    with transaction.atomic():
        taken = Partner.objects.filter(client=more.get("client_id")).exclude(code=code)
        if more.get("client_id") and (other := taken.first()):
            text = N_("这个系统已经归“%(name)s”使用，请另选一个系统。")
            raise RuleViolation("client_taken", text, params={"name": other.name}, field="client_id")
        partner, _created = Partner.objects.update_or_create(
            bureau_id=actor.bureau_id, code=code, defaults={"name": name, "work": work, **more}
        )
        record(actor, Subject("service_partner", partner.pk), events.PartnerKept(code))
    return partner


def _order(actor: Actor, order_id: int) -> tuple[Joint, PartnerOrder]:
    """The order under its joint's lock, for the partner itself or for the window on its behalf."""
    order = reads.access_order(actor, order_id)
    joint = db.lock(Joint, order.joint_id)
    return joint, PartnerOrder.objects.select_related("partner", "joint").get(pk=order_id)


def take_order(actor: Actor, *, order_id: int, by: str = "") -> PartnerOrder:
    """The partner takes the order on; `by` is the name of who does the work."""
    with transaction.atomic():
        joint, order = _order(actor, order_id)
        name = (by.strip() or actor.name)[:120]
        running.move_order(actor, joint, order, "take", taken_at=clock.now(), taken_by=name)
    return order


def finish_order(actor: Actor, *, order_id: int, reference: str, note: str = "") -> PartnerOrder:
    """Done: with the number that the partner's register gives (police filing of seals, bank account, insurance)."""
    if not reference.strip():
        text = N_("请填写办理结果的编号，例如公章备案编号、开户回执编号、社保登记编号。")
        raise RuleViolation("reference_missing", text, field="reference")
    with transaction.atomic():
        joint, order = _order(actor, order_id)
        values = {"reference": reference.strip()[:120], "note": note.strip()[:500], "settled_at": clock.now()}
        running.move_order(actor, joint, order, "finish", **values)
        if joint.state == JointState.RUNNING:
            running.advance(actor, joint)
    return order


def return_order(actor: Actor, *, order_id: int, reason: str) -> PartnerOrder:
    """The partner cannot do it as ordered, and says why; the window sees to it."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明退回的原因和怎么办。"), field="reason")
    with transaction.atomic():
        joint, order = _order(actor, order_id)
        running.move_order(actor, joint, order, "return", note=reason.strip()[:500])
    return order


def resend_order(actor: Actor, *, order_id: int) -> PartnerOrder:
    """The window sends a returned order again, when what hindered it is settled; its days count anew."""
    with transaction.atomic():
        joint, order = _order(actor, order_id)
        if not actor.has(Role.CLERK, Role.COORDINATOR):
            raise Forbidden("may_not_resend", N_("退回的订单由综合窗口或者协调岗再次发出。"))
        running.send_order(actor, joint, order)
    return order
