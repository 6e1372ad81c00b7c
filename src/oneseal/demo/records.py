"""Records of other agencies in the demonstration: invented ones of its people, and what one of them asked (README.md)."""

from datetime import timedelta
from pathlib import Path
from random import Random

from django.conf import settings

from oneseal.demo import organisation
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.workdays import months_after
from oneseal.records import gateway, selectors, services
from oneseal.records.counterpart import AGENCIES, Counterpart, Ledger

APP_ID = "yunling"
MONTHLY = {"medical": (18_000, 46_000), "social": (64_000, 180_000), "fund": (96_000, 420_000)}
"""What is paid in a month, in 分, from and to."""
ASKED = (("social", 3), ("fund", 1))
"""Record and how many days ago."""


def path() -> Path:
    """The agencies' books."""
    return Path(settings.VAR) / "demo" / "records.sqlite"


def agencies() -> Counterpart:
    """The platform, listening."""
    return Counterpart(path(), APP_ID)


def load_records(bureau_id: int) -> int:
    """Fill the agencies' books, and let the first citizen have asked; tells how many questions are new."""
    people = organisation.persons()
    ledger = Ledger(path())
    rows = [
        (record, person.number, person.name, _said(record, Random(f"{record}{person.number}")))  # noqa: S311
        for place, person in enumerate(people)
        for record in AGENCIES
        if place % 7 != 6
    ]
    ledger.keep(rows)
    account = identity.account_by_login(next(iter(organisation.citizen_accounts())))
    actor = identity.actor_for(account) if account else None
    if actor is None or selectors.own_queries(actor, {}).rows:
        return 0
    for name, days in ASKED:
        with clock.at(clock.now() - timedelta(days=days)), gateway.platform.use(ledger):
            services.ask_record(actor, name=name, agreed=True, vouched=True, bureau_id=bureau_id)
    return len(ASKED)


def _said(record: str, chance: Random) -> dict[str, object]:
    low, high = MONTHLY[record]
    fen, months = chance.randrange(low, high, 100), chance.randint(14, 280)
    first = clock.today().replace(day=1)
    paid = [f"{months_after(first, -back):%Y-%m}" for back in range(1, 13)]
    payer = chance.choice(["云岭机械厂", "云岭顺达物流有限公司", "云岭市第二小学", "灵活就业人员"])
    return {
        "status": "正常缴存" if record == "fund" else "正常参保缴费",
        "paid_until": paid[0],
        "months": months,
        "balance": fen * min(months, 60),
        "payments": [{"month": month, "payer": payer, "fen": fen} for month in paid],
    }
