"""The cast of every test: 云岭市行政审批局 with one person in each role, three citizens, one firm.

Other contexts' tests use it too: `cast = factories.cast()`, then `cast.actor("clerk")`, `cast.account("张伟")`.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.test import Client

from oneseal.foundation import clock, crypto
from oneseal.identity import selectors
from oneseal.identity.models import (
    Account,
    Applicant,
    Authorisation,
    Organisation,
    Post,
    PostHolding,
    Region,
    Staff,
    StaffCertificate,
)
from oneseal.identity.services import create_client
from oneseal.kernel import identifiers
from oneseal.kernel.access import Actor

BEGAN = date(2020, 1, 1)
SECTIONS = {
    "window": ("受理科", "general"),
    "office": ("办公室", "general"),
    "coordination": ("协调督查科", "general"),
    "information": ("信息科", "general"),
    "policy": ("政策法规科", "general"),
    "investment": ("投资建设科", "approval"),
    "market": ("市场准入科", "approval"),
    "social": ("社会事务科", "approval"),
    "general": ("综合审批科", "approval"),
    "survey": ("现场勘查科", "survey"),
}
LINES = ("investment", "market", "social", "general", "survey")
OFFICE_POSTS = {
    "window_clerk": ("综合窗口受理岗", "window", "clerk"),
    "deputy_head": ("分管副局长", "office", "bureau_head"),
    "bureau_head": ("局长", "office", "bureau_head"),
    "coordinator": ("协调督办岗", "coordination", "coordinator"),
    "item_keeper": ("事项管理岗", "policy", "item_keeper"),
    "supervisor": ("效能监督岗", "coordination", "supervisor"),
    "administrator": ("系统管理岗", "information", "administrator"),
}
PEOPLE = {
    "clerk": ("周敏", "window_clerk"),
    "second_clerk": ("吴桐", "window_clerk"),
    "reviewer": ("郑凯", "market_reviewer"),
    "investment_reviewer": ("冯岚", "investment_reviewer"),
    "section_head": ("陈静", "market_head"),
    "investment_head": ("褚健", "investment_head"),
    "deputy_head": ("卫东", "deputy_head"),
    "bureau_head": ("蒋正", "bureau_head"),
    "coordinator": ("沈悦", "coordinator"),
    "item_keeper": ("韩雪", "item_keeper"),
    "supervisor": ("杨帆", "supervisor"),
    "administrator": ("朱琳", "administrator"),
}


@dataclass
class Cast:
    """Who plays: by role name (`clerk`) or, for citizens, by name (`张伟`)."""

    bureau: Organisation
    sections: dict[str, Organisation]
    posts: dict[str, Post]
    staff: dict[str, Staff] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    applicants: dict[str, Applicant] = field(default_factory=dict)

    def account(self, who: str) -> Account:
        """Somebody's account."""
        return self.accounts[who]

    def actor(self, who: str) -> Actor:
        """Somebody as an actor, today."""
        return selectors.actor_for(self.accounts[who])

    def client(self, who: str) -> Client:
        """Somebody's browser, signed in."""
        browser = Client()
        browser.force_login(self.account(who))
        return browser


def cast() -> Cast:
    """Everybody, in place since 2020."""
    bureau = make_bureau()
    made = Cast(bureau, make_sections(bureau), {})
    made.posts = make_posts(bureau, made.sections)
    for who, (name, post) in PEOPLE.items():
        made.staff[who] = make_staff(bureau, made.posts[post], name, number=f"Y{len(made.staff) + 1:03}")
        made.accounts[who] = make_account(who, staff=made.staff[who])
    for name in ("张伟", "王芳", "李娜"):
        made.applicants[name] = make_person(name)
        made.accounts[name] = make_account(f"citizen{len(made.applicants)}", applicant=made.applicants[name])
    made.applicants["云岭顺达物流有限公司"] = make_firm("云岭顺达物流有限公司", "张伟")
    authorise(made.applicants["云岭顺达物流有限公司"], made.applicants["张伟"], kind="legal_representative")
    return made


def make_region(code: str = "990181000000", name: str = "云岭市", level: int = 3) -> Region:
    """A division of the invented province 99 (data/README.md)."""
    return Region.objects.get_or_create(
        code=code,
        defaults={"name": name, "full_name": name, "level": level, "vintage": "demo", "demonstration": True},
    )[0]


def make_bureau(name: str = "云岭市行政审批局") -> Organisation:
    """A bureau with two display names."""
    bureau = Organisation.objects.create(
        kind="bureau", name=name, second_name="云岭市政务服务管理办公室", region=make_region()
    )
    bureau.bureau = bureau
    bureau.save()
    return bureau


def make_sections(bureau: Organisation) -> dict[str, Organisation]:
    """Sections by code."""
    return {
        code: Organisation.objects.create(
            kind="section", name=name, code=code, section_type=kind, parent=bureau, bureau=bureau
        )
        for code, (name, kind) in SECTIONS.items()
    }


def make_posts(bureau: Organisation, sections: dict[str, Organisation]) -> dict[str, Post]:
    """Posts by code: one reviewer and one head for each line, and the others."""
    wanted = dict(OFFICE_POSTS)
    for line in LINES:
        section = SECTIONS[line][0]
        wanted[f"{line}_reviewer"] = (f"{section}审查岗", line, "reviewer")
        wanted[f"{line}_head"] = (f"{section}科长", line, "section_head")
    return {
        code: Post.objects.create(
            bureau=bureau,
            section=sections[section],
            code=code,
            name=name,
            roles=[role],
            certified=code == "window_clerk",
            stable=code == "window_clerk",
            displayed=code == "window_clerk",
        )
        for code, (name, section, role) in wanted.items()
    }


