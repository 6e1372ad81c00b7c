"""What the shells show leads somewhere and is drawn."""

import re

from oneseal.foundation import pages
from tests.architecture.layers import SOURCE

ICON = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']|icon=["']([a-z0-9-]+)["']""")

DOORS = 9
"""As many English names fit one row of 1366 points."""


def sprite() -> set[str]:
    """The icons that the sprite has."""
    text = (SOURCE / "static" / "oneseal" / "icons.svg").read_text(encoding="utf-8")
    return set(re.findall(r'<symbol id="([a-z0-9-]+)"', text))


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        (name, str(path.relative_to(SOURCE)))
        for path in SOURCE.rglob("*.html")
        for pair in ICON.findall(path.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
    assert {found for found in named if found[0] not in sprite()} == set()


def test_every_offered_entry_leads_somewhere_and_has_an_icon() -> None:
    assert pages.offered()
    assert [item.url_name for item in pages.offered() if not item.url.startswith("/")] == []
    assert [item.url_name for item in pages.offered() if item.icon not in sprite()] == []


def test_the_top_bar_of_the_public_pages_stays_one_row() -> None:
    """What people come for daily stands in the bar; public lists and announcements are notices."""
    assert len([item for item in pages.offered() if item.group == "door"]) <= DOORS


def test_no_page_carries_inline_script_or_style() -> None:
    """The content security policy would drop them silently."""
    inline = re.compile(r"""<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|\shx-on|javascript:""")
    bad = [
        f"{path.relative_to(SOURCE)}: {found[0]}"
        for path in SOURCE.rglob("*.html")
        if (found := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert bad == []
