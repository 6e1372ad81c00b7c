"""Types of certificates for the items that issue one, and certificates of the demonstration's citizens in every state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.forms import specs
from oneseal.catalog.rules.merged import TWO
from oneseal.certificates import selectors, services
from oneseal.certificates.rules.terms import valid_until
from oneseal.demo import authoring, organisation
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

ActorInPost = Callable[[int, str, int], Actor]
PRINTED = (
    "legal_name", "manager_name", "site_name", "site_address", "org_address", "business_scope", "project_name",
    "project_address", "vehicle_plate", "plate_no", "site_area", "capacity",
)  # fmt: skip
"""Data that a certificate shows where the item's form asks for them."""
PUBLIC_SAFETY = frozenset(
    [
        "food_licence",
        "food_production",
        "drug_retail",
        "device_three",
        "cinema",
        "entertainment",
        "public_place",
        "hospital_registration",
        "radiation",
        "drinking_water",
        "kindergarten",
        "risky_sport",
        "pesticide",
        "vet_drug",
        "gas_business",
        "firework_retail",
        "chemical_business",
        "special_equipment",
        "internet_cafe",
    ]
)


def issuing(slug: str) -> bool:
    """Whether a grant of this item issues an electronic certificate: licences that the bureau itself decides."""
    content = authoring.content(slug)
    return any(result.certificate for result in content.results)


def load_types(bureau_id: int, author: Actor) -> int:
    """The types that are not there yet; the demonstration body defines them all. Returns how many were new."""
    known = set(selectors.visible_types(author).values_list("code", flat=True))
    issued = [slug for slug in authoring.read("codes.yaml") if issuing(slug)]
    slugs = sorted(issued, key=lambda slug: slug in authoring.BUSINESS_LICENCES)
    for place, slug in enumerate(slugs, start=1):
        if slug not in known:
            services.make_type(
                author,
                bureau_id=bureau_id,
                code=slug,
                name=authoring.content(slug).results[0].name,
                owner=organisation.bureau().uscc,
                number=f"{place:03d}",
                mark=f"YL{place:03d}",
                fields=_fields(slug),
                merges=TWO if slug in authoring.BUSINESS_LICENCES else (),
                public_safety=slug in PUBLIC_SAFETY,
            )
    return len(set(slugs) - known)


