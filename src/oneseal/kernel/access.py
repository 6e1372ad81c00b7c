"""Who acts: roles and actors as plain values."""

from dataclasses import dataclass, field
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
    CLIENT = "client"


STAFF = frozenset(Role) - {Role.ANONYMOUS, Role.CITIZEN, Role.CLIENT}
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as a value that can be cached for the session and written to the journal.

    `account_id` is the signed-in account (0: nobody, the system itself); `posts` and `sections` are the ids
    a member of staff works for today; `applicants` the ids of the persons and organisations that the
    account may act for today (itself and those it is authorised by); `scopes` what an API client may do.
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
    scopes: frozenset[str] = field(default_factory=frozenset)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_staff(self) -> bool:
        """Whether the actor works in the bureau."""
        return not self.roles.isdisjoint(STAFF)


SYSTEM = Actor(name="系统", roles=frozenset())
NOBODY = Actor()
