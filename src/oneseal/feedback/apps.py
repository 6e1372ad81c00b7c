"""The feedback application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet

    from oneseal.queueing.extensions import Word


class FeedbackConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.feedback"
    label = "feedback"
    verbose_name = "评价和测评"

    def ready(self) -> None:
        """Offer the pages; say where a visit is judged, and judged again; let the bureau open circulars."""
        from oneseal.cases import extensions
        from oneseal.documents.selectors import register_access, register_reader
        from oneseal.feedback import selectors
        from oneseal.queueing.extensions import offer_words

        handlers, readers = frozenset(selectors.KEEPERS), selectors.READERS
        citizens = frozenset({Role.CITIZEN})
        hint = N_("满意率怎样算，差评怎样整改")
        pages.offer(
            NavItem(N_("满意度公开"), "feedback:public", "notice", EVERYONE, "mood-happy", 60, hint=hint)
        )
        pages.offer(NavItem(N_("评价办事"), "feedback:mine", "account", citizens, "star", 45))
        pages.offer(
            NavItem(N_("疑似代评"), "feedback:suspicions", "insight", handlers, "shield-check", 42, _signs)
        )
        pages.offer(
            NavItem(N_("测评和征求意见"), "feedback:surveys", "insight", readers, "clipboard-list", 43)
        )
        pages.offer(NavItem(N_("整改台账"), "feedback:ledger", "insight", readers, "list-check", 44, _late))
        extensions.lead_follow_ups_by(_follow_up)
        offer_words(_words)
        register_reader("opinion_survey", _may_open)
        register_access(selectors.EVIDENCE, _may_see)


def _signs(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.feedback import selectors

    return [selectors.open_suspicions(actor)]


def _late(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.feedback import selectors

    return [selectors.late_issues(actor)]


def _follow_up(kind: str, subject_id: int) -> str:
    from django.urls import reverse

    from oneseal.feedback import selectors

    code = selectors.follow_up_link(kind, subject_id)
    return reverse("feedback:evaluate", args=[code]) if code else ""


def _words(ticket_ids: "Collection[int]") -> "Mapping[int, Word]":
    from django.urls import reverse

    from oneseal.feedback import selectors
    from oneseal.queueing.extensions import Word

    return {
        each.subject_id: Word(
            each.evaluated_at is not None,
            reverse("feedback:evaluate", args=[each.code]),
            selectors.is_at_tablet(each),
        )
        for each in selectors.invitations_of(ticket_ids)
    }


def _may_see(actor: Actor, file: Any) -> bool:
    from oneseal.feedback import selectors

    return selectors.may_read_evidence(actor, file.pk)


def _may_open(actor: Actor, survey_id: int) -> bool:
    from oneseal.feedback import selectors

    return selectors.circular_readable(actor, survey_id)