def _fields(slug: str) -> list[dict[str, str]]:
    asked = {spec.datum: spec.title for spec in specs(authoring.content(slug).form) if spec.datum}
    return [{"key": key, "label": asked[key]} for key in PRINTED if key in asked][:6]


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate: whose (place of the login among the citizens'), of which item, granted so many days ago, until
    how many days from today (None: its usual term), and what became of it, each `act days-ago ground`."""

    who: int
    slug: str
    ago: int
    until: int | None = None
    then: tuple[str, ...] = ()
    firm: bool = False
    """Held by the firm for which the citizen acts."""


HELD = (
    Held(0, "individual_start", 330, firm=True),
    Held(0, "food_licence", 300),
    Held(0, "public_place", 340, 45),
    Held(0, "outdoor_ad", 200, None, ("change 60",)),
    Held(0, "drug_retail", 330, None, ("suspend 12 penalty",)),
    Held(0, "firework_retail", 310, -10),
    Held(0, "pesticide", 260, None, ("annul 30 unqualified", "cancel 20 ended_by_decision")),
    Held(1, "food_licence", 350, 50, ("renew 5",)),
    Held(1, "seed", 280, None, ("withdraw 40 facts_changed",)),
    Held(1, "road_freight", 320, None, ("revoke 25 misuse",)),
    Held(1, "internet_cafe", 240, None, ("annul 90 fraud",)),
    Held(1, "water_intake", 180, None, ("replace 15",)),
    Held(2, "hr_services", 250, None, ("cancel 33 other_cancellation",)),
    Held(2, "gas_business", 150, None, ("propose 1 beyond_scope",)),
)
FACTS = {
    "suspend": "行政处罚决定书〔2026〕第18号暂扣许可证六十日，当事人已签收。",
    "withdraw": "河道整治规划调整，原许可所依据的场地已列入行洪区。",
    "annul": "复查发现申请时提交的场地证明与实际不符，不具备法定条件。",
    "revoke": "现场检查发现许可证由他人使用，有询问笔录和照片为证。",
    "cancel": "持证人已停止经营，善后事项已办结。",
}
OWED = "经核实，持证人没有提出损失，双方签字确认。"


def load_certificates(bureau_id: int, post: ActorInPost) -> int:
    """Issue those certificates and let happen to them what happened; nothing where the bureau has issued any."""
    head = post(bureau_id, "bureau_head", 0)
    if selectors.visible_certificates(head).exists():
        return 0
    logins = list(organisation.citizen_accounts())
    for each in HELD:
        account = identity.account_by_login(logins[each.who % len(logins)])
        if account is not None:
            actor = identity.actor_for(account)
            firms = sorted(actor.applicants - {actor.applicant_id})
            holder = firms[0] if each.firm and firms else actor.applicant_id
            _Play(bureau_id, post, each, holder).run()
    return len(HELD)


class _Play:
    """One certificate, act by act."""

    def __init__(self, bureau_id: int, post: ActorInPost, held: Held, applicant_id: int) -> None:
        self.bureau_id, self.post, self.held = bureau_id, post, held
        self.today = clock.today()
        self.head = post(bureau_id, "bureau_head", 0)
        self.clerk = post(bureau_id, "window_clerk", 0)
        self.proposer = post(bureau_id, f"{authoring.content(held.slug).business_line}_head", 0)
        self.applicant_id = applicant_id
        self.item = catalog.item_by_code(self.clerk, held.slug)

    def run(self) -> None:
        """All of it."""
        row_id = self._grant(self._day(self.held.ago))
        for written in self.held.then:
            verb, ago, *ground = written.split()
            moment = self._day(int(ago))
            if verb in {"change", "renew", "replace"}:
                row_id = self._grant(moment, verb, row_id)
            else:
                self._act(moment, verb, ground[0], row_id)
        if self.held.until is not None and self.held.until < 0:
            with clock.at(self._day(-self.held.until - 1)):
                services.expire_certificate(certificate_id=row_id)

    def _day(self, ago: int) -> datetime:
        return datetime.combine(self.today - timedelta(days=ago), time(10), clock.LOCAL)

    def _until(self, start: date, months: int | None) -> date | None:
        if self.held.until is not None:
            return self.today + timedelta(days=self.held.until)
        return valid_until(start, months)

    def _grant(self, moment: datetime, kind: str = "new", old: int | None = None) -> int:
        """A decision to grant, as cases tell it; these rest on files from before the system (case 0)."""
        content = authoring.content(self.held.slug)
        result = content.results[0]
        with clock.at(moment):
            made = services.follow_grant(
                self.head,
                services.Grant(
                    bureau_id=self.bureau_id,
                    case_id=0,
                    item_id=self.item.pk,
                    type_code=self.held.slug,
                    kind=kind,
                    certificate_id=old,
                    holder=identity.access_applicant(self.clerk, self.applicant_id),
                    schema=content.form,
                    values=self._values(content.form),
                    permits=content.short_name or content.name,
                    issuer_name=organisation.bureau().name,
                    decides="",
                    valid_from=clock.today(),
                    valid_until=self._until(clock.today(), result.valid_months),
                    months=result.valid_months,
                ),
            )
        return made.pk if made else 0

    def _values(self, schema: dict[str, Any]) -> dict[str, Any]:
        known = {
            "site_address": "云岭市青溪街道人民路88号",
            "site_name": "青溪路店",
            "business_scope": "按许可范围经营",
        }
        return {spec.name: known[spec.datum] for spec in specs(schema) if spec.datum in known}

    def _act(self, moment: datetime, verb: str, ground: str, row_id: int) -> None:
        waits = verb == "propose"
        verb = "revoke" if waits else verb
        with clock.at(moment):
            act = services.propose_act(
                self.proposer,
                certificate_id=row_id,
                verb=verb,
                ground=ground,
                facts=FACTS[verb],
                compensation=OWED if verb in {"withdraw", "annul"} else "",
                until=self.today + timedelta(days=48) if verb == "suspend" else None,
            )
        if not waits:
            with clock.at(moment + timedelta(hours=3)):
                services.approve_act(self.head, act_id=act.pk)
