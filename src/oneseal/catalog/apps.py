"""The catalog application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import STAFF, Role
from oneseal.kernel.text import N_


class CatalogConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.catalog"
    label = "catalog"
    verbose_name = "事项目录"

    def ready(self) -> None:
        """Offer the keepers' pages."""
        from oneseal.catalog.selectors.delegations import READERS, may_read_letter, to_approve
        from oneseal.catalog.selectors.keeping import in_review
        from oneseal.documents.selectors import register_reader

        keepers = frozenset({Role.ITEM_KEEPER})
        pages.offer(
            pages.NavItem(
                N_("事项目录"), "catalog:items", "catalogue", keepers, "list-details", 10, in_review
            )
        )
        pages.offer(pages.NavItem(N_("导入事项"), "catalog:import", "catalogue", keepers, "upload", 20))
        pages.offer(pages.NavItem(N_("基本目录"), "catalog:basics", "catalogue", keepers, "list-details", 24))
        pages.offer(pages.NavItem(N_("字段字典"), "catalog:dictionary", "catalogue", keepers, "book", 26))
        pages.offer(
            pages.NavItem(N_("证明事项清单"), "catalog:proofs", "catalogue", keepers, "certificate", 28)
        )
        pages.offer(pages.NavItem(N_("权力变动台账"), "catalog:ledger", "catalogue", keepers, "history", 30))
        register_reader("delegation", may_read_letter)
        pages.offer(
            pages.NavItem(
                N_("委托书"), "catalog:delegations", "catalogue", READERS, "file-text", 31, to_approve
            )
        )
        checkers = keepers | {Role.SUPERVISOR}
        pages.offer(
            pages.NavItem(N_("权力“回头看”"), "catalog:look_backs", "catalogue", checkers, "history", 32)
        )
        pages.offer(pages.NavItem(N_("八公开"), "catalog:disclosures", "catalogue", STAFF, "eye", 40))
