"""Tests run on the embedded server, with durability off, unless DATABASE_URL names another."""

import os
from pathlib import Path

os.environ.setdefault("ONESEAL_VAR", str(Path(__file__).parent / "var" / "test"))

from oneseal.config import embedded

embedded.ensure_running()
