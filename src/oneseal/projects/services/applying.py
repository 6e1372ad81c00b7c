"""A stage applied for as one: one form and one set, through the composition of its items (PRJ-3)."""

from typing import Any

from django.db import transaction

from oneseal.bundles import selectors as bundles
from oneseal.bundles import services as joints
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Project, Stage
from oneseal.projects.rules.states import STAGE
from oneseal.projects.selectors.stages import theme_code
from oneseal.projects.services.loading import hold, keep, stage_of
from oneseal.projects.services.moving import BASIS, check_gate

WITHDRAWN = "withdrawn"


def apply_for_stage(actor: Actor, *, project_id: int, number: int) -> Any:
    """Begin the one application for a stage; what is known of the project is filled in. The owner, or a clerk.

    An application that was begun is given back. Raises Conflict while the gate is shut, NotFound where the bureau has
    not composed this stage.
    """
    with transaction.atomic():
        project = hold(actor, project_id)
        stage = stage_of(project, number)
        if stage.joint and stage.joint.state != WITHDRAWN:
            return stage.joint
        STAGE.step(stage.state, "open")
        check_gate(project, stage)
        theme = bundles.stage_theme(project.bureau_id, theme_code(project.investor, number))
        if theme is None:
            text = N_("这个阶段还没有编成一张表单，请分别申请各个事项。")
            raise NotFound("stage_not_composed", text, basis=BASIS)
        mine = project.owner_id in actor.applicants
        joint = joints.start_joint(
            actor,
            theme_id=theme.pk,
            applicant_id=project.owner_id,
            channel="online" if mine else "window",
        )
        _fill(actor, project, joint)
        event = events.StageApplied(number)
        keep(actor, project, event, Update(Stage, stage.pk, {"joint_id": joint.pk}))
    return joint


def _fill(actor: Actor, project: Project, joint: Any) -> None:
    known = {
        "project_name": project.name,
        "project_code": project.code,
        "project_address": project.address,
        "total_investment": project.investment // 1_000_000,
        "land_area": project.land_area,
    }
    wanted = bundles.filling(joint).composition.schema.get("properties", {})
    data = {name: value for name, value in known.items() if name in wanted and value}
    if data:
        joints.save_joint(actor, joint_id=joint.pk, data=data)
