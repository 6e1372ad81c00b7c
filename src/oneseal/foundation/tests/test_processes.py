"""Where a server that was just started is reached."""

import pytest

from oneseal.foundation.processes import address_of


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("[::1]", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
        ("fd00::17", "http://[fd00::17]:8000"),
    ],
)
def test_the_address_of_a_server(host: str, address: str) -> None:
    assert address_of(host, 8000) == address
