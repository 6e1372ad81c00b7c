"""Loads the demonstration bureau through the real services: organisation and people, applicants, items.

Each part may be run again: what is there already is left as it is.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.catalog import services as catalog_services
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.lists import SIX
from oneseal.catalog.services import BasicEntry, FieldEntry
from oneseal.demo import advance, authoring, organisation, powers
from oneseal.demo.agents import load_agents, visit_project
from oneseal.demo.appraisals import load_appraisals
from oneseal.demo.blanks import load_blanks
from oneseal.demo.blueprint import load_blueprint
from oneseal.demo.branding import load_brand
from oneseal.demo.certificates import load_certificates, load_types
from oneseal.demo.couriers import load_shelf
from oneseal.demo.devices import load_devices
from oneseal.demo.entry import load_entry
from oneseal.demo.feedback import load_feedback
from oneseal.demo.filings import load_filings
from oneseal.demo.forms import FREQUENT, give_forms, with_form
from oneseal.demo.hall import load_hall
from oneseal.demo.helplines import load_calls
from oneseal.demo.inquiries import load_inquiries
from oneseal.demo.learning import load_training
from oneseal.demo.lockers import load_cabinet
from oneseal.demo.modes import load_modes
from oneseal.demo.passwords import hashed_lightly
from oneseal.demo.people import Founder
from oneseal.demo.procedures import load_procedures
from oneseal.demo.projects import load_projects
from oneseal.demo.proofs import load_proofs
from oneseal.demo.queueing import load_queue
from oneseal.demo.records import load_records
from oneseal.demo.registration import load_registration
from oneseal.demo.supervision import load_duties
from oneseal.demo.themes import load_themes
from oneseal.demo.towns import load_towns
from oneseal.demo.windows import load_rules
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import relaxed_commits
from oneseal.foundation.pages import DemoAccount, Demonstration
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.identity.services import Particulars
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import services as seals

HISTORY_DAYS = 366
"""How far back the demonstration reaches: everything is in place this many days before today."""
ONLINE_CITIZENS = 24
"""So many of the first citizens apply online and have accounts; the others come to the window."""
PASSWORD = "Yunling-demo-2026"  # noqa: S105
"""The password of every printed demonstration account; the data are invented, the server listens on localhost."""
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
"""The second factor of every demonstration account of staff."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load found or made."""

    bureau_id: int
    items: int = 0
    applicants: int = 0
    new: bool = False


def founding_moment(today: date) -> datetime:
    """The moment at which the demonstration bureau stands complete: nine in the morning, a year and a day ago."""
    return datetime.combine(today - timedelta(days=HISTORY_DAYS), time(9), clock.LOCAL)


@contextmanager
def _at_founding() -> Iterator[None]:
    with clock.at(founding_moment(clock.today())):
        yield


def load_organisation() -> Loaded:
    """Regions, bureau, sections, departments, towns, posts, staff with their papers, accounts, letterhead."""
    found = identity.bureau_by_uscc(organisation.bureau().uscc)
    if found is not None:
        return Loaded(found.pk)
    today = clock.today()
    with _at_founding(), transaction.atomic():
        founder = Founder(today)
        bureau_id = founder.found()
        documents.set_letterhead(
            founder.actor,
            bureau_id=bureau_id,
            issuer=organisation.bureau().name,
            number_word="云审",
            reconsideration_body="云岭市人民政府",
            court="云岭市人民法院",
        )
        _make_seal(founder.actor, bureau_id)
    return Loaded(bureau_id, new=True)


def _make_seal(actor: Actor, bureau_id: int) -> None:
    """The certificate authority of the installation and the bureau's approval seal, for five years."""
    name = organisation.bureau().name
    seals.found_authority(actor, organisation=name)
    order = seals.SealOrder(
        "approval", name, "行政审批专用章", clock.now(), clock.now() + timedelta(days=1826)
    )
    seals.make_seal(actor, bureau_id=bureau_id, order=order)


def load_applicants(bureau_id: int) -> Loaded:
    """Citizens and organisations, who may act for whom. Returns how many were new."""
    today = clock.today()
    with _at_founding():
        clerk = actor_in_post(bureau_id, "window_clerk")
        fresh = sum(_register(clerk, _person(entry), entry.region) for entry in organisation.persons())
        people = organisation.persons()
        for firm in organisation.firms():
            kind = Particulars(
                "organisation", firm.name, "uscc", firm.number, firm.phone, people[firm.legal].name
            )
            if _register(clerk, kind, firm.region):
                fresh += 1
                _represent(clerk, firm.number, people[firm.legal])
        if fresh:
            _appoint_agents(clerk, today)
    return Loaded(bureau_id, applicants=fresh)


def _person(entry: organisation.PersonEntry) -> Particulars:
    return Particulars("person", entry.name, "resident_id", entry.number, entry.phone)


