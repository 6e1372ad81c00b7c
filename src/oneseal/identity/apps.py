"""The identity application."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest

from oneseal.foundation import pages
from oneseal.kernel.access import AT_DESK, EVERYONE, NOBODY, STAFF, Actor, Role
from oneseal.kernel.text import N_

WATCHERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.SUPERVISOR})
ANSWERING = frozenset({Role.ADMINISTRATOR, Role.SECTION_HEAD, Role.BUREAU_HEAD})


class IdentityConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.identity"
    label = "identity"
    verbose_name = "人员与组织"

    def ready(self) -> None:
        """Whatever door somebody signs in through, it is one session, journaled."""
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_on_sign_in, dispatch_uid="identity.sign_in")
        pages.name_bureau_by(_bureau_name)
        signed_in, own = EVERYONE - {Role.ANONYMOUS}, frozenset({Role.CITIZEN})
        for item in (
            pages.NavItem(N_("登录"), "identity:sign_in", "session", NOBODY.roles, "login", 90),
            pages.NavItem(N_("我的账号"), "identity:profile", "account", own, "user-circle", 90, in_bar=True),
            pages.NavItem(N_("密码"), "identity:password", "session", AT_DESK, "key", 95),
            pages.NavItem(
                N_("申请人"), "identity:applicants", "intake", frozenset({Role.CLERK}), "user-circle", 70
            ),
            pages.NavItem(
                N_("单位认领确认"), "identity:claims", "intake", frozenset({Role.CLERK}), "building", 80
            ),
            pages.NavItem(N_("人员"), "identity:people", "people", STAFF, "users", 10),
            pages.NavItem(N_("休假与代理"), "identity:leaves", "people", STAFF, "calendar", 15),
            pages.NavItem(
                N_("窗口人员调换"), "identity:replacements", "people", ANSWERING, "arrows-exchange", 42
            ),
            pages.NavItem(N_("其他系统的账号"), "identity:credentials", "people", STAFF, "key", 90),
            pages.NavItem(N_("机构"), "identity:organisations", "people", STAFF, "sitemap", 20),
            pages.NavItem(N_("岗位"), "identity:posts", "people", STAFF, "id-badge", 30),
            pages.NavItem(N_("证书与提醒"), "identity:certificates", "people", WATCHERS, "certificate", 40),
            pages.NavItem(N_("年度考核"), "identity:appraisals", "people", STAFF, "award", 45),
            pages.NavItem(N_("行政区划"), "identity:regions", "people", STAFF, "map", 50),
            pages.NavItem(
                N_("接入系统"), "identity:clients", "system", frozenset({Role.ADMINISTRATOR}), "link", 30
            ),
            pages.NavItem(N_("退出"), "identity:sign_out", "session", signed_in, "logout", 99, post=True),
        ):
            pages.offer(item)


def _bureau_name(actor: Actor) -> str:
    from oneseal.identity import selectors

    return selectors.bureau_name(actor.bureau_id)


def _on_sign_in(sender: object, request: HttpRequest, user: Any, **_kwargs: object) -> None:
    from oneseal.foundation.ratelimit import client_address
    from oneseal.identity import services

    services.begin_session(
        user.pk,
        request.session,  # type: ignore[arg-type]
        address=client_address(request),
        agent=request.META.get("HTTP_USER_AGENT", ""),
    )
    _remind_to_change(request, user)


def _remind_to_change(request: HttpRequest, user: Any) -> None:
    """At the sign-in of staff: which kept passwords of other systems are due to be changed (1.20)."""
    from django.contrib import messages
    from django.utils.translation import gettext

    from oneseal.identity import selectors

    if user.staff_id and (due := selectors.credentials_due(user.staff_id)):
        text = gettext("您保管的账号该更换密码了：%(systems)s。请在“其他系统的账号”中更新。")
        messages.warning(request, text % {"systems": "、".join(due)}, fail_silently=True)
