"""Where a server that was just started is reached, and that it stands there alone."""

import socket

import pytest
from django.core.management import CommandError, call_command

from oneseal.foundation import web
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


def test_a_second_server_on_a_taken_port_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not web.is_free("127.0.0.1", port)
        with pytest.raises(CommandError, match=str(port)):
            call_command("serve", port=port)
    assert web.is_free("127.0.0.1", port)
