"""Revisions behind a PDF (ISO 32000-1, 7.5.6): what was there stays byte for byte, what changes is appended."""

import hashlib
import io
import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from oneseal.seals.rules.pdf_seals import NotSealable

START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
WIDTH = 10
"""Digits kept for each number of a byte range, as wide as a file of 9 GB needs."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a signature goes into the content: after `<` at `start`, before `>` at `end`."""

    start: int
    end: int


class Revisions:
    """A PDF to which revisions are appended; `content` is the file as it is.

    Raises NotSealable for what is damaged, encrypted, or no PDF.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self.pdf: Pdf = pikepdf.open(
                io.BytesIO(content), attempt_recovery=False, inherit_page_attributes=False
            )
        except (pikepdf.PdfError, pikepdf.PasswordError) as error:
            raise NotSealable(str(error)) from error
        start = START.search(content[-1024:])
        if start is None or self.pdf.is_encrypted:
            raise NotSealable("no cross-reference at the end, or encrypted")
        self.content = content if content.endswith(b"\n") else content + b"\n"
        self._previous = int(start.group(1))
        self._table = content[self._previous : self._previous + 4] == b"xref"
        self._changed: dict[tuple[int, int], Object] = {}
        self._written: dict[tuple[int, int], bytes] = {}

    def add(self, thing: Object) -> Object:
        """A new object of the next revision."""
        made = self.pdf.make_indirect(thing)
        self.change(made)
        return made

    def add_signature(self, entries: bytes, room: int) -> Object:
        """A signature dictionary whose Contents is `room` bytes to be filled in; `entries` are its other keys."""
        made = self.add(Dictionary())
        blank = b" " * WIDTH
        gap = b"<" + b"0" * room * 2 + b">"
        self._written[made.objgen] = b"<<%b /ByteRange [0 %b %b %b] /Contents %b>>" % (
            entries,
            blank,
            blank,
            blank,
            gap,
        )
        return made

    def change(self, thing: Object) -> None:
        """An object that the next revision says anew."""
        self._changed[thing.objgen] = thing

    def append(self) -> Gap | None:
        """Write the revision; where its signature goes, if it has one."""
        out, offsets, gap = bytearray(self.content), {}, None
        for identity, thing in sorted(self._changed.items()):
            offsets[identity] = len(out)
            body = self._written.get(identity) or _body(thing)
            out += b"%d %d obj\n" % identity
            if identity in self._written:
                at = len(out) + body.index(b"/Contents <") + len(b"/Contents ")
                gap = Gap(at, len(out) + len(body) - 2)
            out += body + b"\nendobj\n"
        self._close(out, offsets)
        if gap:
            _say_range(out, gap)
        self.content = bytes(out)
        self._changed.clear()
        self._written.clear()
        return gap

    def _close(self, out: bytearray, offsets: dict[tuple[int, int], int]) -> None:
        """Cross-reference and trailer, of the kind that the file has."""
        at = len(out)
        digest = hashlib.md5(out, usedforsecurity=False).digest()
        former = self.pdf.trailer
        trailer = Dictionary(
            Size=max(int(former.Size), max(number for number, _ in offsets) + 1),
            Root=former.Root,
            Prev=self._previous,
            ID=Array([former.ID[0] if Name.ID in former else pikepdf.String(digest), pikepdf.String(digest)]),
        )
        if Name.Info in former:
            trailer.Info = former.Info
        if self._table:
            out += b"xref\n"
            for (number, generation), offset in offsets.items():
                out += b"%d 1\n%010d %05d n \n" % (number, offset, generation)
            out += b"trailer\n" + trailer.unparse()
        else:
            out += self._stream(trailer, offsets, at)
        out += b"\nstartxref\n%d\n%%%%EOF\n" % at
        self._previous = at

    def _stream(self, trailer: Dictionary, offsets: dict[tuple[int, int], int], at: int) -> bytes:
        """The cross-reference as a stream (7.5.8), for files that have it so."""
        number, _ = self.pdf.make_indirect(Dictionary()).objgen
        rows = [*((each, offset) for each, offset in offsets.items()), ((number, 0), at)]
        data = b"".join(
            bytes((1,)) + offset.to_bytes(5, "big") + generation.to_bytes(2, "big")
            for (_, generation), offset in rows
        )
        trailer.Size = number + 1
        trailer.Type, trailer.W = Name.XRef, Array([1, 5, 2])
        trailer.Index = Array([part for (each, _), _ in rows for part in (each, 1)])
        trailer.Length = len(data)
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj" % (number, trailer.unparse(), data)

    def digest(self, gap: Gap) -> bytes:
        """SHA-256 of everything but the gap."""
        view = memoryview(self.content)
        made = hashlib.sha256(view[: gap.start])
        made.update(view[gap.end :])
        return made.digest()

    def fill(self, gap: Gap, signature: bytes) -> None:
        """Put the signature in. Raises NotSealable where it is larger than its room."""
        held = signature.hex().encode()
        room = gap.end - gap.start - 2
        if len(held) > room:
            raise NotSealable(f"signature of {len(signature)} bytes in a room of {room // 2}")
        start = gap.start + 1
        self.content = self.content[:start] + held + self.content[start + len(held) :]


def _body(thing: Object) -> bytes:
    """An object as it stands in a file."""
    if not isinstance(thing, pikepdf.Stream):
        return thing.unparse(resolved=True)
    data = thing.read_raw_bytes()
    entries = Dictionary({key: value for key, value in thing.items() if key != "/Length"})
    entries.Length = len(data)
    return b"%b\nstream\n%b\nendstream" % (entries.unparse(), data)


def _say_range(out: bytearray, gap: Gap) -> None:
    """Write what the signature covers, at the same length as the blanks."""
    blank = b"/ByteRange [0 " + b" ".join([b" " * WIDTH] * 3) + b"]"
    at = out.rindex(blank, 0, gap.start)
    said = b"/ByteRange [0 %d %d %d]" % (gap.start, gap.end, len(out) - gap.end)
    out[at : at + len(blank)] = said.ljust(len(blank))