def _register(clerk: Actor, given: Particulars, region: str) -> bool:
    """Enter an applicant who is not there yet; whether it was new."""
    if identity.applicant_by_number(given.number) is not None:
        return False
    identity_services.register_applicant(clerk, given, region=region)
    return True


def _represent(clerk: Actor, number: str, person: organisation.PersonEntry) -> None:
    """The legal representative's claim, confirmed at the window against the papers."""
    principal = identity.applicant_by_number(number)
    agent = identity.applicant_by_number(person.number)
    if principal is None or agent is None:
        return
    kind = Particulars("organisation", principal.name, "uscc", number, principal.phone, person.name)
    claimant = Actor(name=agent.name, roles=frozenset({Role.CITIZEN}), applicant_id=agent.pk)
    claim = identity_services.claim_organisation(claimant, kind)
    identity_services.confirm_authorisation(clerk, claim.pk)


def _appoint_agents(clerk: Actor, today: date) -> None:
    people, firms = organisation.persons(), organisation.firms()
    for agent, principal, from_on, to_on in organisation.agents(today):
        firm = identity.applicant_by_number(firms[principal].number)
        if firm is not None:
            with clock.at(datetime.combine(from_on, time(10), clock.LOCAL)):
                identity_services.give_authorisation(
                    clerk,
                    firm.pk,
                    agent_name=people[agent].name,
                    agent_number=people[agent].number,
                    from_on=from_on,
                    to_on=to_on,
                )


def load_items(bureau_id: int, slugs: Sequence[str] = ()) -> Loaded:
    """Draft, review and publish every item that is not there yet (or those named); powers that moved are entered."""
    with _at_founding():
        load_types(bureau_id, actor_in_post(bureau_id, "administrator"))
        author, reviewer = (actor_in_post(bureau_id, "item_keeper", place) for place in (0, 1))
        today, made = clock.today(), 0
        known = {item.code for item in catalog.visible_items(author)}
        wanted = [slug for slug in slugs or authoring.read("codes.yaml") if slug not in known]
        if wanted and not known:
            _dictionaries(author)
        waiting = [_submit(author, slug) for slug in wanted]
        _make_public(author, "powers", today)
        for slug, version in zip(wanted, waiting, strict=True):
            _publish(author, reviewer, version, authoring.content(slug), today)
            made += 1
        for kind in SIX:
            _make_public(author, kind.key, None)
        if wanted:
            powers.delegate(author, today)
    return Loaded(bureau_id, items=made)


def _dictionaries(author: Actor) -> None:
    """The field dictionary, and the demonstration's basic catalogue."""
    fields = [authoring.field(code) for code in authoring.read("fields.yaml")]
    catalog_services.define_fields(
        author,
        [
            FieldEntry(
                field["x-field"],
                field["title"],
                field.get("x-format", ""),
                field.get("x-personal", False),
                field.get("x-why", ""),
            )
            for field in fields
        ],
    )
    entries = authoring.entries()
    catalog_services.enter_basic_items(
        author,
        [
            BasicEntry(authoring.basic_code(slug), entry["name"], entry.get("type", "01"))
            for slug, entry in entries.items()
        ],
    )


def _make_public(author: Actor, key: str, binding_from: date | None) -> None:
    """One of the six lists as a new public version, where it differs from the last."""
    try:
        catalog_services.publish_list(author, key=key, note="演示：随事项公布", binding_from=binding_from)
    except RuleViolation as error:
        if error.code != "list_unchanged":
            raise


def _submit(author: Actor, slug: str) -> int:
    """An item drafted and handed to review; its version."""
    content = with_form(authoring.content(slug)) if slug in FREQUENT else authoring.content(slug)
    with transaction.atomic():
        version = catalog_services.draft_item(author, code=slug, content=content, note="演示事项")
        if slug in FREQUENT:
            give_forms(author, version.pk, content)
        catalog_services.submit_for_review(author, version_id=version.pk)
    return version.pk


def _publish(author: Actor, reviewer: Actor, version_id: int, content: ItemContent, today: date) -> None:
    """The reviewed item published; a power that moved is entered in the ledger."""
    with transaction.atomic():
        version = catalog_services.publish_version(reviewer, version_id=version_id, effective_from=today)
        batch = organisation.batch_of(content.former_department)
        if batch is not None and content.power_source in {"4", "5"}:
            catalog_services.transfer_item(
                author,
                item_id=version.item_id,
                from_unit=content.former_department,
                basis=batch.document,
                effective_on=batch.day,
                batch=batch.name,
            )


def actor_in_post(bureau_id: int, code: str, place: int = 0) -> Actor:
    """Somebody who works in a post today: its first holder, or the one at `place`."""
    post = identity.posts_by_code(bureau_id)[code]
    staff = identity.post_holders(post.pk, clock.today())[place]
    reader = Actor(bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))
    return identity.actor_for(identity.visible_accounts(reader).get(staff=staff.pk))


