"""Killed in the middle of a thousand acts: nothing acknowledged is lost, nothing is there by half or twice.

Real processes: web, worker and a PostgreSQL of their own, with durability on. Clients press over HTTP, each act with an
idempotency key, and press again with the same key until it is acknowledged, as a browser's user or a program does.
Meanwhile web, worker and database are killed with SIGKILL at drawn moments and started again.
"""

import http.client
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import psutil
import pytest
from PIL import Image

SEED = 20261121
LIVES, MESSAGES = 140, 2
"""Applications through the API: create, material, submit and two messages each; the steps make up the thousand."""
ACTS = LIVES * (3 + MESSAGES) + 300
VICTIMS = ["web", "postgres", "worker", "web", "postgres", "worker"]
PATIENCE = 60
"""Seconds in which one act must be acknowledged, whatever is killed meanwhile."""
APPLICATION = {
    "item": "commitment",
    "applicant": {
        "kind": "person",
        "name": "孙丽",
        "id_kind": "resident_id",
        "number": "11010519491231002X",
        "phone": "13800138000",
    },
    "form": {"name": "孙丽"},
}
BOUNDARY = "oneseal-faults"


class System:
    """The processes, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ONESEAL_") and k != "DATABASE_URL"}
        self.env = kept | {
            "ONESEAL_VAR": str(folder),
            "ONESEAL_RATE_LIMITS": "no",
            "ONESEAL_API_RATE": "100000/m",
            "DJANGO_SETTINGS_MODULE": "oneseal.config.settings",
        }
        self.log = (folder / "log").open("wb")
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def house(self, act: str, given: object = None) -> Any:
        """Run a part of fault_house."""
        command = [sys.executable, "-m", "tests.journeys.fault_house", act]
        done = subprocess.run(
            command,
            env=self.env,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None

    def start(self, name: str) -> None:
        """Start one of the three."""
        if name == "postgres":
            self.house("start")
            return
        words = {"web": ["serve", "--port", str(self.port)], "worker": ["worker"]}[name]
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", "oneseal", *words],
            env=self.env,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def kill(self, name: str) -> None:
        """SIGKILL to it and all its children, as a power cut or the kernel's memory killer does."""
        if name == "postgres":
            pid = int((self.folder / "pg" / "postmaster.pid").read_text().split()[0])
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
            for process in family:
                # Once the postmaster is gone its children end by themselves, some before their turn here.
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            _, left = psutil.wait_procs(family, timeout=10)
            assert not left
            return
        child = self.running.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def revive(self) -> None:
        """Start again what died by itself, as systemd does: a server killed while another one was starting."""
        for name, child in list(self.running.items()):
            if child.poll() is not None:
                self.start(name)

    def stop(self) -> None:
        """End everything."""
        for name in [*self.running, "postgres"]:
            self.kill(name)
        self.log.close()


@pytest.fixture
def system() -> Iterator[System]:
    """Not yet started. Not under pytest's own folder: another session that starts closes it to the database's user."""
    with tempfile.TemporaryDirectory(prefix="oneseal-faults-") as folder:
        made = System(Path(folder))
        yield made
        made.stop()


