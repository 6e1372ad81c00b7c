"""The cases application."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import AppConfig

from oneseal.foundation import pages, telling
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, EVERYONE, EXAMINING, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

MATERIAL = "case_material"
"""Purpose under which files of materials are stored (documents.services.store_file)."""


class _File(Protocol):
    pk: int
    owner_id: int
    name: str


class CasesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        """Offer the pages of the desk and words for the journal; tell documents who may open a case's files."""
        from oneseal.cases.selectors.telling import told
        from oneseal.certificates.selectors import register_applying
        from oneseal.documents.selectors import register_access, register_reader

        _offer_pages()
        telling.offer(told)
        register_reader("case", _may_open_documents)
        register_applying(_apply_links)
        register_access(MATERIAL, _may_read_material, _material_name)


def _offer_pages() -> None:
    clerk, receivers = frozenset({Role.CLERK}), frozenset({Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD})
    heads = frozenset({Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR})
    watchers = frozenset({Role.SUPERVISOR, Role.COORDINATOR})
    citizen = frozenset({Role.CITIZEN})
    by_number = N_("凭编号看办到哪一步")
    for entry in (
        NavItem(N_("办件查询"), "cases:query", "door", EVERYONE, "list-search", 8, hint=by_number),
        NavItem(N_("我的办件"), "cases:mine", "account", citizen, "clipboard-list", 10, in_bar=True),
        NavItem(N_("我的文书"), "cases:documents", "account", citizen, "certificate", 20),
        NavItem(N_("我交过的材料"), "cases:vault", "account", citizen, "files", 22),
        NavItem(N_("待办环节"), "cases:desk_work", "work", CASEWORK, "list-check", 1, _steps),
        NavItem(N_("窗口收件"), "cases:desk_window", "intake", clerk, "user-plus", 1),
        NavItem(N_("待受理"), "cases:desk_intake", "intake", receivers, "inbox", 2, _intake),
        NavItem(N_("送达窗口"), "cases:desk_delivery", "intake", clerk, "package", 3, _deliveries),
        NavItem(N_("承诺核查"), "cases:desk_checks", "cases", EXAMINING, "clipboard-check", 6, _checks),
        NavItem(N_("失信记录"), "cases:desk_dishonesty", "cases", CASEWORK, "alert-triangle", 7),
        NavItem(N_("绿色通道"), "cases:desk_green", "cases", CASEWORK, "star", 8),
        NavItem(N_("办件查询"), "cases:desk_search", "cases", CASEWORK, "list-search", 1),
        NavItem(N_("办理情况"), "cases:desk_team", "cases", heads, "chart-bar", 2),
        NavItem(N_("差评处理"), "cases:desk_negatives", "insight", watchers, "mood-sad", 20, _negatives),
    ):
        pages.offer(entry)


def _steps(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.cases import selectors

    return selectors.my_load(actor)


def _intake(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.cases import selectors

    return [selectors.intake_cases(actor)]


def _deliveries(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.cases import selectors

    return [selectors.cases_to_deliver(actor)]


def _checks(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.cases import selectors

    return [selectors.checks_waiting(actor)]


def _negatives(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.cases import selectors

    return [selectors.visible_negatives(actor).filter(rectified_at=None)]


def _apply_links(item_id: int) -> Mapping[str, str]:
    from oneseal.cases.selectors.applying import apply_links

    return apply_links(item_id)


def _may_open_documents(actor: Actor, case_id: int) -> bool:
    from oneseal.cases import selectors

    return selectors.may_open(actor, case_id)


def _may_read_material(actor: Actor, file: _File) -> bool:
    from oneseal.cases import selectors

    return actor.account_id == file.owner_id or selectors.may_read_file(actor, file.pk)


def _material_name(actor: Actor, file: _File) -> str:
    from oneseal.cases import selectors

    return selectors.material_name(actor, file.pk) or file.name
