"""Who opens a project's documents."""

from oneseal.kernel.access import Actor
from oneseal.projects.selectors.access import visible_projects


def documents_visible(actor: Actor, project_id: int) -> bool:
    """Whether the actor may open the documents about a project; internal kinds are kept from outsiders by themselves."""
    return visible_projects(actor).filter(pk=project_id).exists()
