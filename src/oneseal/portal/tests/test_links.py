"""Whoever reads a page is offered only what they may open: every link of every page leads somewhere."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client

from oneseal.cases.tests import factories
from oneseal.catalog.tests.factories import commitment_item
from oneseal.filings.tests import factories as filings
from oneseal.foundation import subscribers

pytestmark = pytest.mark.django_db
LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"")
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
ELSEWHERE = ("/static/", "/sign-in/with/")
READERS = ("", "张伟", "clerk", "section_head", "supervisor", "administrator")


def shape(address: str) -> str:
    """An address without its numbers and answers: pages of one shape have one template."""
    return NUMBER.sub("0", address.split("?")[0]) + "?" * ("?" in address)


def dead_ends(client: Client) -> tuple[list[str], int]:
    """The links from `/` onwards that are refused or lead nowhere, and how many pages were read; one of each shape."""
    waiting, seen, read, refused = deque([("/", "")]), {"/"}, Counter[str](), []
    while waiting:
        address, source = waiting.popleft()
        if read[shape(address)]:
            continue
        read[shape(address)] += 1
        answer = client.get(address)
        if answer.status_code >= 400:
            refused.append(f"{answer.status_code} {address} from {source}")
        found = [answer["Location"]] if answer.has_header("Location") else []
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            found = [unescape(each) for each in LINK.findall(answer.content.decode())]
        for link in (urljoin(address, each).split("#")[0] for each in found):
            if link.startswith("/") and not link.startswith(ELSEWHERE) and link not in seen:
                seen.add(link)
                waiting.append((link, address))
    return refused, read.total()


@pytest.fixture
def made() -> factories.House:
    """A bureau with an item that is filed, and cases of two applicants: waiting, running, decided."""
    made = filings.house()
    filings.filed(made)
    made.item_id = commitment_item(bureau_id=made.bureau_id, steps=factories.STEPS).item_id
    factories.draft(made)
    factories.submitted(made)
    factories.accepted(made)
    factories.decided(made)
    subscribers.run_pending()
    return made


@pytest.mark.parametrize("who", READERS)
def test_no_link_leads_to_a_refusal(made: factories.House, who: str) -> None:
    refused, pages = dead_ends(made.client(who) if who else Client())
    assert refused == []
    assert pages > 30
