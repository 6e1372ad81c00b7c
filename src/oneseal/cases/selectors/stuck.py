"""Steps that whoever has them cannot do: for the head to give to somebody else."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from oneseal.cases.models import CaseStep
from oneseal.cases.rules import flow
from oneseal.cases.rules.states import StepState
from oneseal.cases.selectors.worklists import CAP, team_steps
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor


def orphaned_steps(actor: Actor) -> list[CaseStep]:
    """Steps that wait for nobody who may do them, for the head to re-assign; at most a thousand.

    In the hands of somebody who is away today, no longer holds their post, or whose own application it is; or not
    taken, while everybody of the post is away or would have to keep out. Steps asked of a person (委派, 加签)
    count when the person is away or has left the bureau.
    """
    today, team = clock.today(), team_steps(actor)
    taken, waiting = team.filter(state=StepState.TAKEN), team.filter(state=StepState.OPEN)
    found = team.filter(_in_wrong_hands(actor, taken, today) | _without_anybody(waiting, today))
    return list(found.select_related("case", "post", "holder").order_by("due", "id")[:CAP])


def _in_wrong_hands(actor: Actor, taken: QuerySet[CaseStep], today: date) -> Q:
    pairs = set(taken.order_by().values_list("holder", "post", "origin").distinct())
    holders = {holder for holder, _, _ in pairs if holder}
    workers = identity.workers_by_post(
        {post for _, post, origin in pairs if post and origin in flow.PLANNED}, today
    )
    present = set(identity.colleagues(actor.bureau_id, holders)) - identity.on_leave(actor.bureau_id, today)
    gone = Q(holder__in={holder for holder, _, _ in pairs} - present)
    for post, allowed in workers.items():
        here = {holder for holder, of, origin in pairs if of == post and origin in flow.PLANNED}
        if others := here - allowed:
            gone |= Q(post=post, origin__in=flow.PLANNED, holder__in=others)
    for holder, applicants in identity.own_applicants(holders, today).items():
        gone |= Q(holder=holder) & _of(applicants)
    return Q(state=StepState.TAKEN) & gone


def _without_anybody(waiting: QuerySet[CaseStep], today: date) -> Q:
    posts = {post for post in waiting.order_by().values_list("post", flat=True).distinct() if post}
    workers = identity.workers_by_post(posts, today, present=True)
    own = identity.own_applicants({staff for people in workers.values() for staff in people}, today)
    stuck = Q(post__in=[post for post, people in workers.items() if not people])
    for post, people in workers.items():
        shared = (
            frozenset.intersection(*(own.get(staff, frozenset()) for staff in people)) if people else None
        )
        if shared:
            stuck |= Q(post=post) & _of(shared)
    return Q(state=StepState.OPEN) & stuck


def _of(applicants: Iterable[int]) -> Q:
    return Q(case__applicant__in=applicants) | Q(case__agent__in=applicants)
