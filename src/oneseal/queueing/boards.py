"""The boards' own process: server-sent events to every open screen of a hall, fed by PostgreSQL's LISTEN/NOTIFY.

A notification says only that a hall has something new; what it is, is read from the table of calls, whose places have
no gaps. A screen that comes back tells the last place that it saw (`Last-Event-ID`) and gets what came after, once.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs

import psycopg
from django.db import connections

from oneseal.queueing.services import CHANNEL

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

BEAT_SECONDS: Final = 15
AGAIN_SECONDS: Final = 1.0
PAGE: Final = 500
BACKLOG: Final = 2000
"""A screen that reads slower than this many calls is let go; it comes back and tells where it was."""
SINCE: Final = """
SELECT c.seq, c.kind, c.number, c.at, w.id, w.number, w.zone_id
FROM queueing_call c JOIN queueing_window w ON w.id = c.window_id
WHERE c.hall_id = %s AND c.seq > %s ORDER BY c.seq LIMIT %s
"""
KNOWN: Final = "SELECT 1 FROM queueing_hall WHERE id = %s"
LAST: Final = "SELECT coalesce(max(seq), 0) FROM queueing_call WHERE hall_id = %s"
HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),
]
"""Nothing personal is sent: numbers and windows, as they hang in the hall."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One call, ready to send."""

    seq: int
    window: int
    zone: int
    data: bytes


@dataclass(eq=False, slots=True)
class Screen:
    """One open connection: what it wants to see, what waits for it, up to where it was served."""

    window: int = 0
    zone: int = 0
    seen: int = 0
    queue: asyncio.Queue[Frame | None] = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    lost: bool = False

    def wants(self, frame: Frame) -> bool:
        """Whether the frame is new to it and for it."""
        return (
            frame.seq > self.seen
            and (not self.window or frame.window == self.window)
            and (not self.zone or frame.zone == self.zone)
        )

    def offer(self, frames: Iterable[Frame]) -> None:
        """Put what it wants into its queue; a screen that does not keep up is let go."""
        for frame in frames:
            if self.wants(frame):
                try:
                    self.queue.put_nowait(frame)
                except asyncio.QueueFull:
                    self.lost = True
                    return

    def leave(self) -> None:
        """The browser has gone: wake up who serves it."""
        self.lost = True
        with suppress(asyncio.QueueFull):
            self.queue.put_nowait(None)

    async def news(self) -> bytes:
        """Wait for what is new and take all of it; empty where nothing of it is, or the browser has gone."""
        waiting = [await self.queue.get()]
        told: list[bytes] = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        for frame in waiting:
            if frame is not None and frame.seq > self.seen:
                self.seen = frame.seq
                told.append(frame.data)
        return b"".join(told)


@dataclass(eq=False, slots=True)
class Feed:
    """The open screens of one hall and the place up to which they were told."""

    last: int = 0
    screens: set[Screen] = field(default_factory=set)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


