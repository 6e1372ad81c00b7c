"""A hall's brand: refused colours and logos, drafts that nobody sees, the first day, taking back (inventory 3.22)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Brand
from oneseal.queueing.rules import branding as rules
from oneseal.queueing.selectors import branding
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE, Place

GIVEN = {
    "name": "云岭市政务服务中心",
    "short_name": "云岭政务",
    "colour": "#A11D21",
    "slogan": "进一扇门，办所有事",
}


@pytest.mark.parametrize(
    ("colour", "wrong"),
    [
        ("#1f5fae", ""),
        (" #A11D21 ", ""),
        ("#767676", ""),
        ("#777777", "colour_pale"),
        ("#ffd700", "colour_pale"),
        ("#ffffff", "colour_pale"),
        ("red", "colour_wrong"),
        ("#12345", "colour_wrong"),
        ("#1f5fae;}", "colour_wrong"),
    ],
)
def test_white_letters_are_read_on_every_colour_that_is_taken(colour: str, wrong: str) -> None:
    """4.5:1 lies between #767676 (4.54) and #777777 (4.48)."""
    if not wrong:
        assert rules.colour_of(colour) == colour.strip().lower()
        return
    with pytest.raises(RuleViolation) as refused:
        rules.colour_of(colour)
    assert refused.value.code == wrong
    if wrong == "colour_pale":
        would_do = str(refused.value.params["darker"])
        assert rules.colour_of(would_do) == would_do


def test_colours_that_are_offered_are_taken() -> None:
    assert [rules.colour_of(each) for each in rules.OFFERED] == list(rules.OFFERED)


def test_the_usual_name() -> None:
    assert rules.usual_name("{region}政务服务中心", "云岭市") == "云岭市政务服务中心"
    assert rules.usual_name("", "云岭市") == rules.usual_name("{region}政务服务中心", "") == ""


@pytest.fixture
def place(db: None) -> Place:
    return factories.place()


def drafted(place: Place, **more: object) -> Brand:
    given = {**GIVEN, **more}
    return services.draft_brand(place["coordinator"], hall_id=place.hall.pk, **given)  # type: ignore[arg-type]


def test_a_draft_counts_from_its_day_and_is_seen_by_nobody_before(place: Place) -> None:
    keeper, hall_id = place["coordinator"], place.hall.pk
    with clock.at(NINE):
        assert not selectors.brand_of(hall_id).own
        row = drafted(place)
        assert drafted(place, slogan="").pk == row.pk
        assert not selectors.brand_of(hall_id).own
        with pytest.raises(NotFound):
            branding.access_brand(place["clerk"], hall_id, row.pk)
        for late in (False, True):
            wrong = clock.today() - timedelta(days=1)
            if late:
                services.confirm_brand(keeper, hall_id=hall_id, brand_id=row.pk, from_on=NINE.date())
            with pytest.raises(Conflict if late else RuleViolation):
                services.confirm_brand(keeper, hall_id=hall_id, brand_id=row.pk, from_on=wrong)
        with pytest.raises(Conflict):
            services.withdraw_brand(keeper, hall_id=hall_id, brand_id=row.pk)
        again = drafted(place)
        with pytest.raises(RuleViolation, match="这一天已经有一版"):
            services.confirm_brand(keeper, hall_id=hall_id, brand_id=again.pk, from_on=NINE.date())
        coming = NINE.date() + timedelta(days=3)
        services.confirm_brand(keeper, hall_id=hall_id, brand_id=again.pk, from_on=coming)
        assert branding.access_brand(place["clerk"], hall_id, row.pk).name == GIVEN["name"]
        services.withdraw_brand(keeper, hall_id=hall_id, brand_id=again.pk)
        services.confirm_brand(keeper, hall_id=hall_id, brand_id=drafted(place).pk, from_on=coming)


def test_only_keepers_set_a_brand(place: Place) -> None:
    row = drafted(place)
    with pytest.raises(Forbidden):
        services.draft_brand(place["clerk"], hall_id=place.hall.pk, **GIVEN)  # type: ignore[arg-type]
    for act in (services.withdraw_brand, services.confirm_brand):
        more = {"from_on": clock.today()} if act is services.confirm_brand else {}
        with pytest.raises(Forbidden):
            act(place["clerk"], hall_id=place.hall.pk, brand_id=row.pk, **more)


def test_the_pages_from_draft_to_board(place: Place, django_capture_on_commit_callbacks: Any) -> None:
    client, board = Client(), f"/boards/{place.hall.pk}/"
    client.force_login(place.house.cast.account("coordinator"))
    page = f"/desk/hall/setup/{place.hall.pk}/brand/"
    svg = SimpleUploadedFile("标志.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    refused = client.post(page, {**GIVEN, "file": svg})
    assert refused.status_code == 422
    assert "不收 SVG" in refused.text
    assert "进一扇门" in refused.text
    assert "至少要 4.5:1" in client.post(page, {**GIVEN, "colour": "#ffd700"}).text
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "#a11d21").save(picture, "PNG")
    sent = {**GIVEN, "file": SimpleUploadedFile("标志.png", picture.getvalue(), "image/png")}
    preview = client.post(page, sent)["Location"]
    shown = client.get(preview).text
    row = Brand.objects.get()
    assert "进一扇门" in shown
    assert client.get(f"/halls/{place.hall.pk}/brand/{row.pk}/logo")["Content-Type"] == "image/png"
    assert Client().get(f"/halls/{place.hall.pk}/brand/{row.pk}/logo").status_code == 404
    assert client.post(preview, {"from_on": "2020-01-01"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(preview, {"from_on": clock.today().isoformat()}).status_code == 302
    nobody = Client()
    assert GIVEN["slogan"] in nobody.get(board).text
    assert GIVEN["slogan"] in nobody.get(f"/halls/{place.hall.pk}/").text
    assert "--os-head: #a11d21" in nobody.get(f"/halls/{place.hall.pk}/brand/{row.pk}/style.css").text
