"""The documents application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import EVERYONE, Role
from oneseal.kernel.text import N_


class DocumentsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.documents"
    label = "documents"
    verbose_name = "文书与文件"

    def ready(self) -> None:
        """Offer the verification page and the letterhead's; declare the checks."""
        from oneseal.documents import checks  # noqa: F401

        hint = N_("扫码或上传，核对真假")
        pages.offer(
            pages.NavItem(N_("文书核验"), "documents:verify", "door", EVERYONE, "shield-check", 60, hint=hint)
        )
        administrators = frozenset({Role.ADMINISTRATOR})
        pages.offer(
            pages.NavItem(
                N_("文书抬头"), "documents:letterhead", "system", administrators, "rubber-stamp", 40
            )
        )
