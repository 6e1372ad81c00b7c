"""The cases application."""

from typing import Protocol

from django.apps import AppConfig

from oneseal.kernel.access import Actor

MATERIAL = "case_material"
"""Purpose under which files of materials are stored (documents.services.store_file)."""


class _File(Protocol):
    pk: int
    owner_id: int


class CasesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        """Tell documents who may open what belongs to a case."""
        from oneseal.documents.selectors import register_access, register_reader

        register_reader("case", _may_open_documents)
        register_access(MATERIAL, _may_read_material)


def _may_open_documents(actor: Actor, case_id: int) -> bool:
    from oneseal.cases import selectors

    return selectors.may_open(actor, case_id)


def _may_read_material(actor: Actor, file: _File) -> bool:
    from oneseal.cases import selectors

    return actor.account_id == file.owner_id or selectors.may_read_file(actor, file.pk)