def frame_of(row: tuple[Any, ...]) -> Frame:
    """A row of SINCE as an event of the stream."""
    seq, kind, number, at, window, window_number, zone = row
    told = {
        "kind": kind,
        "number": number,
        "window": window_number,
        "window_id": window,
        "at": at.isoformat(),
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Frame(seq, window, zone, f"id: {seq}\nevent: call\ndata: {body}\n\n".encode())


def conninfo() -> str:
    """Where the database is, as Django knows it."""
    params = connections["default"].get_connection_params()
    named = ("host", "port", "user", "password", "dbname", "options", "sslmode")
    return psycopg.conninfo.make_conninfo(**{name: params[name] for name in named if params.get(name)})


class Boards:
    """The ASGI application."""

    def __init__(self, database: Callable[[], str] = conninfo) -> None:
        self.database = database
        self.feeds: dict[int, Feed] = {}
        self.reader: psycopg.AsyncConnection[Any] | None = None
        self.asking = asyncio.Lock()
        self.listener: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lifespan, `/healthz`, and `/events/<hall>` with `after`, `zone`, `window`."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            parts = [part for part in scope["path"].split("/") if part]
            hall = _number(parts[-1]) if parts[-2:-1] == ["events"] else 0
            if hall > 0 and await self._rows(KNOWN, (hall,)):
                await self._stream(hall, scope, receive, send)
            else:
                await _answer(send, 200 if parts == ["healthz"] else 404)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.listener = asyncio.create_task(self._listen())
                await send({"type": "lifespan.startup.complete"})
            else:
                if self.listener is not None:
                    self.listener.cancel()
                if self.reader is not None:
                    await self.reader.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _listen(self) -> None:
        """Hear of news as long as the process lives; after a lost connection everything is looked up once."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(self.database(), autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    for hall in list(self.feeds):
                        await self.tell(hall)
                    async for notice in connection.notifies():
                        await self.tell(json.loads(notice.payload)["hall"])
            except psycopg.Error as error:
                log.warning("boards lost the database: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)

    async def tell(self, hall: int) -> None:
        """Read what is new in a hall and offer it to its screens."""
        feed = self.feeds.get(hall)
        if feed is None:
            return
        async with feed.reading:
            while frames := await self.since(hall, feed.last):
                feed.last = frames[-1].seq
                for screen in list(feed.screens):
                    screen.offer(frames)

    async def since(self, hall: int, seq: int) -> list[Frame]:
        """The next calls of a hall after a place."""
        return [frame_of(row) for row in await self._rows(SINCE, (hall, seq, PAGE))]

    async def _rows(self, sql: str, params: tuple[int, ...]) -> list[tuple[Any, ...]]:
        async with self.asking:
            try:
                return await self._ask(sql, params)
            except psycopg.OperationalError:
                return await self._ask(sql, params)

    async def _ask(self, sql: str, params: tuple[int, ...]) -> list[tuple[Any, ...]]:
        if self.reader is None or self.reader.closed or self.reader.broken:
            self.reader = await psycopg.AsyncConnection.connect(self.database(), autocommit=True)
        cursor = await self.reader.execute(sql, params, prepare=True)
        return await cursor.fetchall()

    async def _stream(self, hall: int, scope: Scope, receive: Receive, send: Send) -> None:
        screen = asked(scope)
        gone = asyncio.create_task(_gone(receive))
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
        feed = self.feeds.setdefault(hall, Feed())
        try:
            await self._catch_up(hall, feed, screen, send)
            await _serve(screen, gone, send)
        except psycopg.Error as error:
            log.warning("a board is let go, the database does not answer: %s", error)
        finally:
            gone.cancel()
            feed.screens.discard(screen)

    async def _catch_up(self, hall: int, feed: Feed, screen: Screen, send: Send) -> None:
        """Send what came since the screen was there; from here on it is offered what is new, nothing twice."""
        if screen.seen < 0:
            screen.seen = (await self._rows(LAST, (hall,)))[0][0]
        while frames := await self.since(hall, screen.seen):
            for frame in filter(screen.wants, frames):
                await send({"type": "http.response.body", "body": frame.data, "more_body": True})
            screen.seen = frames[-1].seq
        async with feed.reading:
            screen.offer(await self.since(hall, screen.seen))
            if not feed.screens:
                feed.last = max(feed.last, screen.seen)
            feed.screens.add(screen)
        await self.tell(hall)


def asked(scope: Scope) -> Screen:
    """What a screen wants to see and from where; the header of a screen that comes back goes before the address."""
    query = parse_qs(scope["query_string"].decode("ascii", "replace"))
    named = {name: _number(query.get(name, [""])[0]) for name in ("after", "zone", "window")}
    headers = dict(scope["headers"])
    back = headers.get(b"last-event-id", b"").decode("ascii", "replace")
    after = _number(back) if back else named["after"]
    return Screen(window=max(0, named["window"]), zone=max(0, named["zone"]), seen=after)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else -1


async def _serve(screen: Screen, gone: "asyncio.Task[None]", send: Send) -> None:
    gone.add_done_callback(lambda _: screen.leave())
    while not screen.lost:
        body = b": here\n\n"
        with suppress(TimeoutError):
            async with asyncio.timeout(BEAT_SECONDS):
                body = await screen.news()
        if body and not gone.done():
            await send({"type": "http.response.body", "body": body, "more_body": True})
    if not gone.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
