"""Writing about a joint application: under its lock, with the journal, in the name of its bureau."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from oneseal.bundles.models import Joint
from oneseal.bundles.selectors.joints import visible_joints
from oneseal.foundation import db
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

SEALED = ("data", "yields")


def locked(actor: Actor, joint_id: int) -> Joint:
    """The joint application under lock, if the actor may see it. Raises NotFound."""
    joint = db.lock(Joint, joint_id)
    if not visible_joints(actor).filter(pk=joint_id).exists():
        raise NotFound("joint_not_found", N_("没有找到这个申请，或者您无权查看。"))
    return joint


def write(actor: Actor, joint: Joint, event: Event, *, reason: str = "", **values: Any) -> None:
    """Columns of the joint application and the journal entry, in one statement."""
    for name, value in values.items():
        setattr(joint, name, value)
    columns = {
        name: sealed(Joint, name, joint.uid, value) if name in SEALED else value
        for name, value in values.items()
    }
    tell(actor, joint, event, [Update(Joint, joint.pk, columns)] if columns else [], reason)


def tell(
    actor: Actor, joint: Joint, event: Event, changes: list[Update] | None = None, reason: str = ""
) -> None:
    """A journal entry about a joint application."""
    who = actor if actor.bureau_id == joint.bureau_id else replace(actor, bureau_id=joint.bureau_id)
    record(who, Subject("joint", joint.pk), event, changes=changes or [], reason=reason)


def on_behalf(joint: Joint) -> Actor:
    """Who hands in an item that begins by itself: the applicant's side, as it said in the one application.

    That is who handed the whole in: the applicant, or the agent, whose authorisation the case then asks for.
    """
    online = joint.channel == "online"
    role = {"window": Role.CLERK, "client": Role.CLIENT}.get(joint.channel, Role.CITIZEN)
    return Actor(
        account_id=joint.made_by,
        name=f"{joint.applicant_name}（一件事申请{joint.number}）",
        bureau_id=0 if online else joint.bureau_id,
        roles=frozenset({Role.CITIZEN, role}),
        applicant_id=(joint.agent_id or joint.applicant_id) if online else 0,
        applicants=frozenset({joint.applicant_id}),
    )


def message(actor: Actor, joint: Joint, template: str, key: str = "", **data: Any) -> None:
    """A message to the applicant about the whole."""
    notify(
        actor,
        bureau_id=joint.bureau_id,
        recipient=Recipient.of(joint.applicant),
        template=template,
        data={"title": joint.title, "number": joint.number, **data},
        dedupe_key=f"{template}:{joint.pk}:{key}",
        about=Subject("joint", joint.pk),
        link=reverse("bundles:joint", args=[joint.pk]),
    )
