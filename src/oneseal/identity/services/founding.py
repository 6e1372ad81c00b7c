"""The first hour of a bureau: itself, its information section, and the administrator who enters the rest."""

from dataclasses import dataclass, replace

from django.db import transaction

from oneseal.foundation import clock
from oneseal.identity import selectors
from oneseal.identity.rules.records import OrganisationRecord, PostRecord, StaffRecord
from oneseal.identity.services.accounts import open_staff_account
from oneseal.identity.services.organisations import found_bureau, open_organisation, open_post
from oneseal.identity.services.staffing import appoint, enrol_staff
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Founded:
    """The new bureau and its administrator's first password, which is shown this once."""

    bureau_id: int
    password: str


def found_with_administrator(bureau: OrganisationRecord, *, name: str, number: str, login: str) -> Founded:
    """Found a bureau with one administrator, who must change the password and bind an authenticator first.

    `number` is the administrator's staff number. Raises Violations for wrong particulars, Conflict when the
    bureau's code of identity is already there; then nothing is kept.
    """
    founder = Actor(name="系统初始化", roles=frozenset({Role.ADMINISTRATOR}))
    with transaction.atomic():
        if bureau.uscc and selectors.bureau_by_uscc(bureau.uscc):
            raise Conflict(
                "bureau_exists", N_("该统一社会信用代码的审批局已经建立，不必重复建立。"), field="uscc"
            )
        made = found_bureau(founder, bureau)
        founder = replace(founder, bureau_id=made.pk)
        information = OrganisationRecord(
            kind="section", name="信息科", code="information", section_type="general", parent_id=made.pk
        )
        section = open_organisation(founder, information)
        post = open_post(
            founder,
            PostRecord(section.pk, "administrator", "系统管理岗", [Role.ADMINISTRATOR.value]),
        )
        staff = enrol_staff(
            founder, StaffRecord(number, name, made.pk, section.pk, "statutory", clock.today())
        )
        appoint(founder, post.pk, staff.pk, from_on=clock.today())
        password = open_staff_account(founder, staff.pk, login=login)
    return Founded(made.pk, password)
