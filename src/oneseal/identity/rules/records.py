"""What is entered about organisations, posts and staff, and what must be true of it."""

import re
from dataclasses import dataclass, field
from datetime import date

from oneseal.identity.rules.applicants import person_name
from oneseal.kernel.access import AT_DESK, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.identifiers import parse_uscc
from oneseal.kernel.text import N_

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
STAFF_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")
WINDOW_EMPLOYMENT = frozenset({"civil_servant", "statutory"})
"""Kinds of employment allowed at a window that is not outsourced (赣市府办字〔2016〕144号)."""


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """An organisation as it is entered; ids of rows, codes of regions."""

    kind: str
    name: str
    parent_id: int | None = None
    second_name: str = ""
    short_name: str = ""
    signing_name: str = ""
    uscc: str = ""
    code: str = ""
    section_type: str = ""
    region_id: str | None = None
    transferred_on: date | None = None
    phone: str = ""
    address: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post as it is entered."""

    section_id: int
    code: str
    name: str
    roles: list[str]
    authority: str = ""
    item_codes: list[str] = field(default_factory=list)
    window: str = ""
    displayed: bool = False
    certified: bool = False
    stable: bool = False
    outsourced: bool = False
    order: int = 50


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """A member of staff as they are entered; an empty `id_number` leaves the one that is known."""

    number: str
    name: str
    home_unit_id: int
    section_id: int
    employment: str
    joined_on: date
    phone: str = ""
    retires_on: date | None = None
    id_number: str = ""


def check_organisation(given: OrganisationRecord) -> None:
    """Raises Violations: sections need code and type, a credit code must be right (inventory 1.1, 1.2)."""
    wrong = []
    if not 2 <= len(given.name.strip()) <= 120:
        text = N_("机构名称应为2至120个字，请填写全称。")
        wrong.append(RuleViolation("name_length", text, field="name"))
    if given.code and not CODE.fullmatch(given.code):
        text = N_("代码只能用小写字母、数字和下划线，以字母开头，例如 market。")
        wrong.append(RuleViolation("code_wrong", text, field="code"))
    if given.kind == "section" and not (given.code and given.section_type):
        text = N_("内设科室请填写代码并选择科室类型。")
        wrong.append(
            RuleViolation("section_incomplete", text, field="code" if not given.code else "section_type")
        )
    if given.uscc:
        try:
            parse_uscc(given.uscc)
        except RuleViolation as error:
            wrong.append(error)
    _raise(wrong)


def check_post(given: PostRecord) -> None:
    """Raises Violations: code, name, and roles that staff can have."""
    wrong = []
    if not CODE.fullmatch(given.code):
        text = N_("岗位代码只能用小写字母、数字和下划线，以字母开头，例如 window_clerk。")
        wrong.append(RuleViolation("code_wrong", text, field="code"))
    if not 2 <= len(given.name.strip()) <= 60:
        text = N_("岗位名称应为2至60个字，请修改。")
        wrong.append(RuleViolation("name_length", text, field="name"))
    if not given.roles or not set(given.roles) <= AT_DESK:
        text = N_("请至少选择一个岗位角色。")
        wrong.append(RuleViolation("roles_missing", text, field="roles"))
    _raise(wrong)


def check_staff(given: StaffRecord) -> None:
    """Raises Violations: number, name, and days in order (inventory 1.6)."""
    wrong = []
    if not STAFF_NUMBER.fullmatch(given.number):
        text = N_("工号应为1至20位字母、数字或短横线，请修改。")
        wrong.append(RuleViolation("number_wrong", text, field="number"))
    try:
        person_name(given.name)
    except RuleViolation as error:
        wrong.append(error)
    if given.retires_on and given.retires_on <= given.joined_on:
        text = N_("退休日期应晚于到岗日期，请修改。")
        wrong.append(RuleViolation("retires_early", text, field="retires_on"))
    _raise(wrong)


def check_appointment(post: PostRecord, employment: str, certified: bool) -> None:
    """Whether somebody may be given a post (inventory 1.7, 1.9, 11.16). Raises Violations."""
    wrong = []
    window = Role.CLERK in post.roles
    if window and not post.outsourced and employment not in WINDOW_EMPLOYMENT:
        text = N_("窗口岗位应由行政或事业编制人员担任；购买服务人员只能安排在“外包窗口”岗位。")
        wrong.append(RuleViolation("employment_wrong", text, field="staff", basis="赣市府办字〔2016〕144号"))
    if employment == "outsourced" and set(post.roles) & {"reviewer", "section_head", "bureau_head"}:
        text = N_("购买服务人员没有审批权，不能担任审查、审批岗位。")
        wrong.append(RuleViolation("contractor_decides", text, field="staff"))
    if post.certified and not certified:
        text = N_("此岗位须持证上岗：该人员没有有效的行政办事员证书，请先登记证书。")
        wrong.append(RuleViolation("certificate_missing", text, field="staff"))
    _raise(wrong)


def _raise(wrong: list[RuleViolation]) -> None:
    if wrong:
        raise Violations(wrong)
