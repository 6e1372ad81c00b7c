"""Flow exchange: an item's steps as a BPMN 2.0 model, and a model's steps into a draft (2.11)."""

from dataclasses import dataclass

from oneseal.catalog.models import ItemVersion
from oneseal.catalog.rules import diff, graph
from oneseal.catalog.rules.bpmn import write_model
from oneseal.catalog.rules.bpmn_steps import read_steps
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.gaps import Gap
from oneseal.catalog.selectors.items import access_version, content_of
from oneseal.catalog.services.versions import require_keeper, save_draft
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations


@dataclass(frozen=True, slots=True)
class FlowPreview:
    """What importing a model would change, what the file leaves open, and what would keep it from publication."""

    content: ItemContent
    changes: list[diff.Change]
    notes: list[Gap]
    gaps: list[Gap]


def export_flow(version: ItemVersion) -> bytes:
    """The BPMN 2.0 model of a version's steps. Raises Violations where its steps do not fit together."""
    content = content_of(version)
    gaps = [gap for gap in graph.problems(content) if _of_steps(gap) and gap.code != "no_decision"]
    if gaps:
        raise Violations([RuleViolation(g.code, g.message, params=g.params, basis=g.basis) for g in gaps])
    return write_model(content.name, content.steps, _posts(version))


def preview_flow(actor: Actor, *, version_id: int, data: bytes) -> FlowPreview:
    """What a model would change in a draft. Raises RuleViolation or Violations naming what is not understood."""
    version = access_version(actor, version_id)
    require_keeper(actor, version.item.bureau_id)
    old = content_of(version)
    found = read_steps(data, _posts(version), f"{old.business_line}_reviewer")
    new = old.model_copy(update={"steps": found.steps})
    gaps = [gap for gap in graph.problems(new) if _of_steps(gap)]
    return FlowPreview(new, diff.compare(old, new, ("steps",)), found.notes, gaps)


def import_flow(actor: Actor, *, version_id: int, data: bytes, expected_digest: str = "") -> ItemVersion:
    """Put a model's steps into a draft, all of them or none. Raises as preview_flow and save_draft do."""
    preview = preview_flow(actor, version_id=version_id, data=data)
    return save_draft(actor, version_id=version_id, content=preview.content, expected_digest=expected_digest)


def _of_steps(gap: Gap) -> bool:
    return gap.path.split(".")[0] == "steps"


def _posts(version: ItemVersion) -> dict[str, str]:
    return {code: post.name for code, post in identity.posts_by_code(version.item.bureau_id).items()}
