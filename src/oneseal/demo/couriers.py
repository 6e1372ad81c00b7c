"""Output in the demonstration: a shelf, and parcels on their way, signed for, come back, with papers (README.md)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from oneseal.demo.scripts import decide, receive
from oneseal.demo.stories import Moments, Story
from oneseal.output import gateway, selectors, services
from oneseal.output.counterpart import Counterpart, Ledger

if TYPE_CHECKING:
    from oneseal.demo.advance import ActorInPost

APP_ID = "yunling"
UNITS = {"A": (4, 12), "B": (3, 10)}


def path() -> Path:
    """The courier's books."""
    return Path(settings.VAR) / "demo" / "courier.sqlite"


def courier() -> Counterpart:
    """The courier, listening."""
    return Counterpart(path(), APP_ID)


def load_shelf(bureau_id: int, actor_in_post: "ActorInPost") -> int:
    """The shelf of the output window; tells how many places are new."""
    administrator = actor_in_post(bureau_id, "administrator", 0)
    if selectors.has_places(bureau_id):
        return 0
    return sum(
        services.set_up_unit(administrator, unit=unit, rows=rows, boxes=boxes)
        for unit, (rows, boxes) in UNITS.items()
    )


def shelved(story: Story) -> Moments:
    """On the shelf, waiting to be fetched."""
    yield from decide("granted")(story)
    yield story.later(20, 60)
    services.put_on_shelf(story.world.in_post("delivery_clerk", story.rng), case_id=story.case_id)


def sent(story: Story) -> Moments:
    """With the courier, collected."""
    yield from decide("granted")(story)
    yield story.later(20, 60)
    ledger, clerk = Ledger(path()), story.world.in_post("delivery_clerk", story.rng)
    services.choose_delivery(clerk, case_id=story.case_id, method="courier", to=_home(story))
    with gateway.courier.use(ledger):
        row = services.send_result(clerk, case_id=story.case_id)
    yield story.later(60, 90)
    _told(ledger, row, "COLLECTED")


def signed(story: Story) -> Moments:
    """Signed for at the door: delivered, with the proof."""
    yield from sent(story)
    yield story.later(300, 600)
    ledger = Ledger(path())
    _told(ledger, _parcel(story), "SIGNED", signed_by=story.applicant.person.name)


def returned(story: Story) -> Moments:
    """Nobody opened: it came back and waits to be sent again."""
    yield from sent(story)
    yield story.later(300, 600)
    _told(Ledger(path()), _parcel(story), "RETURNED", reason="收件人电话无人接听")


def papers_arrived(story: Story) -> Moments:
    """The applicant sent papers; they came and wait to be opened."""
    yield from receive(story)
    yield story.later(10, 30)
    ledger = Ledger(path())
    with gateway.courier.use(ledger):
        row = services.send_papers(
            story.citizen, case_id=story.case_id, contents="租赁合同原件1份、授权委托书1份", to=_home(story)
        )
    yield story.later(60, 120)
    _told(ledger, row, "COLLECTED")
    yield story.later(120, 240)
    _told(ledger, row, "SIGNED", signed_by="收发室")


def _home(story: Story) -> dict[str, str]:
    person = story.applicant.person
    return {"name": person.name, "phone": person.phone, "place": "云岭市城东区人民路12号3单元501"}


def _parcel(story: Story) -> Any:
    return selectors.parcels_of(story.case_id)[0]


def _told(ledger: Ledger, row: Any, state: str, **said: str) -> None:
    ledger.move(row.number, state, **said)
    with gateway.courier.use(ledger):
        services.query_parcel(number=row.number)
