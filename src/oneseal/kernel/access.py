"""Who acts: roles and actors as plain values."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """What a person may do at large. Posts grant roles; what they may touch is asked of each context."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    SECTION_HEAD = "section_head"
    BUREAU_HEAD = "bureau_head"
    COORDINATOR = "coordinator"
    ITEM_KEEPER = "item_keeper"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    LIAISON = "liaison"
    CLIENT = "client"


STAFF = frozenset(Role) - {Role.ANONYMOUS, Role.CITIZEN, Role.LIAISON, Role.CLIENT}
AT_DESK = STAFF | {Role.LIAISON}
"""Roles that a post may grant: those of the bureau's staff, and the liaison of a supervising department (SUP-A)."""
EVERYONE = frozenset(Role)
DESKWORK = STAFF - {Role.ADMINISTRATOR}
"""Roles of those who do the bureau's work, on cases or on the catalogue."""
CASEWORK = DESKWORK - {Role.ITEM_KEEPER}
"""Roles of those who take in, examine, decide or watch cases."""
EXAMINING = CASEWORK - {Role.CLERK}
"""Roles of those who examine, decide or watch cases."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """An absent colleague for whom somebody stands in today (职务代理).

    `posts` and `roles` are those that the deputy has through this alone, not those that are also their own.
    """

    staff_id: int
    name: str
    posts: frozenset[int] = frozenset()
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as a value that can be cached for the session and written to the journal.

    `account_id` is the signed-in account (0: nobody, the system itself); `posts` and `sections` are the ids
    a member of staff works for today; `applicants` the ids of the persons and organisations that the
    account may act for today (itself and those it is authorised by); `scopes` what an API client may do.
    `own_applicants` are the applicants that a member of staff is or acts for as a private person: their cases are
    for others to handle. `stand_ins` names the absent colleagues for whom the actor does the work today; their
    posts, roles and sections are among the actor's.
    `outside` names the units outside the bureau (a town's centre, a department) that a member of staff works for; the
    bureau's own people have none.
    """

    account_id: int = 0
    name: str = ""
    bureau_id: int = 0
    roles: frozenset[Role] = frozenset({Role.ANONYMOUS})
    staff_id: int = 0
    posts: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()
    applicant_id: int = 0
    applicants: frozenset[int] = frozenset()
    region: str = ""
    outside: frozenset[str] = frozenset()
    scopes: frozenset[str] = field(default_factory=frozenset)
    own_applicants: frozenset[int] = frozenset()
    stand_ins: tuple[StandIn, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    def acting_for(self, *, holder: int | None = None, post: int | None = None) -> StandIn | None:
        """The colleague for whom the actor works on what `holder` has in hand, or what waits for `post`."""
        for each in self.stand_ins:
            if (holder is not None and holder == each.staff_id) or (holder is None and post in each.posts):
                return each
        return None

    def in_role_of(self, *roles: Role) -> StandIn | None:
        """The colleague for whom the actor acts in one of the roles; None where one of them is their own."""
        lent = {role for each in self.stand_ins for role in each.roles}
        if not self.stand_ins or (self.roles - lent).intersection(roles):
            return None
        return next((each for each in self.stand_ins if each.roles.intersection(roles)), None)

    def of_bureau(self, bureau_id: int) -> "Actor":
        """The same, in the journal of that bureau: the entry belongs to the thing's bureau, whoever acts."""
        return self if self.bureau_id == bureau_id else replace(self, bureau_id=bureau_id)

    def agent_for(self, applicant_id: int) -> int | None:
        """The applicant as whose agent the actor acts; None: the applicant themself, a clerk or another system."""
        return self.applicant_id if self.applicant_id not in {0, applicant_id} else None

    @property
    def may_apply(self) -> bool:
        """Whether the public pages offer to begin something: to citizens, and to who has not signed in yet."""
        return self.has(Role.CITIZEN, Role.ANONYMOUS)

    @property
    def is_staff(self) -> bool:
        """Whether the actor works in the bureau."""
        return not self.roles.isdisjoint(STAFF)

    @property
    def at_desk(self) -> bool:
        """Whether the actor meets the desk's pages: the bureau's staff, and liaisons of departments."""
        return not self.roles.isdisjoint(AT_DESK)


SYSTEM = Actor(name="系统", roles=frozenset())
NOBODY = Actor()
