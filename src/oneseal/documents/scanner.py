"""Virus scanning by clamd's INSTREAM command, when a scanner is configured (CLAMD in the settings)."""

import socket
import struct

from django.conf import settings

from oneseal.documents.rules.sniffing import refusal
from oneseal.kernel.text import N_

PIECE = 64 * 1024
TIMEOUT = 30


def scan(content: bytes) -> bool:
    """True when the scanner found nothing, False when none is configured.

    Raises RuleViolation when something was found, and when the scanner does not answer: an unscanned file
    is not taken in behind the bureau's back.
    """
    if not settings.CLAMD:
        return False
    try:
        answer = _ask(settings.CLAMD, content)
    except OSError as error:
        raise refusal(
            "scanner_down", N_("病毒扫描服务暂时没有响应，文件未保存。请几分钟后重试，或联系窗口工作人员。")
        ) from error
    if answer.endswith("FOUND"):
        found = answer.removeprefix("stream:").removesuffix("FOUND").strip()
        raise refusal(
            "virus", N_("文件中发现病毒（%(found)s），不能上传。请查杀后重新生成文件。"), found=found
        )
    if not answer.endswith("OK"):
        raise refusal(
            "scanner_down", N_("病毒扫描服务暂时没有响应，文件未保存。请几分钟后重试，或联系窗口工作人员。")
        )
    return True


def _ask(address: str, content: bytes) -> str:
    """Send the bytes in pieces, each after its length; an empty piece ends them. The answer is one line."""
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
        return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connect(address: str) -> socket.socket:
    """`unix:/run/clamd.sock` or `tcp:host:port`."""
    kind, _, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        line.connect(place)
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)
