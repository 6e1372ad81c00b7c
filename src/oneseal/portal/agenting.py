"""Themes for agents and for lines of the hall: both stand beside bundles, and here all are known (inventory 3.5, 7.1)."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.agents.extensions import Application, Theme
from oneseal.bundles import selectors as bundles
from oneseal.bundles import services
from oneseal.bundles.extensions import Link
from oneseal.catalog import selectors as catalog
from oneseal.kernel.access import NOBODY, Actor
from oneseal.queueing.extensions import ItemSet


def help_links(actor: Actor, code: str) -> Iterable[Link]:
    """From a theme's public page to asking for an agent, for who may apply."""
    if actor.may_apply:
        yield Link(gettext("请人代办"), f"{reverse('agents:new')}?theme={code}", "heart-handshake")


class JointThemes:
    """The published themes and packages of bundles, as `agents` asks for them."""

    def offered(self, bureau_id: int) -> Sequence[Theme]:
        """The themes all of whose items can be applied for today."""
        rows = list(bundles.published_themes().filter(bureau=bureau_id).order_by("title"))
        codes = {row.code: bundles.published_content(row).codes for row in rows}
        wanted = {code for each in codes.values() for code in each}
        open_items = catalog.visible_items(NOBODY).filter(bureau=bureau_id, code__in=wanted)
        known = dict(open_items.filter(current_version__isnull=False).values_list("code", "pk"))
        return [
            Theme(row.code, row.title, tuple(known[code] for code in codes[row.code]))
            for row in rows
            if codes[row.code] and known.keys() >= set(codes[row.code])
        ]

    def begin(self, actor: Actor, code: str, applicant_id: int) -> int:
        """Begin the one application; bundles checks the authorisation for all its items."""
        theme = bundles.theme_by_code(code)
        return int(services.start_joint(actor, theme_id=theme.pk, applicant_id=applicant_id).pk)

    def shown(self, actor: Actor, joint_id: int) -> Application | None:
        """Where it stands."""
        row = bundles.visible_joints(actor).filter(pk=joint_id).first()
        if row is None:
            return None
        return Application(reverse("bundles:joint", args=[row.pk]), row.get_state_display())


def item_sets(themes: JointThemes, bureau_id: int) -> list[ItemSet]:
    """The same themes as sets of items that a special window's line follows."""
    return [ItemSet(each.code, each.title, each.items) for each in themes.offered(bureau_id)]
