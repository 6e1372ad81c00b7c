"""The news that identity publishes."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class SignedIn(Event):
    """Somebody signed in; an older session of theirs may have ended by it."""

    kind: ClassVar[str] = "identity.signed_in"
    address: str
    replaced_session: bool


@dataclass(frozen=True)
class SignedOut(Event):
    """Somebody signed out."""

    kind: ClassVar[str] = "identity.signed_out"


@dataclass(frozen=True)
class ClientCreated(Event):
    """Another system got a token."""

    kind: ClassVar[str] = "identity.client_created"
    name: str
    scopes: list[str]
    expires_on: str


@dataclass(frozen=True)
class ClientWithdrawn(Event):
    """Another system's token was ended."""

    kind: ClassVar[str] = "identity.client_withdrawn"
    name: str


@dataclass(frozen=True)
class SignInFailed(Event):
    """A wrong password or code (`what`); so many in a row, and whether the account is locked now."""

    kind: ClassVar[str] = "identity.sign_in_failed"
    what: str
    failures: int
    locked: bool
    address: str


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A password was changed by its owner, or reset by an administrator."""

    kind: ClassVar[str] = "identity.password_changed"
    by_owner: bool


@dataclass(frozen=True)
class SecondFactorEnrolled(Event):
    """An authenticator app was bound."""

    kind: ClassVar[str] = "identity.second_factor_enrolled"


@dataclass(frozen=True)
class SecondFactorReset(Event):
    """The authenticator app was unbound by an administrator."""

    kind: ClassVar[str] = "identity.second_factor_reset"


@dataclass(frozen=True)
class AccountOpened(Event):
    """An account was made for a member of staff or a citizen."""

    kind: ClassVar[str] = "identity.account_opened"
    login: str
    account_kind: str


@dataclass(frozen=True)
class AccountLocked(Event):
    """An administrator locked an account."""

    kind: ClassVar[str] = "identity.account_locked"


@dataclass(frozen=True)
class AccountUnlocked(Event):
    """An administrator unlocked an account."""

    kind: ClassVar[str] = "identity.account_unlocked"


@dataclass(frozen=True)
class SessionsRevoked(Event):
    """Somebody ended an account's other sessions."""

    kind: ClassVar[str] = "identity.sessions_revoked"
    count: int


@dataclass(frozen=True)
class RegionsLoaded(Event):
    """A region table was loaded."""

    kind: ClassVar[str] = "identity.regions_loaded"
    vintage: str
    added: int
    renamed: int


@dataclass(frozen=True)
class ApplicantRegistered(Event):
    """A person (masked name) or organisation was entered."""

    kind: ClassVar[str] = "identity.applicant_registered"
    applicant_kind: str
    name: str


@dataclass(frozen=True)
class ApplicantCorrected(Event):
    """Which particulars of an applicant were changed."""

    kind: ClassVar[str] = "identity.applicant_corrected"
    fields: list[str]


@dataclass(frozen=True)
class ApplicantUnmasked(Event):
    """A hidden value was shown in full; the reason stands with the entry."""

    kind: ClassVar[str] = "identity.applicant_unmasked"
    field: str


@dataclass(frozen=True)
class AuthorisationGiven(Event):
    """Somebody may act for somebody, or claims to be a legal representative."""

    kind: ClassVar[str] = "identity.authorisation_given"
    principal: int
    agent: int
    authorisation_kind: str
    from_on: str
    to_on: str | None


@dataclass(frozen=True)
class AuthorisationConfirmed(Event):
    """A clerk confirmed a claim."""

    kind: ClassVar[str] = "identity.authorisation_confirmed"
    principal: int
    agent: int


@dataclass(frozen=True)
class AuthorisationRevoked(Event):
    """An authorisation ended before its day."""

    kind: ClassVar[str] = "identity.authorisation_revoked"
    principal: int
    agent: int


@dataclass(frozen=True)
class OrganisationChanged(Event):
    """An organisation was opened, changed or closed (`what`)."""

    kind: ClassVar[str] = "identity.organisation_changed"
    what: str
    name: str


@dataclass(frozen=True)
class PostChanged(Event):
    """A post was opened, changed or closed (`what`)."""

    kind: ClassVar[str] = "identity.post_changed"
    what: str
    code: str
    roles: list[str]


@dataclass(frozen=True)
class StaffEnrolled(Event):
    """Somebody joined the bureau."""

    kind: ClassVar[str] = "identity.staff_enrolled"
    number: str
    employment: str


@dataclass(frozen=True)
class StaffChanged(Event):
    """Which particulars of somebody were changed."""

    kind: ClassVar[str] = "identity.staff_changed"
    fields: list[str]


@dataclass(frozen=True)
class StaffMoved(Event):
    """A transfer, secondment, return or leave."""

    kind: ClassVar[str] = "identity.staff_moved"
    movement: str
    starts_on: str
    document: str


@dataclass(frozen=True)
class PostTaken(Event):
    """Somebody holds a post from a day on."""

    kind: ClassVar[str] = "identity.post_taken"
    post: int
    code: str
    from_on: str


@dataclass(frozen=True)
class PostLeft(Event):
    """Somebody holds a post no longer after a day; `early`: within a year, with approval."""

    kind: ClassVar[str] = "identity.post_left"
    post: int
    code: str
    last_on: str
    early: bool


@dataclass(frozen=True)
class CertificateRegistered(Event):
    """A certificate was entered."""

    kind: ClassVar[str] = "identity.certificate_registered"
    number: str
    level: int
    expires_on: str | None


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """A certificate no longer counts."""

    kind: ClassVar[str] = "identity.certificate_revoked"
    number: str


@dataclass(frozen=True)
class PhotoSet(Event):
    """The photograph on the post display was set."""

    kind: ClassVar[str] = "identity.photo_set"
    sha256: str


@dataclass(frozen=True)
class ApplicantVouchedFor(Event):
    """The provincial identity service vouched for a person."""

    kind: ClassVar[str] = "identity.applicant_vouched_for"
