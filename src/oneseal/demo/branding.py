"""How the demonstration's hall shows itself: a brand that counts, and the next one for the new year (inventory 3.22)."""

import io
from datetime import date, timedelta

from PIL import Image, ImageDraw

from oneseal.demo.advance import ActorInPost
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors, services

NAME, SHORT = "云岭市政务服务中心", "云岭政务"
TEAL, RED = "#0b6470", "#a11d21"


def load_brand(bureau_id: int, post: ActorInPost) -> int:
    """Give each hall of the bureau its brand where it has none; how many versions."""
    keeper, made = post(bureau_id, "administrator", 0), 0
    new_year = date(clock.today().year + 1, 1, 1)
    for hall in selectors.visible_halls(keeper):
        if selectors.brand_of(hall.pk).own:
            continue
        with clock.at(clock.now() - timedelta(days=29)):
            _brand(keeper, hall.pk, "进一扇门，办所有事", TEAL, clock.today(), ("标志.png", _logo()))
        _brand(keeper, hall.pk, "新年新服务，节假日不打烊", RED, new_year, None)
        made += 2
    return made


def _brand(
    keeper: Actor, hall_id: int, slogan: str, colour: str, day: date, logo: tuple[str, bytes] | None
) -> None:
    row = services.draft_brand(
        keeper, hall_id=hall_id, name=NAME, short_name=SHORT, slogan=slogan, colour=colour, logo=logo
    )
    services.confirm_brand(keeper, hall_id=hall_id, brand_id=row.pk, from_on=day)


def _logo() -> bytes:
    """Two hills under a sun."""
    picture = Image.new("RGB", (256, 256), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 30, 220, 100), fill="#e0a526")
    draw.polygon([(10, 226), (100, 70), (190, 226)], fill=TEAL)
    draw.polygon([(110, 226), (176, 120), (246, 226)], fill="#3f98a3")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
