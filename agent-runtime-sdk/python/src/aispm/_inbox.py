"""Hands out messages: each once, a session's one after another, and no more at a time than can be handled."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict, deque

from . import _turn
from ._turn import ChatMessage, Turn
from ._wire import Record, Wire

_log = logging.getLogger("aispm")

_AT_ONCE = 32
_WAITING = 256
_REMEMBERED = 4096


class Inbox:
    """What has come in and is not handled yet."""

    def __init__(self, wire: Wire, at_once: int = _AT_ONCE) -> None:
        self._wire = wire
        self._at_once = at_once
        self._waiting: deque[tuple[ChatMessage, int]] = deque()
        self._open: dict[str, Turn] = {}
        self._unhandled: set[int] = set()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._received = -1
        self._committed = -1
        self._changed = asyncio.Condition()
        self._stopped = False
        self._failure: BaseException | None = None
        self._pump: asyncio.Task[None] | None = None
        self._commits: asyncio.Task[None] | None = None

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        _turn.track_tasks(loop)
        if self._pump is None:
            self._pump = loop.create_task(self._receive())
            self._commits = loop.create_task(self._commit_handled())

    async def take(self) -> Turn | None:
        """The next message that may be handled now; None once this inbox is stopped."""
        async with self._changed:
            while True:
                if self._failure is not None:
                    raise self._failure
                if self._stopped:
                    return None
                turn = self._next()
                if turn is not None:
                    self._changed.notify_all()
                    return turn
                await self._changed.wait()

    def turn_of(self, session_id: str) -> Turn | None:
        return self._open.get(session_id)

    @property
    def idle(self) -> bool:
        return not self._open

    async def stop(self) -> None:
        """No further message is handed out; those in hand may be finished."""
        async with self._changed:
            self._stopped = True
            self._changed.notify_all()

    async def drained(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.idle)

    async def close(self) -> None:
        await self.stop()
        for task in (self._pump, self._commits):
            if task is not None:
                task.cancel()
        await asyncio.gather(*filter(None, (self._pump, self._commits)), return_exceptions=True)
        await self._commit()

    def _next(self) -> Turn | None:
        if len(self._open) >= self._at_once:
            return None
        for place, (message, offset) in enumerate(self._waiting):
            if message.session_id not in self._open:
                del self._waiting[place]
                turn = Turn(message, offset, self._ended)
                self._open[message.session_id] = turn
                return turn
        return None

    def _ended(self, turn: Turn) -> None:
        self._open.pop(turn.message.session_id, None)
        self._unhandled.discard(turn.offset)
        task = asyncio.get_running_loop().create_task(self._tell())
        task.add_done_callback(lambda _: None)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _receive(self) -> None:
        try:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: len(self._waiting) < _WAITING)
                records = await self._wire.receive()
                async with self._changed:
                    for record in records:
                        self._enter(record)
                    self._changed.notify_all()
        except Exception as failure:
            async with self._changed:
                self._failure = failure
                self._changed.notify_all()

    def _enter(self, record: Record) -> None:
        if record.offset <= self._received:
            return
        self._received = record.offset
        if self._committed < 0:
            self._committed = record.offset
        message = _read(record.value)
        if message is None or message.id in self._seen:
            return
        self._seen[message.id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        self._unhandled.add(record.offset)
        self._waiting.append((message, record.offset))

    async def _commit_handled(self) -> None:
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self._handled() > self._committed)
            await self._commit()

    async def _commit(self) -> None:
        handled = self._handled()
        if handled > self._committed:
            await self._wire.commit(handled)
            self._committed = handled

    def _handled(self) -> int:
        return min(self._unhandled) if self._unhandled else self._received + 1 if self._received >= 0 else -1


def _read(value: bytes) -> ChatMessage | None:
    try:
        document = json.loads(value)
        return ChatMessage(
            id=str(document["id"]),
            session_id=str(document["session_id"]),
            user_id=str(document["user_id"]),
            text=str(document["text"]),
            ts=str(document["ts"]),
            trace_id=document.get("trace_id"),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        _log.warning("a message in chat.in could not be read and was skipped")
        return None
