"""Sealing a PDF with time stamps of a real server, and the command that checks a file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import RuleViolation
from oneseal.seals import selectors, services
from oneseal.seals.rules import stamping
from oneseal.seals.rules.certificates import Usage
from oneseal.seals.tests import factories
from oneseal.seals.tests.pki import World
from oneseal.seals.tests.test_rules_pades import plain

AT = factories.NOW + timedelta(minutes=1)


@contextmanager
def server(world: World, broken: bool = False) -> Iterator[str]:
    """A time-stamp authority of another installation, on a free port."""

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = stamping.answer(query, world.stamp_key(), moment=AT, serial=7)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>" if broken else reply)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    running = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


@pytest.fixture
def bureau(db: None) -> int:
    bureau_id = factories.founded_bureau()
    factories.make_seal(bureau_id)
    return bureau_id


def sealed(bureau_id: int) -> bytes:
    with clock.at(AT):
        return services.seal_pdf(
            factories.administrator(bureau_id), pdf=plain(), subject=Subject("document", 1), reason="出具"
        )


def test_stamps_of_a_server_count_once_it_is_trusted(bureau: int, settings: Settings) -> None:
    world = World(which="时间戳服务")
    with server(world) as address:
        settings.TSA_URL = address
        content = sealed(bureau)
    assert "bad_timestamp" in {item.code for item in selectors.verify(content, AT).findings}
    actor = factories.administrator(bureau)
    with clock.at(AT):
        for usage in (Usage.ROOT, Usage.ISSUING):
            services.import_certificate(actor, services.Given(usage, world.certificate(usage)))
    for made in world.but(listed=AT).lists():
        services.import_list(actor, content=made)
    found = selectors.verify(content, AT)
    assert found.valid, found.findings
    assert found.timestamp == AT


def test_a_silent_or_broken_server_leaves_nothing_sealed(bureau: int, settings: Settings) -> None:
    settings.TSA_URL = "http://127.0.0.1:9/"
    with pytest.raises(RuleViolation, match="时间戳服务"):
        sealed(bureau)
    with server(World(), broken=True) as address:
        settings.TSA_URL = address
        with pytest.raises(RuleViolation, match="时间戳服务"):
            sealed(bureau)
    assert selectors.visible_uses(factories.administrator(bureau)).count() == 0


def test_the_command_tells_valid_from_not(
    bureau: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "decision.pdf"
    path.write_bytes(sealed(bureau))
    with clock.at(AT):
        call_command("seals", "verify", str(path))
        assert capsys.readouterr().out.startswith("valid 有效")
        path.write_bytes(path.read_bytes().replace(b"no. 17", b"no. 18"))
        with pytest.raises(SystemExit) as left:
            call_command("seals", "verify", str(path))
    assert left.value.code == 1
    assert "altered" in capsys.readouterr().out