def make_department(made: Cast, name: str, who: str, person: str) -> Organisation:
    """A department beside the bureau, with a liaison who is then in the cast as `who`."""
    unit = Organisation.objects.create(kind="department", name=name, bureau=made.bureau)
    post = Post.objects.create(
        bureau=made.bureau, section=unit, code=f"{who}_post", name="监管联络岗", roles=["liaison"]
    )
    made.posts[post.code] = post
    made.staff[who] = make_staff(made.bureau, post, person, number=f"L{unit.pk}")
    made.accounts[who] = make_account(who, staff=made.staff[who])
    return unit


def make_section(made: Cast, code: str, name: str) -> Organisation:
    """One more section of the bureau, which is then in the cast."""
    unit = Organisation.objects.create(
        kind="section", name=name, code=code, section_type="approval", parent=made.bureau, bureau=made.bureau
    )
    made.sections[code] = unit
    return unit


def make_counter(
    made: Cast,
    name: str,
    *,
    kind: str = "town_centre",
    region: Region | None = None,
    parent: Organisation | None = None,
) -> Organisation:
    """A town's or village's counter beside the bureau."""
    values = {"kind": kind, "region": region, "parent": parent}
    return Organisation.objects.create(name=name, bureau=made.bureau, **values)


def make_staff(
    bureau: Organisation, post: Post, name: str, *, number: str, employment: str = "civil_servant"
) -> Staff:
    """Somebody who holds a post since 2020, with a certificate that does not expire."""
    staff = Staff.objects.create(
        bureau=bureau,
        number=number,
        name=name,
        home_unit=bureau,
        section=post.section,
        employment=employment,
        joined_on=BEGAN,
    )
    PostHolding.objects.create(post=post, staff=staff, from_on=BEGAN)
    StaffCertificate.objects.create(
        staff=staff, name="行政办事员", number=f"C-{staff.pk}", level=3, issuer="云岭市", issued_on=BEGAN
    )
    return staff


def same_person(staff: Staff, applicant: Applicant) -> None:
    """A member of staff applies as a private person: both have the same identity number."""
    staff.id_number, staff.id_index = applicant.number, applicant.number_index
    staff.save()


def make_account(
    login: str, *, staff: Staff | None = None, applicant: Applicant | None = None, password: str | None = None
) -> Account:
    """An account; without a password nobody signs in to it but `client.force_login`."""
    account = Account(login=login, kind="staff" if staff else "citizen", staff=staff, applicant=applicant)
    account.bureau_id = staff.bureau_id if staff else None
    account.set_password(password)
    account.password_changed_at = clock.now()
    account.save()
    return account


def resident_number(place: int, born: str = "19900101", region: str = "990181") -> str:
    """A valid citizen number of the invented region."""
    first = f"{region}{born}{place:03}"
    return first + identifiers.id_check_digit(first)


def credit_code(place: int) -> str:
    """A valid unified social credit code of the invented region."""
    first = f"91990181MA{place:07}"
    return first + identifiers.uscc_check_character(first)


def make_person(name: str, **traits: object) -> Applicant:
    """A natural person with an ID number and a phone of their own."""
    place = Applicant.objects.count() + 1
    number, phone = resident_number(place), f"1380013{place:04}"
    return _make_applicant("person", name, "resident_id", number, phone, traits)


def make_firm(name: str, legal_representative: str, **traits: object) -> Applicant:
    """An enterprise with a credit code and a phone of its own."""
    place = Applicant.objects.count() + 1
    traits = {"legal_representative": legal_representative, **traits}
    return _make_applicant("organisation", name, "uscc", credit_code(place), f"1390013{place:04}", traits)


def _make_applicant(
    kind: str, name: str, id_kind: str, number: str, phone: str, traits: dict[str, object]
) -> Applicant:
    return Applicant.objects.create(
        kind=kind,
        name=name,
        id_kind=id_kind,
        number=number,
        number_index=crypto.blind_index(number, "id_number"),
        phone=phone,
        phone_index=crypto.blind_index(phone, "phone"),
        **traits,
    )


def authorise(
    principal: Applicant,
    agent: Applicant,
    *,
    kind: str = "agent",
    from_on: date = BEGAN,
    to_on: date | None = None,
    item_codes: list[str] | None = None,
) -> Authorisation:
    """A confirmed authorisation."""
    return Authorisation.objects.create(
        principal=principal,
        agent=agent,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        item_codes=item_codes or [],
        confirmed_at=datetime(2020, 1, 1, tzinfo=UTC),
    )


SUNLI = {
    "kind": "person",
    "name": "孙丽",
    "id_kind": "resident_id",
    "number": "11010519491231002X",
    "phone": "13800138000",
}
"""An applicant as another system names one."""


def api_client(made: Cast, name: str, scopes: list[str]) -> Client:
    """Another system with a live token for these scopes."""
    until = clock.today() + timedelta(days=30)
    _row, token = create_client(made.actor("administrator"), name=name, scopes=scopes, expires_on=until)
    return Client(headers={"Authorization": f"Bearer {token}"})
