"""Chat with people: their messages in, replies out, whole or as they are written."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from . import _turn
from ._errors import AispmError
from ._inbox import Inbox
from ._time import now
from ._turn import ChatMessage, Turn
from ._wire import Wire

if TYPE_CHECKING:
    from ._platform import Platform

_FLUSH_CHARACTERS = 200
_FLUSH_S = 0.05
_LARGEST_PART = 100_000


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One earlier message of a session, as it was let through; ``role`` is ``user`` or ``agent``."""

    role: str
    text: str
    ts: str


class Chat:
    """The agent's side of its conversations."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def subscribe(self) -> Subscription:
        """The messages of all sessions, each once, from the first one sent after the agent's start."""
        return Subscription(self._platform)

    async def reply(self, session_id: str, text: str, trace_id: str | None = None) -> None:
        """Answers a message in one piece."""
        if len(text) > _LARGEST_PART:
            async with self.stream(session_id, trace_id) as out:
                await out.write(text)
            return
        turn, trace = self._turn(session_id, trace_id)
        document = {"session_id": session_id, "text": text, "ts": now()}
        if trace is not None:
            document["trace_id"] = trace
        await _send(await self._platform.wire(), session_id, document)
        if turn is not None:
            turn.answered()

    def stream(self, session_id: str, trace_id: str | None = None) -> ReplyStream:
        """Answers a message while the answer is being written: ``async with ... as out: await out.write(text)``."""
        turn, trace = self._turn(session_id, trace_id)
        return ReplyStream(self._platform, session_id, trace, turn)

    async def history(self, session_id: str, limit: int = 10) -> list[HistoryEntry]:
        """The session's last messages before this turn, oldest first."""
        document = await self._platform.ask(f"sessions/{quote(session_id, safe='')}/messages", {"limit": str(limit)})
        return [HistoryEntry(entry["role"], entry["text"], entry["ts"]) for entry in document]

    def _turn(self, session_id: str, trace_id: str | None) -> tuple[Turn | None, str | None]:
        turn = _turn.current.get()
        if turn is None or turn.message.session_id != session_id:
            turn = self._platform.turn_of(session_id)
        if trace_id is None:
            return turn, turn.message.trace_id if turn else None
        return turn if turn and turn.message.trace_id == trace_id else None, trace_id


class Subscription(AsyncIterator[ChatMessage]):
    """Ends when the platform asks the agent to stop. Asking for the next message ends the handling of the last."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._inbox: Inbox | None = None
        self._in_hand: Turn | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ChatMessage:
        self._put_down()
        if self._inbox is None:
            self._inbox = await self._platform.inbox()
        turn = await self._inbox.take()
        if turn is None:
            raise StopAsyncIteration
        self._in_hand = turn
        _turn.current.set(turn)
        return turn.message

    async def aclose(self) -> None:
        self._put_down()

    def _put_down(self) -> None:
        turn, self._in_hand = self._in_hand, None
        if turn is not None:
            if _turn.current.get() is turn:
                _turn.current.set(None)
            turn.put_down()


class ReplyStream:
    """A reply in parts: the first leaves at once, the others gathered to 200 characters or 50 ms."""

    def __init__(self, platform: Platform, session_id: str, trace_id: str | None, turn: Turn | None) -> None:
        self._platform = platform
        self._session_id = session_id
        self._trace_id = trace_id
        self._turn = turn
        self._stream_id = uuid.uuid4().hex
        self._index = 0
        self._waiting: list[str] = []
        self._size = 0
        self._written: list[str] = []
        self._sending = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        self._failure: AispmError | None = None
        self._state = "new"
        self.finish_reason = "stop"

    async def __aenter__(self) -> Self:
        self._state = "open"
        return self

    async def write(self, text: str) -> None:
        """Adds to the reply."""
        if self._state != "open":
            raise AispmError("a reply is written inside `async with aispm.chat.stream(...)`")
        self._raise_failure()
        if not text:
            return
        self._waiting.append(text)
        self._written.append(text)
        self._size += len(text)
        if self._index == 0 or self._size >= _FLUSH_CHARACTERS:
            await self._flush()
        elif self._timer is None or self._timer.done():
            self._timer = asyncio.get_running_loop().create_task(self._flush_soon())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._state = "closed"
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.gather(self._timer, return_exceptions=True)
        if kind is not None:
            self.finish_reason = "error"
        self._raise_failure()
        await self._flush()
        await self._finish()
        if self._turn is not None:
            self._turn.answered()

    async def _flush_soon(self) -> None:
        await asyncio.sleep(_FLUSH_S)
        await asyncio.shield(asyncio.ensure_future(self._flush_quietly()))

    async def _flush_quietly(self) -> None:
        try:
            await self._flush()
        except AispmError as failure:
            self._failure = failure

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    async def _flush(self) -> None:
        async with self._sending:
            text, self._waiting, self._size = "".join(self._waiting), [], 0
            if self._trace_id is None:
                return
            for start in range(0, len(text), _LARGEST_PART):
                part = text[start : start + _LARGEST_PART]
                await self._send({"type": "delta", "text": part, "index": self._index})
                self._index += 1

    async def _finish(self) -> None:
        whole = "".join(self._written)
        if self._trace_id is None:
            # The wire's parts are matched by trace; a whole reply also by its session.
            document = {"session_id": self._session_id, "text": whole, "ts": now()}
            await _send(await self._platform.wire(), self._session_id, document)
            return
        text = whole if len(whole) <= _LARGEST_PART else None
        await self._send({"type": "done", "full_text": text, "finish_reason": self.finish_reason})

    async def _send(self, document: dict[str, Any]) -> None:
        head = {
            "type": document.pop("type"),
            "session_id": self._session_id,
            "trace_id": self._trace_id,
            "stream_id": self._stream_id,
        }
        await _send(await self._platform.wire(), self._session_id, {**head, **document, "ts": now()})


async def _send(wire: Wire, session_id: str, document: dict[str, Any]) -> None:
    await wire.send(session_id, json.dumps(document, ensure_ascii=False).encode())
