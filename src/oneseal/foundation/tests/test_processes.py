"""Where a server that was just started is reached, and that it stands there alone."""

import socket

import pytest
from django.core.management import CommandError, call_command

from oneseal.foundation.processes import address_of, need_free


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


@pytest.mark.parametrize("command", ["serve", "run", "demo"])
def test_a_second_server_on_a_taken_port_is_refused_before_anything_is_done(command: str) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=str(port)):
            call_command(command, port=port)
    need_free("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_not_called_taken() -> None:
    need_free("192.0.2.1", 8000)
