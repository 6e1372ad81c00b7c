"""What every command and every worker loads at its start; a second there is a second on each of them."""

import subprocess
import sys

SLOW = {"pyhanko", "aiohttp", "fontTools", "pypinyin"}
PROGRAM = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_start_leaves_out_libraries_that_take_half_a_second_each() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"django", "psycopg"} <= loaded
    assert not loaded & SLOW
