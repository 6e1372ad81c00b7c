"""Who opens a project's documents."""

from oneseal.kernel.access import Actor
from oneseal.projects.selectors.access import visible_projects, visible_reports


def documents_visible(actor: Actor, project_id: int) -> bool:
    """Whether the actor may open the documents about a project; internal kinds are kept from outsiders by themselves."""
    return visible_projects(actor).filter(pk=project_id).exists()


def reports_visible(actor: Actor, report_id: int) -> bool:
    """Whether the actor may open the document of a report."""
    return visible_reports(actor).filter(pk=report_id).exists()
