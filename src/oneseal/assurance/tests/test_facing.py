"""A face compared: consent, tries, answers that are lost or about another picture, the page."""

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oneseal.assurance import gateway, selectors, services
from oneseal.assurance.counterpart import Counterpart, verdict
from oneseal.assurance.models import Check, Comparison
from oneseal.assurance.rules.levels import Level
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Conflict, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    with Counterpart(tmp_path / "faces.sqlite", "bureau").quietly(settings) as made:
        yield made


def picture(result: str, side: int = 320) -> bytes:
    """A JPEG about which the service says this."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), (180, 150, 130)).save(out, "JPEG")
    return next(
        made
        for tail in range(5000)
        if verdict(sha256(made := out.getvalue() + tail.to_bytes(2, "big")).hexdigest())[0] == result
    )


def level(cast: factories.Cast, who: str = "张伟") -> Level:
    pk = cast.applicants[who].pk
    return selectors.standing(cast.actor(who), applicant_id=pk, agent_id=None, bureau_id=cast.bureau.pk).level


def test_it_is_them_and_nothing_of_the_picture_stays(service: Counterpart) -> None:
    cast = factories.cast()
    row = services.compare_face(cast.actor("张伟"), consented=True, picture=picture("MATCH"))
    assert (row.outcome, level(cast), level(cast, "王芳")) == ("match", Level.FACE, Level.ACCOUNT)
    kept = [*Comparison.objects.values(), *Check.objects.values()]
    assert not any(isinstance(value, bytes | memoryview) for each in kept for value in each.values())
    assert Check.objects.get().serial == row.serial


def test_not_recognised_counts_and_five_a_day(service: Counterpart) -> None:
    cast = factories.cast()
    for result in ("UNSURE", "OTHER", "OTHER", "OTHER", "OTHER"):
        with pytest.raises(RuleViolation, match="没有比对成功"):
            services.compare_face(cast.actor("张伟"), consented=True, picture=picture(result))
    with pytest.raises(Conflict, match="今天已经比对"):
        services.compare_face(cast.actor("张伟"), consented=True, picture=picture("MATCH"))
    assert (Comparison.objects.count(), level(cast)) == (5, Level.ACCOUNT)


def test_what_is_refused_before_anything_is_sent(service: Counterpart) -> None:
    cast = factories.cast()
    with pytest.raises(RuleViolation, match="单独同意"):
        services.compare_face(cast.actor("张伟"), consented=False, picture=picture("MATCH"))
    for wrong in (b"", b"GIF89a", picture("MATCH", side=100)):
        with pytest.raises(RuleViolation, match="能用的照片"):
            services.compare_face(cast.actor("张伟"), consented=True, picture=wrong)
    assert not Comparison.objects.exists()


def test_a_lost_answer_does_not_count_and_one_about_another_picture_is_none(
    service: Counterpart, settings: Any
) -> None:
    cast = factories.cast()

    class Astray:
        """Answers about somebody else's picture."""

        def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
            return {**service.ledger.call(method, said), "picture_sha256": "0" * 64}

    with gateway.faces.use(Astray()), pytest.raises(Conflict, match="没有答复"):
        services.compare_face(cast.actor("张伟"), consented=True, picture=picture("MATCH"))
    settings.FACE_PROVIDER_KEY = service.client.public.hex()
    with pytest.raises(Conflict, match="没有答复"):
        services.compare_face(cast.actor("张伟"), consented=True, picture=picture("MATCH"))
    assert selectors.faces_today(cast.applicants["张伟"].pk) == 0
    assert level(cast) == Level.ACCOUNT


def test_the_page_asks_leads_back_and_belongs_to_one_sign_in(service: Counterpart) -> None:
    cast = factories.cast()
    browser = cast.client("张伟")
    page = browser.get("/account/identity/face/")
    assert page["Permissions-Policy"].startswith("camera=(self)")
    assert "可以不刷脸" in page.content.decode()
    given = {"consent": "on", "picture": SimpleUploadedFile("face.jpg", picture("MATCH"))}
    done = browser.post("/account/identity/face/?next=/my/", given)
    assert done["Location"] == "/my/"
    assert level(cast) == Level.FACE
    cast.client("张伟")
    assert level(cast) == Level.ACCOUNT
    outside = browser.get("/account/identity/face/?next=https://example.org/")
    assert "example.org" not in outside.content.decode()
