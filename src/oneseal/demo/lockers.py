"""The self-service cabinet in the demonstration: something lies there, was taken, is too long there, is in doubt."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from oneseal.demo.scripts import decide
from oneseal.demo.stories import Moments, Story
from oneseal.foundation import clock
from oneseal.kernel.access import SYSTEM
from oneseal.output import gateway, services
from oneseal.output.cabinet_counterpart import Counterpart, Ledger
from oneseal.output.rules import boxes
from oneseal.output.selectors import cabinets

if TYPE_CHECKING:
    from oneseal.demo.advance import ActorInPost
    from oneseal.kernel.access import Actor

APP_ID = "yunling"
MACHINE = "ZT-0001"
UNIT, ROWS, BOXES, HOLD_DAYS = "G", 4, 6, 3


def path() -> Path:
    """What the controller knows."""
    return Path(settings.VAR) / "demo" / "cabinet.sqlite"


def controller() -> Counterpart:
    """The controller, listening."""
    return Counterpart(path(), APP_ID)


def load_cabinet(bureau_id: int, actor_in_post: "ActorInPost") -> int:
    """The cabinet of the 24-hour corner; tells how many boxes are new."""
    administrator = actor_in_post(bureau_id, "administrator", 0)
    if cabinets.cabinets_in_use(bureau_id):
        return 0
    row = services.set_up_cabinet(
        administrator,
        unit=UNIT,
        name="一楼取件柜",
        site="政务大厅一楼东门24小时自助区",
        machine=MACHINE,
        rows=ROWS,
        boxes=BOXES,
        hold_days=HOLD_DAYS,
    )
    codes = [box.place.code for line in cabinets.inside(row) for box in line]
    Ledger(path()).provide(MACHINE, codes)
    return len(codes)


def laid_in(story: Story) -> Moments:
    """In a box, waiting for its recipient."""
    yield from decide("granted")(story)
    yield story.later(20, 60)
    clerk, ledger = story.world.in_post("delivery_clerk", story.rng), Ledger(path())
    with gateway.cabinet.use(ledger):
        door = services.load_box(clerk, cabinet_id=_cabinet(clerk).pk, case_id=story.case_id)
    _told(ledger, door, "put", "shut")


def collected(story: Story) -> Moments:
    """Taken out by the applicant the same evening: delivered."""
    yield from laid_in(story)
    yield story.later(200, 400)
    ledger = Ledger(path())
    _told(ledger, _come(story, ledger), "take", "shut")


def in_doubt(story: Story) -> Moments:
    """Opened, and the door stood open until long after: somebody has to look."""
    yield from laid_in(story)
    yield story.later(100, 200)
    ledger = Ledger(path())
    door = _come(story, ledger)
    ledger.hand(MACHINE, door.place.code, "take")
    with clock.at(clock.now() + boxes.PATIENCE + timedelta(minutes=3)):
        _told(ledger, door, "shut")


def _come(story: Story, ledger: Ledger) -> Any:
    row = _cabinet(story.world.in_post("delivery_clerk", story.rng))
    (stored,) = [each for each in cabinets.held_in(row) if each.case_id == story.case_id]
    with gateway.cabinet.use(ledger):
        return services.collect(
            SYSTEM,
            cabinet=row,
            pickup_code=stored.case.delivery.pickup_code,
            identifier=story.applicant.person.number,
            device="24小时自助区 1 号机",
        )


def _cabinet(clerk: "Actor") -> Any:
    return cabinets.cabinets_in_use(clerk.bureau_id)[0]


def _told(ledger: Ledger, door: Any, *acts: str) -> None:
    """Hands at the box, and what the controller says of it."""
    for act in acts:
        ledger.hand(MACHINE, door.place.code, act)
    with gateway.cabinet.use(ledger):
        services.query_door(number=door.number)