def load_accounts() -> None:
    """Citizens' accounts; printed passwords and second factors of the demonstration accounts (only where missing)."""
    logins = {place: login for login, place in organisation.citizen_accounts().items()}
    for place, entry in enumerate(organisation.persons()):
        if place >= ONLINE_CITIZENS and place not in logins:
            continue
        login = logins.get(place, f"citizen{place + 1:02d}")
        if identity.account_by_login(login) is None:
            password = PASSWORD if place in logins else f"{secrets.token_urlsafe(24)}-aA1"
            identity_services.register_citizen(_person(entry), login=login, password=password)
    for person in organisation.staff():
        account = identity.account_by_login(person.notes.get("account", ""))
        if account is not None and account.must_change_password:
            identity_services.choose_password(account.pk, PASSWORD)
            identity_services.enrol_totp(account.pk, TOTP_SECRET, totp_code())


@cache
def accounts() -> tuple[list[DemoAccount], list[DemoAccount]]:
    """The printed accounts of staff, with their posts, and of citizens."""
    posts = organisation.posts()
    staff = [
        DemoAccount(login, person.name, "、".join(posts[code].name for code in person.posts))
        for person in organisation.staff()
        if (login := person.notes.get("account", ""))
    ]
    people = organisation.persons()
    citizens = [
        DemoAccount(login, people[place].name, N_("办事群众"))
        for login, place in organisation.citizen_accounts().items()
    ]
    return staff, citizens


def demonstration() -> Demonstration:
    """What the sign-in pages show of the demonstration."""
    staff, citizens = accounts()
    return Demonstration(staff, citizens, PASSWORD, totp_code())


def totp_code() -> str:
    """The code that an authenticator app shows now for the demonstration accounts."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(TOTP_SECRET, counter)))


def load_all(tell: Callable[[str], object] = lambda line: None) -> int:
    """Everything but history; returns the bureau's id."""
    with hashed_lightly(), relaxed_commits():
        return _load_all(tell)


PLAYED: tuple[tuple[Callable[[int, advance.ActorInPost], int], str], ...] = (
    (load_themes, "一件事 %d 个已发布"),
    (load_inquiries, "咨询 %d 条已登记"),
    (load_hall, "指路单、清单、研判单 %d 张已出具"),
    (advance.load_projects, "年度重点项目 %d 个"),
    (load_blueprint, "规划图层 %d 个"),
    (load_agents, "帮办代办 %d 件"),
    (load_towns, "镇村便民服务 %d 处"),
    (load_shelf, "出件柜 %d 格"),
    (load_blanks, "空白证 %d 张"),
    (load_cabinet, "自助取件柜 %d 格"),
    (load_training, "培训课程 %d 门"),
    (load_rules, "行为规范 %d 条"),
    (load_queue, "大厅 13 个窗口，今天 %d 个号"),
    (load_brand, "大厅标识 %d 版"),
    (load_calls, "咨询电话来电 %d 个"),
    (load_entry, "进驻单位 %d 个"),
    (load_devices, "自助设备 %d 台"),
    (load_feedback, "窗口评价 %d 条"),
    (load_registration, "企业名称 %d 个"),
    (load_modes, "绿色通道和失信记录 %d 条"),
    (advance.load_early, "提前服务 %d 件"),
    (advance.load_reviews, "信用承诺预审 %d 件"),
)
"""What is played through the services, in order, and how its number is told."""


def _load_all(tell: Callable[[str], object]) -> int:
    organisation_loaded = load_organisation()
    bureau_id = organisation_loaded.bureau_id
    if organisation_loaded.new:
        tell("云岭市行政审批局：机构、岗位、人员已装入")
    fresh = load_applicants(bureau_id).applicants
    load_accounts()
    if fresh:
        tell(f"申请人 {fresh} 个已装入")
    items = load_items(bureau_id).items
    if items:
        tell(f"事项 {items} 项已发布")
    powers.load_letters(bureau_id, actor_in_post)
    if duties := load_duties(bureau_id, actor_in_post):
        tell(f"审批与监管责任边界 {duties} 项已公布")
    if held := load_certificates(bureau_id, actor_in_post):
        tell(f"已有证照 {held} 份已装入")
    load_proofs(bureau_id, actor_in_post)
    load_procedures(bureau_id, actor_in_post)
    load_appraisals(bureau_id, actor_in_post)
    numbers = [person.number for person in organisation.persons()[:6]]
    for load, text in PLAYED:
        if made := load(bureau_id, actor_in_post):
            tell(text % made)
    if filed := load_filings(bureau_id, actor_in_post, numbers):
        tell(f"小型餐饮备案 {filed} 件")
    if asked := load_records(bureau_id):
        tell(f"个人记录查询 {asked} 次")
    _load_projects(bureau_id, tell)
    return bureau_id


def _load_projects(bureau_id: int, tell: Callable[[str], object]) -> None:
    firms = {firm.name: firm.number for firm in organisation.firms()}
    if begun := load_projects(bureau_id, actor_in_post, firms):
        tell(f"工程建设项目 {begun} 个已登记")
        visit_project(bureau_id, actor_in_post)
