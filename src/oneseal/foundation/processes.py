"""Running the web server and the worker side by side, and ending both cleanly."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from types import FrameType

from django.core.management import CommandError

GRACE_SECONDS = 10


ANY_HOST = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (what is listened to, not bound here)
"""Hosts that mean every interface, and where this machine reaches itself through them."""


def address_of(host: str, port: int) -> str:
    """The URL under which this machine reaches a server that listens there; IPv6 addresses stand in brackets."""
    reached = ANY_HOST.get(host.strip("[]"), host.strip("[]"))
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


def need_free(host: str, port: int, *, change: str = "--port") -> None:
    """Raise CommandError where somebody listens there already; `change` is what chooses another port.

    Granian's workers share their port (SO_REUSEPORT), so a second server would start without a word and get every
    other request. A port that may not be used for another reason is left to the server, which says which.
    """
    bare = host.strip("[]")
    with socket.socket(socket.AF_INET6 if ":" in bare else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bare, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                advice = f"端口 {port} 已被占用：请先停止占用它的程序，或用 {change} 换一个端口。"
                raise CommandError(advice) from None


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server as a process of its own."""
    return [
        sys.executable,
        "-m",
        "oneseal",
        "serve",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
    ]


def worker_command() -> list[str]:
    """The worker: jobs, periodic jobs, subscribers."""
    return [sys.executable, "-m", "oneseal", "worker"]


def boards_command(host: str, port: int) -> list[str]:
    """The process that feeds the boards of the halls."""
    return [sys.executable, "-m", "oneseal", "boards", f"--host={host}", f"--port={port}"]


class Family:
    """Child processes that live and die together: one Ctrl-C or SIGTERM ends all, one death ends the rest.

    `address` is where the web server among them answers; `errands` are commands that start once it does, run beside
    them and may end by themselves.
    """

    def __init__(
        self, address: str, commands: Sequence[Sequence[str]], errands: Sequence[Sequence[str]] = ()
    ) -> None:
        self.address = address
        self.commands = commands
        self.errands = errands
        self.children: list[subprocess.Popen[bytes]] = []
        self.asked_to_stop = False

    def run(self, when_up: Callable[[], None] = lambda: None) -> int:
        """Start all, wait, stop all; return 0 when asked to stop, 1 when a child died by itself."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask_to_stop)
        # A session of their own: the terminal's Ctrl-C reaches only us, and we end them in order.
        self.children = [subprocess.Popen(command, start_new_session=True) for command in self.commands]
        core = list(self.children)
        try:
            self._watch(core, until=self._answers)
            if all(child.poll() is None for child in core) and not self.asked_to_stop:
                when_up()
                self.children += [subprocess.Popen(errand, start_new_session=True) for errand in self.errands]
            self._watch(core)
        finally:
            self.stop()
        return 0 if self.asked_to_stop else 1

    def _watch(
        self, core: Sequence[subprocess.Popen[bytes]], until: Callable[[], bool] = lambda: False
    ) -> None:
        """Wait until a member died, the end is asked for, or `until` holds."""
        while not self.asked_to_stop and all(child.poll() is None for child in core) and not until():
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):  # noqa: S310 (our own address)
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to those still there after the grace time."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True
