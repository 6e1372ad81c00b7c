"""Market registration in the demonstration: names, documents to sign, firms that end the short way (inventory 5.22–5.25)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from oneseal.cases import services as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.merged import FIVE
from oneseal.certificates.services import Grant, follow_grant, make_type
from oneseal.demo import organisation
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.registration import services
from oneseal.registration.rules.names import Parts
from oneseal.registration.rules.signing import Asked
from oneseal.registration.selectors import names as selectors
from oneseal.registration.selectors import signing

ActorInPost = Callable[[int, str, int], Actor]
OLD = (
    "云岭市枫林家具有限公司",
    "云岭市晨曦餐饮管理有限公司",
    "云岭市清河餐饮有限公司",
    "云岭市安顺货物运输有限公司",
    "云岭市书声文化传媒有限公司",
    "云岭老街百货商行",
)
KEPT: tuple[tuple[int, int, str, str, str], ...] = (
    (75, 1, "旧梦", "民宿", "expired"),
    (58, 0, "山野", "食品", ""),
    (40, 1, "匠心", "劳务派遣", "approval"),
    (12, 1, "蓝溪", "软件", "released"),
    (3, 0, "青禾", "餐饮管理", "signing"),
)
"""So many days ago, by which citizen, trade name, trade, and what became of it."""
LICENCE = "company_licence"


def load_registration(bureau_id: int, post: ActorInPost) -> int:
    """Play it where the register of names is empty; return how many names."""
    reviewer = post(bureau_id, "market_reviewer", 0)
    if selectors.visible_names(reviewer).exists():
        return 0
    accounts = list(organisation.citizen_accounts().items())[:2]
    found = [identity.account_by_login(login) for login, _place in accounts]
    people = [organisation.persons()[place] for _login, place in accounts]
    citizens = [identity.actor_for(account) for account in found if account is not None]
    if len(citizens) < 2:
        return 0
    now = clock.now()
    with clock.at(now - timedelta(days=300)):
        services.enter_names(reviewer, lines=OLD)
    for ago, who, trade, industry, then in KEPT:
        with clock.at(now - timedelta(days=ago)):
            _name(
                bureau_id,
                citizens,
                who,
                Parts("云岭市", trade, industry, "有限公司", "company"),
                then,
                people,
            )
        if then == "expired":
            with clock.at(now - timedelta(days=10)):
                row = selectors.held_name(bureau_id, f"云岭市{trade}{industry}有限公司")
                services.expire_name(name_id=row.pk if row else 0)
    _ends(bureau_id, post, citizens, people)
    return len(OLD) + len(KEPT)


def _name(
    bureau_id: int, citizens: list[Actor], who: int, parts: Parts, then: str, people: list[Any]
) -> None:
    actor = citizens[who]
    row = services.reserve_name(
        actor,
        bureau_id=bureau_id,
        applicant_id=actor.applicant_id,
        parts=parts,
        approval=then == "approval",
        undertaken=True,
    )
    if then == "released":
        services.release_name(actor, name_id=row.pk, reason="改用别的名称")
    if then == "signing":
        case = services.start_registration(actor, name_id=row.pk)
        owners = [
            {"shareholder_name": each.name, "shareholder_id": each.number, "capital_share": 25_000_000}
            for each in people
        ]
        said = {
            "company_name": row.full,
            "trade_name": parts.trade,
            "registered_capital": 50_000_000,
            "business_scope": "餐饮服务；餐饮管理；食品销售（凭许可证经营）",
            "site_address": "云岭市城关街道解放路18号",
            "shareholders": owners,
            "legal_name": people[who].name,
            "legal_id": people[who].number,
            "legal_phone": people[who].phone,
            "manager_name": people[1].name,
        }
        cases.save_draft(actor, case_id=case.pk, data=said)
        services.ask_signatures(actor, case_id=case.pk, declared=True)


def _ends(bureau_id: int, post: ActorInPost, citizens: list[Actor], people: list[Any]) -> None:
    """One firm in publicity with an objection, one whose investors have not all signed."""
    clerk, head = post(bureau_id, "window_clerk", 0), post(bureau_id, "bureau_head", 0)
    item = catalog.registering(bureau_id, "company")
    firms = [identity.applicant_by_number(each.number) for each in organisation.firms()[2:4]]
    if item is None:
        return
    make_type(
        head,
        bureau_id=bureau_id,
        code=LICENCE,
        name="营业执照",
        owner=organisation.bureau().uscc,
        number="990",
        mark="YLQY",
        fields=[{"key": "org_uscc", "label": "统一社会信用代码"}],
        merges=FIVE,
    )
    investors = [Asked(each.name, each.number, "投资人") for each in people]
    now = clock.now()
    for firm, ago in zip(firms, (8, 1), strict=False):
        if firm is None:
            continue
        with clock.at(now - timedelta(days=200)):
            licence = follow_grant(head, _grant(bureau_id, item.pk, firm))
        with clock.at(now - timedelta(days=ago)):
            row = services.begin_end(
                clerk,
                certificate_id=licence.pk if licence else 0,
                hindrances=frozenset(),
                investors=investors,
            )
            _sign(row.pk, citizens if ago > 1 else citizens[:1])
        if ago > 1:
            with clock.at(now - timedelta(days=2)):
                _object(row.pk)


def _object(deregistration_id: int) -> None:
    services.object_to_end(
        Actor(),
        deregistration_id=deregistration_id,
        relation="creditor",
        name="云岭青溪粮油店",
        phone="13800000001",
        facts="今年8月的货款3.2万元还没有结清，有送货单和对账单。",
    )


def _sign(deregistration_id: int, citizens: list[Actor]) -> None:
    found = signing.standing("deregistration", deregistration_id)
    if found is not None:
        for each in citizens:
            services.sign(each, signing_id=found.pk, digest=found.digest)


def _grant(bureau_id: int, item_id: int, firm: Any) -> Grant:
    """The licence of a firm from before the system."""
    return Grant(
        bureau_id=bureau_id,
        case_id=0,
        item_id=item_id,
        type_code=LICENCE,
        kind="new",
        certificate_id=None,
        holder=firm,
        schema={},
        values={},
        permits="",
        issuer_name=organisation.bureau().name,
        decides="",
        valid_from=clock.today(),
        valid_until=None,
        months=None,
    )
