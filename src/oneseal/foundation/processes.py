"""Running the web server and the worker side by side, and ending both cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from oneseal.foundation import assets

GRACE_SECONDS = 10


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: granian with WSGI workers; each worker serves four requests at once.

    Publishes the static files first where they changed.
    """
    assets.publish()
    granian = Path(sys.executable).with_name("granian")
    return [
        str(granian),
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        "--blocking-threads=4",
        "--workers-kill-timeout=3",
        "--respawn-failed-workers",
        "--log-level=warning",
        "oneseal.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker: jobs, periodic jobs, subscribers."""
    return [sys.executable, "-m", "oneseal", "worker"]


class Family:
    """Child processes that live and die together: one Ctrl-C or SIGTERM ends all, one death ends the rest.

    `errands` are commands that run beside them and may end by themselves.
    """

    def __init__(self, commands: Sequence[Sequence[str]], errands: Sequence[Sequence[str]] = ()) -> None:
        self.commands = commands
        self.errands = errands
        self.children: list[subprocess.Popen[bytes]] = []
        self.asked_to_stop = False

    def run(self, when_up: Callable[[], None] = lambda: None) -> int:
        """Start all, wait, stop all; return 0 when asked to stop, 1 when a child died by itself."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask_to_stop)
        # A session of their own: the terminal's Ctrl-C reaches only us, and we end them in order.
        both = [*self.commands, *self.errands]
        self.children = [subprocess.Popen(command, start_new_session=True) for command in both]
        core = self.children[: len(self.commands)]
        try:
            when_up()
            while not self.asked_to_stop and all(child.poll() is None for child in core):
                time.sleep(0.2)
        finally:
            self.stop()
        return 0 if self.asked_to_stop else 1

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