class Clients:
    """Everybody who presses, and what was acknowledged to them."""

    def __init__(self, port: int, known: dict[str, Any]) -> None:
        self.port, self.known = port, known
        self.acknowledged: dict[str, list[int]] = defaultdict(list)
        self.count = 0
        self.lock = threading.Lock()
        self.failed: list[str] = []
        buffer = io.BytesIO()
        Image.new("RGB", (20, 20), "white").save(buffer, "PNG")
        self.picture = buffer.getvalue()

    def press(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """Send until something answers that is not a broken line, a failing server or a busy row."""
        deadline = time.monotonic() + PATIENCE
        last = ""
        while time.monotonic() < deadline:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                line.request("POST", path, body, headers)
                answer = line.getresponse()
                content = answer.read()
                if answer.status < 500 and answer.status != 409:
                    return answer.status, answer.headers.get("Location", ""), content
                last = f"{answer.status} {content[:300]!r}"
            except (OSError, http.client.HTTPException) as error:
                last = repr(error)
            finally:
                line.close()
            time.sleep(0.2)
        raise TimeoutError(f"{path}: {last}")

    def note(self, act: str, what: int) -> None:
        """Remember that an act was acknowledged."""
        with self.lock:
            self.acknowledged[act].append(what)
            self.count += 1

    def call(self, path: str, data: object, files: bytes = b"") -> Any:
        """One POST to the API with a key of its own."""
        headers = {
            "Authorization": f"Bearer {self.known['token']}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid.uuid4().hex,
        }
        if files:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        status, _, content = self.press(f"/api/v1{path}", files or json.dumps(data).encode(), headers)
        assert status in {200, 201}, f"{path}: {status} {content[:500]!r}"
        return json.loads(content)

    def live(self, number: int) -> None:
        """An application from another system, to its submission, and two questions."""
        case_id = self.call("/applications", APPLICATION)["id"]
        self.note("create", case_id)
        self.call(f"/applications/{case_id}/materials", None, self.upload())
        self.note("material", case_id)
        self.call(f"/applications/{case_id}/submission", {"declared": True})
        self.note("submit", case_id)
        for place in range(MESSAGES):
            self.call(f"/cases/{case_id}/messages", {"text": f"第{number}件的第{place}个问题"})
            self.note("message", case_id)

    def upload(self) -> bytes:
        """The material as a form."""
        part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
        head = f'{part}"code"\r\n\r\napplication\r\n{part}"file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        return head.encode() + self.picture + f"\r\n--{BOUNDARY}--\r\n".encode()

    def review(self, case_id: int, first: int, second: int) -> None:
        """A reviewer at the desk: passes one step, takes and passes the next."""
        self.push("pass", case_id, first)
        self.push("take", case_id, second)
        self.push("pass", case_id, second)

    def push(self, verb: str, case_id: int, step_id: int) -> None:
        """One press of a button on the case's page."""
        token = "a" * 32
        headers = {
            "Cookie": f"sessionid={self.known['session']}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        typed = {"csrfmiddlewaretoken": token, "opinion": "同意", "idempotency_key": uuid.uuid4().hex}
        path = f"/desk/cases/{case_id}/steps/{step_id}/{verb}/"
        status, place, content = self.press(path, urlencode(typed).encode(), headers)
        assert (status, place) == (302, f"/desk/cases/{case_id}/"), (
            f"{path}: {status} {place} {content[:500]!r}"
        )
        self.note(verb, step_id)

    def work(self, share: int, of: int) -> None:
        """One client's share of everything; what goes wrong is told at the end."""
        try:
            for number in range(share, LIVES, of):
                self.live(number)
                if number < len(self.known["steps"]):
                    self.review(*self.known["steps"][number])
        except (AssertionError, TimeoutError) as error:
            self.failed.append(str(error))


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(system: System) -> None:
    system.start("postgres")
    clients = Clients(system.port, system.house("setup"))
    for name in ("web", "worker"):
        system.start(name)
    crowd = [threading.Thread(target=clients.work, args=(share, 4)) for share in range(4)]
    for one in crowd:
        one.start()
    chance = Random(SEED)
    moments = sorted(chance.randrange(ACTS // 20, ACTS - ACTS // 20) for _ in VICTIMS)
    for moment, victim in zip(moments, VICTIMS, strict=True):
        while clients.count < moment and any(one.is_alive() for one in crowd):
            system.revive()
            time.sleep(0.005)
        system.kill(victim)
        system.start(victim)
    while any(one.is_alive() for one in crowd):
        system.revive()
        time.sleep(0.1)
    assert clients.failed == []
    assert clients.count == ACTS
    assert system.house("check", clients.acknowledged) == []
