"""Taking files in: once per owner, scanned, on the disk before the row, clean-up after."""

import io
import os
import socketserver
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries, Settings

from oneseal.documents import selectors, services, storage
from oneseal.documents.models import StoredFile
from oneseal.documents.rules.digests import digests
from oneseal.documents.services import files
from oneseal.documents.tests.pieces import EICAR, docx, jpeg_picture, ofd, pdf_file, png_picture
from oneseal.documents.tests.samples import sample
from oneseal.foundation import clock, db, jobs
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation

OWNER, OTHER = Actor(account_id=101), Actor(account_id=102)


class Scanner(socketserver.ThreadingTCPServer):
    """clamd's counterpart: takes INSTREAM, knows the EICAR test signature and nothing else."""

    allow_reuse_address = True
    daemon_threads = True
    mute = False


class ScannerTalk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        if self.server.mute:  # type: ignore[attr-defined]
            return
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    server = Scanner(("127.0.0.1", 0), ScannerTalk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CLAMD = f"tcp:127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def bureau(db: None, tmp_path: Path, settings: Settings) -> int:
    settings.MEDIA_ROOT = tmp_path
    return make_bureau().id


def store(bureau_id: int, content: bytes, name: str = "材料", actor: Actor = OWNER) -> StoredFile:
    return services.store_file(actor, bureau_id=bureau_id, name=name, content=content, purpose="material")


def test_digests_are_those_of_the_standards() -> None:
    assert digests(b"abc").sha256.startswith("ba7816bf8f01cfea")
    assert digests(b"abc").sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_both_digests_of_what_came_and_of_what_is_kept(bureau: int) -> None:
    content = jpeg_picture(gps=True)
    file = store(bureau, content)
    kept = selectors.open_file(file).read()
    assert (file.source_sha256, file.source_sm3, file.source_size) == (*digests_of(content), len(content))
    assert (file.sha256, file.sm3, file.size) == (*digests_of(kept), len(kept))
    assert file.cleaned == ["exif", "gps"]
    assert file.name == "材料.jpg"


def digests_of(content: bytes) -> tuple[str, str]:
    made = digests(content)
    return made.sha256, made.sm3


def test_statements(bureau: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    content = pdf_file()
    with django_assert_num_queries(9):  # savepoints, lock, look, insert, journal, job
        store(bureau, content)


def test_the_same_file_is_kept_once_per_owner(bureau: int) -> None:
    content = pdf_file()
    assert store(bureau, content).id == store(bureau, content).id
    assert store(bureau, content, actor=OTHER).id != store(bureau, content).id
    assert len(list(Path(storage.path_of(digests(content).sha256)).parent.iterdir())) == 1


def test_only_the_owner_reads_until_somebody_else_says_so(
    bureau: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "_file_readers", {})
    file = store(bureau, pdf_file())
    assert selectors.access_file(OWNER, file.id) == file
    with pytest.raises(NotFound):
        selectors.access_file(OTHER, file.id)
    with pytest.raises(NotFound):
        selectors.access_file(Actor(), file.id)
    selectors.register_access("material", lambda actor, _file: actor is OTHER)
    assert selectors.access_file(OTHER, file.id) == file


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty_file"),
        ("a.pdf", png_picture(), "wrong_extension"),
        ("a.docx", ofd(), "wrong_extension"),
        ("a.exe", pdf_file(), "wrong_extension"),
        ("a.zip", docx(), "wrong_extension"),
        ("a.pdf", b"x" * 3_000_000, "too_large"),
    ],
)
def test_refusals_at_the_field(bureau: int, settings: Settings, name: str, content: bytes, code: str) -> None:
    settings.FILE_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(RuleViolation) as refused:
        store(bureau, content, name)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert StoredFile.objects.count() == 0


def test_a_stream_is_read_no_further_than_the_limit(bureau: int, settings: Settings) -> None:
    settings.FILE_MAX_BYTES = 1000
    stream = io.BytesIO(b"x" * 1_000_000)
    with pytest.raises(RuleViolation, match="超过"):
        services.store_file(OWNER, bureau_id=bureau, name="a", content=stream, purpose="x")
    assert stream.tell() == 1001


