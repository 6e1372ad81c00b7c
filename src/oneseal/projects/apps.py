"""The projects application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ProjectsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.projects"
    label = "projects"
    verbose_name = "工程建设项目"

    def ready(self) -> None:
        """Offer the pages of all sides; let owners and colleagues open a project's documents."""
        from oneseal.documents.selectors import register_reader
        from oneseal.projects.selectors.access import READERS, SPEAKERS
        from oneseal.projects.selectors.papers import documents_visible, reports_visible

        answering = SPEAKERS | {Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD}
        connecting = READERS | {Role.LIAISON}
        citizens = frozenset({Role.CITIZEN})
        for item in (
            NavItem(N_("工程建设项目"), "projects:board", "cases", READERS, "building", 57),
            NavItem(N_("重点项目挂图"), "projects:wall", "insight", READERS, "chart-bar", 58),
            NavItem(
                N_("部门意见"), "projects:opinions", "cases", frozenset(answering), "message", 58, _waiting
            ),
            NavItem(N_("水电气接入"), "projects:connections", "cases", connecting, "route", 59, _unanswered),
            NavItem(N_("我的项目"), "projects:mine", "account", citizens, "building", 36),
        ):
            pages.offer(item)
        register_reader("project", documents_visible)
        register_reader("project_report", reports_visible)


def _unanswered(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.projects import selectors

    return (
        [] if actor.is_staff and actor.has(*selectors.READERS) else [selectors.unanswered_connections(actor)]
    )


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.projects import selectors

    return [selectors.own_opinions(actor)]
