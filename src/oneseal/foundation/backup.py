"""One archive with everything a bureau would miss: database, files, keys; and the way back.

Layout of the archive (tar): manifest.json first (versions, digests of every member), database.dump
(PostgreSQL custom format), files/…, keys/….
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import oneseal
from oneseal.foundation import clock, embedded
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

MANIFEST = "manifest.json"
DUMP = "database.dump"


def back_up(target: Path, *, with_keys: bool) -> dict[str, Any]:
    """Write the archive and return its manifest.

    The dump is taken first: a file is stored before the act that names it commits, so every file that the
    dump knows is there when the files are copied. Without keys the archive cannot be read by a thief, nor by
    anyone who has lost them: keep the keys elsewhere then.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DUMP
        _tool("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", f"--dbname={database_url()}")
        members = {DUMP: dump, **_tree("files", Path(settings.MEDIA_ROOT))}
        if with_keys:
            members |= _tree("keys", settings.VAR / "keys")
        manifest = {
            "program": oneseal.__version__,
            "made_at": clock.now().astimezone(UTC).isoformat(),
            "server": connection.cursor().connection.info.server_version,
            "migrations": len(MigrationRecorder(connection).applied_migrations()),
            "members": {name: _digest(path) for name, path in members.items()},
        }
        listing = Path(folder) / MANIFEST
        listing.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
        part = target.with_name(target.name + ".part")
        with tarfile.open(part, "w") as archive:
            archive.add(listing, MANIFEST)
            for name, path in members.items():
                archive.add(path, name)
        os.chmod(part, 0o600)
        part.replace(target)
    return manifest


def restore(source: Path, *, force: bool) -> dict[str, Any]:
    """Bring an archive back into the configured database and var/. Refuses a database that has tables, unless forced.

    Every member is checked against the manifest before anything is changed.
    """
    if not force and _has_tables():
        raise RuleViolation(
            "database_not_empty", N_("目标数据库里已有数据。确认要覆盖时，请加 --force 重新执行。")
        )
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        manifest = _unpack(source, Path(folder))
        _replace_schema()
        _tool("pg_restore", "--no-owner", f"--dbname={database_url()}", str(Path(folder) / DUMP))
        for name, goal in (("files", Path(settings.MEDIA_ROOT)), ("keys", settings.VAR / "keys")):
            if (Path(folder) / name).is_dir():
                shutil.copytree(Path(folder) / name, goal, dirs_exist_ok=True)
    return manifest


def database_url() -> str:
    """The address of the configured database, for PostgreSQL's own tools."""
    info = connection.settings_dict
    parts = {
        "dbname": info["NAME"],
        "user": info["USER"],
        "password": info["PASSWORD"],
        "host": info["HOST"],
        "port": info["PORT"],
    }
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    with tarfile.open(source) as archive:
        for member in archive:
            _extract(archive, member, folder)
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for name, digest in manifest["members"].items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise RuleViolation(
                "backup_damaged",
                N_("备份中的 %(name)s 缺失或已损坏，未做任何改动。请换一份备份。"),
                params={"name": name},
            )
    return manifest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One regular file into the folder; anything else an archive of ours does not hold.

    By hand, because Debian 12's Python 3.11.2 has no extraction filters.
    """
    target = (folder / member.name).resolve()
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or not target.is_relative_to(folder.resolve()):
        raise RuleViolation(
            "backup_damaged",
            N_("备份中的 %(name)s 缺失或已损坏，未做任何改动。请换一份备份。"),
            params={"name": member.name},
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
    target.chmod(member.mode & 0o755)


def _tool(name: str, *arguments: str) -> None:
    """Run a PostgreSQL tool: the embedded server's own, else the one on PATH (it must fit the server)."""
    folder = embedded.tools()
    command = str(folder / name) if folder else name
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuleViolation(
            "tool_failed",
            N_("%(name)s 执行失败：%(why)s"),
            params={"name": name, "why": done.stderr.strip()[-800:]},
        )


def _tree(prefix: str, folder: Path) -> dict[str, Path]:
    return {f"{prefix}/{path.relative_to(folder)}": path for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _has_tables() -> bool:
    return bool(connection.introspection.table_names())


def _replace_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    connection.close()
