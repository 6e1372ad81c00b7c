"""The seals application."""

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig

from oneseal.foundation import pages, telling
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_


class SealsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.seals"
    label = "seals"
    verbose_name = "电子印章"

    def ready(self) -> None:
        """Offer the register of seals and the check that there is one."""
        from oneseal.seals import checks  # noqa: F401

        telling.offer(_told)
        keepers = frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD})
        pages.offer(pages.NavItem(N_("电子印章"), "seals:seals", "system", keepers, "rubber-stamp", 35))
        administrators = frozenset({Role.ADMINISTRATOR})
        pages.offer(
            pages.NavItem(N_("证书管理"), "seals:certificates", "system", administrators, "certificate", 36)
        )


def _told(kind: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A use of the seal, by what it was put on."""
    if kind != "seals.applied":
        return "", {}
    if data.get("form") == "data":
        return N_("%(who)s 用印：编码 %(code)s 的印章为一份数据签名"), {}
    return N_("%(who)s 用印：编码 %(code)s 的印章盖在 %(form)s 文件上"), {
        "form": str(data.get("form", "")).upper()
    }
