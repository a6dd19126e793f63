"""The turn that is being handled: its trace travels with the context, into tasks and threads started for it."""

from __future__ import annotations

import asyncio
import contextvars
import re
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

_TRACE_ID = re.compile(r"[0-9a-f]{32}")
_NO_TRACE = "0" * 32


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What a person said to this agent."""

    id: str
    session_id: str
    user_id: str
    text: str
    ts: str
    trace_id: str | None


class Turn:
    """One message from the moment it is handed out until its handling, and every task started for it, has ended."""

    def __init__(self, message: ChatMessage, offset: int, ended: Callable[[Turn], None]) -> None:
        self.message = message
        self.offset = offset
        self._ended = ended
        self._in_hand = True
        self._answered = False
        self._over = False
        self._tasks: set[asyncio.Task[Any]] = set()

    def track(self, task: asyncio.Task[Any]) -> None:
        if not self._over:
            self._tasks.add(task)
            task.add_done_callback(self._forget)

    def answered(self) -> None:
        self._answered = True
        self._settle()

    def put_down(self) -> None:
        self._in_hand = False
        self._settle()

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._settle()

    def _settle(self) -> None:
        if not self._over and not self._in_hand and (self._answered or not self._tasks):
            self._over = True
            self._ended(self)


current: contextvars.ContextVar[Turn | None] = contextvars.ContextVar("aispm_turn", default=None)


def trace_id() -> str | None:
    turn = current.get()
    return turn.message.trace_id if turn else None


def traceparent() -> str | None:
    """The W3C header of the turn that is being handled."""
    trace = trace_id()
    if trace is None or trace == _NO_TRACE or not _TRACE_ID.fullmatch(trace):
        return None
    return f"00-{trace}-{secrets.token_hex(8)}-01"


def track_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """From now on the loop's tasks are known to the turn they were started for."""
    made = loop.get_task_factory()
    if getattr(made, "tracks_turns", False):
        return

    def factory(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
        task = made(loop, work, **options) if made else asyncio.Task(work, loop=loop, **options)
        context = options.get("context")
        turn = current.get() if context is None else context.get(current)
        if turn is not None:
            turn.track(task)  # type: ignore[arg-type]
        return task  # type: ignore[return-value]

    factory.tracks_turns = True  # type: ignore[attr-defined]
    loop.set_task_factory(factory)  # type: ignore[arg-type]
