"""The news that identity publishes."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class SignedIn(Event):
    """Somebody signed in; an older session of theirs may have ended by it."""

    kind: ClassVar[str] = "identity.signed_in"
    says: ClassVar[str] = N_("%(who)s 登录")
    address: str
    replaced_session: bool


@dataclass(frozen=True)
class SignedOut(Event):
    """Somebody signed out."""

    kind: ClassVar[str] = "identity.signed_out"
    says: ClassVar[str] = N_("%(who)s 退出登录")


@dataclass(frozen=True)
class ClientCreated(Event):
    """Another system got a token."""

    kind: ClassVar[str] = "identity.client_created"
    says: ClassVar[str] = N_("%(who)s 给接入系统“%(name)s”发了令牌，%(expires_on)s 到期")
    name: str
    scopes: list[str]
    expires_on: str


@dataclass(frozen=True)
class ClientWithdrawn(Event):
    """Another system's token was ended."""

    kind: ClassVar[str] = "identity.client_withdrawn"
    says: ClassVar[str] = N_("%(who)s 停用了接入系统“%(name)s”的令牌")
    name: str


@dataclass(frozen=True)
class SignInFailed(Event):
    """A wrong password or code (`what`); so many in a row, and whether the account is locked now."""

    kind: ClassVar[str] = "identity.sign_in_failed"
    says: ClassVar[str] = N_("登录失败，连续第 %(failures)s 次")
    what: str
    failures: int
    locked: bool
    address: str


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A password was changed by its owner, or reset by an administrator."""

    kind: ClassVar[str] = "identity.password_changed"
    says: ClassVar[str] = N_("%(who)s 修改了密码")
    by_owner: bool


@dataclass(frozen=True)
class ResetAsked(Event):
    """A code for a new password was asked for with the right identifier and phone."""

    kind: ClassVar[str] = "identity.reset_asked"
    says: ClassVar[str] = N_("有人凭证件号码和手机号获取了重置密码的验证码")


@dataclass(frozen=True)
class SecondFactorEnrolled(Event):
    """An authenticator app was bound."""

    kind: ClassVar[str] = "identity.second_factor_enrolled"
    says: ClassVar[str] = N_("%(who)s 绑定了手机验证器")


@dataclass(frozen=True)
class SecondFactorReset(Event):
    """The authenticator app was unbound by an administrator."""

    kind: ClassVar[str] = "identity.second_factor_reset"
    says: ClassVar[str] = N_("%(who)s 重置了手机验证器")


@dataclass(frozen=True)
class AccountOpened(Event):
    """An account was made for a member of staff or a citizen."""

    kind: ClassVar[str] = "identity.account_opened"
    says: ClassVar[str] = N_("%(who)s 开通了账号 %(login)s")
    login: str
    account_kind: str


@dataclass(frozen=True)
class AccountLocked(Event):
    """An administrator locked an account."""

    kind: ClassVar[str] = "identity.account_locked"
    says: ClassVar[str] = N_("%(who)s 锁定了账号")


@dataclass(frozen=True)
class AccountUnlocked(Event):
    """An administrator unlocked an account."""

    kind: ClassVar[str] = "identity.account_unlocked"
    says: ClassVar[str] = N_("%(who)s 解锁了账号")


@dataclass(frozen=True)
class RegionsLoaded(Event):
    """A region table was loaded."""

    kind: ClassVar[str] = "identity.regions_loaded"
    says: ClassVar[str] = N_("%(who)s 载入了 %(vintage)s 版行政区划：新增 %(added)s 个，改名 %(renamed)s 个")
    vintage: str
    added: int
    renamed: int


@dataclass(frozen=True)
class ApplicantRegistered(Event):
    """A person (masked name) or organisation was entered."""

    kind: ClassVar[str] = "identity.applicant_registered"
    says: ClassVar[str] = N_("%(who)s 登记了申请人 %(name)s")
    applicant_kind: str
    name: str


@dataclass(frozen=True)
class ApplicantCorrected(Event):
    """Which particulars of an applicant were changed."""

    kind: ClassVar[str] = "identity.applicant_corrected"
    says: ClassVar[str] = N_("%(who)s 更正了申请人的信息")
    fields: list[str]


@dataclass(frozen=True)
class ApplicantUnmasked(Event):
    """A hidden value was shown in full; the reason stands with the entry."""

    kind: ClassVar[str] = "identity.applicant_unmasked"
    says: ClassVar[str] = N_("%(who)s 查看了申请人的完整信息")
    field: str


@dataclass(frozen=True)
class AuthorisationGiven(Event):
    """Somebody may act for somebody, or claims to be a legal representative."""

    kind: ClassVar[str] = "identity.authorisation_given"
    says: ClassVar[str] = N_("%(who)s 登记了授权，自 %(from_on)s 起")
    principal: int
    agent: int
    authorisation_kind: str
    from_on: str
    to_on: str | None


@dataclass(frozen=True)
class AuthorisationConfirmed(Event):
    """A clerk confirmed a claim."""

    kind: ClassVar[str] = "identity.authorisation_confirmed"
    says: ClassVar[str] = N_("%(who)s 核对证照后确认了认领")
    principal: int
    agent: int


@dataclass(frozen=True)
class AuthorisationRevoked(Event):
    """An authorisation ended before its day."""

    kind: ClassVar[str] = "identity.authorisation_revoked"
    says: ClassVar[str] = N_("%(who)s 撤销了授权")
    principal: int
    agent: int


@dataclass(frozen=True)
class OrganisationChanged(Event):
    """An organisation was opened, changed or closed (`what`)."""

    kind: ClassVar[str] = "identity.organisation_changed"
    says: ClassVar[str] = N_("%(who)s 改动了机构“%(name)s”")
    what: str
    name: str


@dataclass(frozen=True)
class PostChanged(Event):
    """A post was opened, changed or closed (`what`)."""

    kind: ClassVar[str] = "identity.post_changed"
    says: ClassVar[str] = N_("%(who)s 改动了岗位 %(code)s")
    what: str
    code: str
    roles: list[str]


@dataclass(frozen=True)
class StaffEnrolled(Event):
    """Somebody joined the bureau."""

    kind: ClassVar[str] = "identity.staff_enrolled"
    says: ClassVar[str] = N_("%(who)s 登记了工号 %(number)s 的工作人员")
    number: str
    employment: str


@dataclass(frozen=True)
class StaffChanged(Event):
    """Which particulars of somebody were changed."""

    kind: ClassVar[str] = "identity.staff_changed"
    says: ClassVar[str] = N_("%(who)s 修改了工作人员的信息")
    fields: list[str]


@dataclass(frozen=True)
class LeaveRecorded(Event):
    """Somebody is not at work on these days; `deputy` (a staff id) stands in."""

    kind: ClassVar[str] = "identity.leave_recorded"
    says: ClassVar[str] = N_("%(who)s 登记了休假，%(first_on)s 至 %(last_on)s")
    leave_id: int
    first_on: str
    last_on: str
    deputy: int | None = None


@dataclass(frozen=True)
class LeaveCancelled(Event):
    """A leave does not take place, or is over."""

    kind: ClassVar[str] = "identity.leave_cancelled"
    says: ClassVar[str] = N_("%(who)s 取消了休假")
    leave_id: int


@dataclass(frozen=True)
class StaffAppraised(Event):
    """The result of a year, or its correction; `quota_group` says whose share it counts in."""

    kind: ClassVar[str] = "identity.staff_appraised"
    says: ClassVar[str] = N_("%(who)s 登记了 %(year)s 年度考核结果")
    year: int
    grade: str
    quota_group: str
    before: str


@dataclass(frozen=True)
class StaffMoved(Event):
    """A transfer, secondment, return or leave."""

    kind: ClassVar[str] = "identity.staff_moved"
    says: ClassVar[str] = N_("%(who)s 登记了人员调动，自 %(starts_on)s 起")
    movement: str
    starts_on: str
    document: str


@dataclass(frozen=True)
class PostTaken(Event):
    """Somebody holds a post from a day on."""

    kind: ClassVar[str] = "identity.post_taken"
    says: ClassVar[str] = N_("%(who)s 安排到岗位 %(code)s，自 %(from_on)s 起")
    post: int
    code: str
    from_on: str


@dataclass(frozen=True)
class PostLeft(Event):
    """Somebody holds a post no longer after a day; `early`: within a year, with approval."""

    kind: ClassVar[str] = "identity.post_left"
    says: ClassVar[str] = N_("%(who)s 结束了在岗位 %(code)s 的任职，最后一天 %(last_on)s")
    post: int
    code: str
    last_on: str
    early: bool


@dataclass(frozen=True)
class CertificateRegistered(Event):
    """A certificate was entered."""

    kind: ClassVar[str] = "identity.certificate_registered"
    says: ClassVar[str] = N_("%(who)s 登记了上岗证书 %(number)s")
    number: str
    level: int
    expires_on: str | None


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """A certificate no longer counts."""

    kind: ClassVar[str] = "identity.certificate_revoked"
    says: ClassVar[str] = N_("%(who)s 注销了上岗证书 %(number)s")
    number: str


@dataclass(frozen=True)
class PhotoSet(Event):
    """The photograph on the post display was set."""

    kind: ClassVar[str] = "identity.photo_set"
    says: ClassVar[str] = N_("%(who)s 更换了亮牌照片")
    sha256: str


@dataclass(frozen=True)
class ApplicantVouchedFor(Event):
    """The provincial identity service vouched for a person."""

    kind: ClassVar[str] = "identity.applicant_vouched_for"
    says: ClassVar[str] = N_("省统一身份认证确认了身份")


@dataclass(frozen=True)
class ReplacementAsked(Event):
    """The centre is asked to let somebody leave a window post within the year."""

    kind: ClassVar[str] = "identity.replacement_asked"
    says: ClassVar[str] = N_("%(who)s 申请调换岗位 %(code)s 的人员，最后一天 %(last_on)s")
    replacement_id: int
    code: str
    last_on: str


@dataclass(frozen=True)
class ReplacementAnswered(Event):
    """The centre approved or refused it."""

    kind: ClassVar[str] = "identity.replacement_answered"
    says: ClassVar[str] = N_("%(who)s 答复了岗位 %(code)s 的调换申请")
    replacement_id: int
    code: str
    approved: bool


@dataclass(frozen=True)
class CredentialEvent(Event):
    """Base of what happens to a sign-in that somebody keeps: its id and the system, never what is kept."""

    credential_id: int
    system: str


@dataclass(frozen=True)
class CredentialKept(CredentialEvent):
    """A sign-in to another system was entered."""

    kind: ClassVar[str] = "identity.credential_kept"
    says: ClassVar[str] = N_("%(who)s 保管了“%(system)s”的账号")


@dataclass(frozen=True)
class CredentialChanged(CredentialEvent):
    """Its password was changed."""

    kind: ClassVar[str] = "identity.credential_changed"
    says: ClassVar[str] = N_("%(who)s 更换了“%(system)s”的密码")


@dataclass(frozen=True)
class CredentialRevealed(CredentialEvent):
    """Its owner looked at it."""

    kind: ClassVar[str] = "identity.credential_revealed"
    says: ClassVar[str] = N_("%(who)s 查看了自己保管的“%(system)s”账号")


@dataclass(frozen=True)
class CredentialDeleted(CredentialEvent):
    """It was removed by its owner or an administrator."""

    kind: ClassVar[str] = "identity.credential_deleted"
    says: ClassVar[str] = N_("%(who)s 删除了保管的“%(system)s”账号")
