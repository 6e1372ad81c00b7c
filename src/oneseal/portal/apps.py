"""The portal application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import EVERYONE, STAFF, Role
from oneseal.kernel.text import N_


class PortalConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Offer the first entries of both shells."""
        from oneseal.portal.services import DEFINERS

        _offer_themes()
        doors = (
            (N_("首页"), "portal:home", "home", ""),
            (N_("个人办事"), "portal:person", "user", N_("证件、社保、生育、住房")),
            (N_("法人办事"), "portal:organisation", "building", N_("开办、许可、变更、注销")),
            (N_("一件事"), "portal:themes", "stack-2", N_("几个事项一次办")),
        )
        notices = (
            (N_("清单公开"), "portal:lists", "list-details", N_("权力、收费、材料，清单之外无权力")),
            (N_("服务数据"), "portal:figures", "chart-bar", N_("办得多快、多少在网上办，怎么算的")),
            (N_("岗位公示"), "portal:posts", "id-badge-2", N_("哪个窗口、谁在岗、办什么")),
        )
        for order, (label, url_name, icon, hint) in enumerate(doors):
            pages.offer(pages.NavItem(label, url_name, "door", EVERYONE, icon, order, hint=hint))
        for order, (label, url_name, icon, hint) in enumerate(notices):
            pages.offer(pages.NavItem(label, url_name, "notice", EVERYONE, icon, order, hint=hint))
        records, hint = N_("信息公开"), N_("公告、公示和清单")
        pages.offer(
            pages.NavItem(
                records, "portal:records", "door", EVERYONE, "speakerphone", 90, hint=hint, gathers="notice"
            )
        )
        nobody = frozenset({Role.ANONYMOUS})
        pages.offer(pages.NavItem(N_("忘记密码"), "portal:reset", "sign_in", nobody, "key"))
        pages.offer(pages.NavItem(N_("我的工作"), "portal:desk", "work", STAFF, "briefcase", 0))
        pages.offer(pages.NavItem(N_("岗位亮牌公示"), "portal:posts", "people", STAFF, "id-badge-2", 31))
        pages.offer(pages.NavItem(N_("公开指标"), "portal:rates", "insight", DEFINERS, "chart-bar", 60))
        _offer_system()


def _offer_themes() -> None:
    """Agents may be asked for the themes of bundles, from the themes' own pages too; lines of the hall follow them."""
    from oneseal.agents.extensions import offer_themes
    from oneseal.bundles.extensions import offer_public_links
    from oneseal.portal.agenting import JointThemes, help_links, item_sets
    from oneseal.queueing.extensions import offer_item_sets

    themes = JointThemes()
    offer_themes(themes)
    offer_item_sets(lambda bureau_id: item_sets(themes, bureau_id))
    offer_public_links(help_links)


def _offer_system() -> None:
    """The pages of those who run the system."""
    from oneseal.foundation.selectors import failed_jobs

    admin, auditors = frozenset({Role.ADMINISTRATOR}), frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
    pages.offer(pages.NavItem(N_("工作日历"), "portal:calendar", "system", admin, "calendar-event", 20))
    pages.offer(pages.NavItem(N_("系统状态"), "portal:system", "system", admin, "activity", 80))
    pages.offer(
        pages.NavItem(N_("后台任务"), "portal:system_jobs", "system", admin, "server", 81, failed_jobs)
    )
    pages.offer(pages.NavItem(N_("操作日志"), "portal:journal", "system", auditors, "history", 82))
