"""A page of ours may show another in a frame; nobody else may."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "framed"),
    [
        ({}, False),
        ({"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}, True),
    ],
)
def test_only_our_own_pages_frame_a_page(client: Client, said: dict[str, str], framed: bool) -> None:
    answer = client.get("/sign-in/staff/", headers=said)
    assert answer.headers["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY")
    allowed = "frame-ancestors 'self'" if framed else "frame-ancestors 'none'"
    assert allowed in answer.headers["Content-Security-Policy"]
