"""Killed between the bytes and the row: nothing half is seen, nothing acknowledged is lost."""

import os
import signal
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from pytest_django import Settings

from oneseal.documents import selectors, services, storage
from oneseal.documents.models import StoredFile
from oneseal.documents.rules.digests import digests
from oneseal.documents.services import files
from oneseal.documents.tests.pieces import pdf_file
from oneseal.foundation import clock
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import Actor

OWNER = Actor(account_id=101)


def die(*_args: object) -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def store_and_die(bureau_id: int) -> int:
    """Store a file in a child process that is killed before it commits; how the child ended."""
    child = os.fork()
    if child == 0:
        # The parent's line to the database must not be closed from here, only left alone.
        inherited, connection.connection = connection.connection, None
        try:
            with mock.patch.object(files, "record", die):
                services.store_file(OWNER, bureau_id=bureau_id, name="a", content=pdf_file(), purpose="x")
        finally:
            os._exit(1 if inherited else 2)
    return os.waitpid(child, 0)[1]


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_commit(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    bureau_id = make_bureau().id
    assert os.WTERMSIG(store_and_die(bureau_id)) == signal.SIGKILL
    assert storage.path_of(digests(pdf_file()).sha256).exists()
    assert StoredFile.objects.count() == 0
    file = services.store_file(OWNER, bureau_id=bureau_id, name="a", content=pdf_file(), purpose="x")
    with clock.at(clock.now() + timedelta(days=2)):
        assert services.remove_orphans() == 0
    assert selectors.open_file(file).read() == pdf_file()