def test_a_virus_is_refused_by_name(bureau: int, scanner: Scanner) -> None:
    with pytest.raises(RuleViolation, match="Eicar-Signature") as refused:
        store(bureau, docx_with_eicar())
    assert refused.value.code == "virus"
    assert store(bureau, pdf_file()).scan == StoredFile.Scan.CLEAN


def docx_with_eicar() -> bytes:
    """A Word document whose text is the test virus, stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", EICAR)
    return out.getvalue()


def test_a_silent_scanner_lets_nothing_in(bureau: int, scanner: Scanner, settings: Settings) -> None:
    scanner.mute = True
    with pytest.raises(RuleViolation) as refused:
        store(bureau, pdf_file())
    assert refused.value.code == "scanner_down"
    settings.CLAMD = "tcp:127.0.0.1:1"
    with pytest.raises(RuleViolation) as refused:
        store(bureau, pdf_file())
    assert refused.value.code == "scanner_down"
    assert StoredFile.objects.count() == 0


def test_without_a_scanner_the_row_says_so(bureau: int) -> None:
    assert store(bureau, pdf_file()).scan == StoredFile.Scan.NONE


def test_previews_are_made_by_the_job(bureau: int) -> None:
    made = [store(bureau, pdf_file()), store(bureau, jpeg_picture())]
    plain = store(bureau, docx())
    assert selectors.open_preview(made[0]) is None
    jobs.run_pending_jobs()
    for file in made:
        file.refresh_from_db()
        picture = selectors.open_preview(file)
        assert picture is not None
        assert picture.read().startswith(b"\x89PNG")
    assert plain.preview == StoredFile.Preview.NONE


def test_a_discarded_file_goes_with_the_clean_up(bureau: int) -> None:
    file, other = store(bureau, pdf_file()), store(bureau, png_picture())
    services.discard_file(OWNER, file_id=file.id)
    services.discard_file(OWNER, file_id=file.id)
    assert services.remove_orphans() == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert services.remove_orphans() == 1
    assert not storage.path_of(file.sha256).exists()
    assert selectors.open_file(other).read()


def test_a_file_in_use_stays(bureau: int) -> None:
    services.set_letterhead(SYSTEM, bureau_id=bureau, issuer="云岭市行政审批局", number_word="云审")
    document = services.issue_document(
        SYSTEM, bureau_id=bureau, kind="receipt", subject=Subject("case", 1), data=sample("receipt")
    )
    file = services.render_document(document.id)
    with pytest.raises(Conflict):
        services.discard_file(SYSTEM, file_id=file.id)
    assert selectors.open_file(file).read()


def test_a_crash_before_the_row_loses_nothing_acknowledged(
    bureau: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object) -> None:
        raise DatabaseError("the database went away")

    content = pdf_file()
    with monkeypatch.context() as patch:
        patch.setattr(files, "record", crash)
        with pytest.raises(DatabaseError):
            store(bureau, content)
    assert StoredFile.objects.count() == 0
    file = store(bureau, content)
    assert selectors.open_file(file).read() == content


def test_a_half_written_file_is_never_seen_and_is_swept(bureau: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            store(bureau, pdf_file())
    sha256 = digests(pdf_file()).sha256
    assert not storage.path_of(sha256).exists()
    left = storage.path_of(sha256).parent / "incoming-x"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 200_000,) * 2)
    assert services.remove_orphans() == 1
    assert not left.exists()


def test_an_orphan_that_is_uploaded_again_is_young_again(bureau: int) -> None:
    content = pdf_file()
    storage.put(digests(content).sha256, content)
    path = storage.path_of(digests(content).sha256)
    os.utime(path, (time.time() - 200_000,) * 2)
    storage.put(digests(content).sha256, content)
    assert services.remove_orphans() == 0
    assert path.exists()


def test_bytes_uploaded_again_during_the_clean_up_stay(bureau: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_file()
    storage.put(digests(content).sha256, content)
    hold, uploaded = db.lock_name, []

    def uploaded_meanwhile(name: str) -> None:
        monkeypatch.setattr(files, "lock_name", hold)
        uploaded.append(store(bureau, content))

    with clock.at(clock.now() + timedelta(days=2)):
        monkeypatch.setattr(files, "lock_name", uploaded_meanwhile)
        assert services.remove_orphans() == 0
    assert selectors.open_file(uploaded[0]).read() == content
