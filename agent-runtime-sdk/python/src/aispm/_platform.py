"""The one connection between this process and the platform; everything public is a view of it."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from typing import Any

import httpx

from ._config import Bootstrap, Settings
from ._errors import AispmError
from ._http import Http
from ._inbox import Inbox
from ._kafka import KafkaWire
from ._log import write
from ._turn import Turn
from ._wire import Wire

_LONGEST_PAUSE_S = 4.0
_HEARTBEAT_S = 30.0


class Platform:
    """Settings, HTTP and the chat's wire, each opened when first needed."""

    def __init__(
        self,
        settings: Settings | None = None,
        http: Http | None = None,
        wire_of: Callable[[Bootstrap], Wire] = KafkaWire,
        print_line: Callable[[str], None] = write,
    ) -> None:
        self.settings = settings or Settings()
        self.http = http or Http()
        self.print_line = print_line
        self.stopping = False
        self._wire_of = wire_of
        self._wire: asyncio.Task[Wire] | None = None
        self._inbox: Inbox | None = None
        self._heart: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Reports ready while the chat is being connected; messages wait until it is."""
        self.settings.require_started()
        await asyncio.gather(self._report_ready(), self.wire())
        if self._heart is None:
            # In a context of its own: it belongs to no turn.
            self._heart = asyncio.get_running_loop().create_task(self._beat(), context=contextvars.Context())

    async def _beat(self) -> None:
        """Lets people see when this agent was last alive."""
        identity = self.settings.identity
        while True:
            await asyncio.sleep(_HEARTBEAT_S)
            with contextlib.suppress(httpx.HTTPError):
                await self.http.client().post(identity.url("ready"), headers=identity.authorization())

    async def _report_ready(self) -> None:
        identity = self.settings.identity
        pause = 0.2
        while True:
            try:
                answer = await self.http.client().post(identity.url("ready"), headers=identity.authorization())
            except httpx.TransportError as away:
                if pause > _LONGEST_PAUSE_S:
                    raise AispmError(f"the control plane can't be reached: {away}") from away
            else:
                if answer.status_code < 300:
                    return
                if answer.status_code < 500 or pause > _LONGEST_PAUSE_S:
                    raise RefusedError(answer.status_code, _sentence(answer))
            await asyncio.sleep(pause)
            pause *= 2

    async def ask(self, path: str, parameters: dict[str, str] | None = None) -> Any:
        """A question to the control plane about this agent; raises ``RefusedError`` for a no."""
        self.settings.require_started()
        identity = self.settings.identity
        try:
            answer = await self.http.client().get(
                identity.url(path), params=parameters, headers=identity.authorization()
            )
        except httpx.TransportError as away:
            raise AispmError(f"the control plane can't be reached: {away or type(away).__name__}") from away
        if answer.status_code != 200:
            raise RefusedError(answer.status_code, _sentence(answer))
        return answer.json()

    async def wire(self) -> Wire:
        self.settings.require_started()
        if self._wire is None or _failed(self._wire):
            self._wire = asyncio.get_running_loop().create_task(self._open_wire())
        return await asyncio.shield(self._wire)

    async def inbox(self) -> Inbox:
        wire = await self.wire()
        if self._inbox is None:
            self._inbox = Inbox(wire)
            self._inbox.start()
            if self.stopping:
                await self._inbox.stop()
        return self._inbox

    def turn_of(self, session_id: str) -> Turn | None:
        return self._inbox.turn_of(session_id) if self._inbox else None

    @property
    def idle(self) -> bool:
        return self._inbox is None or self._inbox.idle

    async def stop(self) -> None:
        """No further message is handed out."""
        self.stopping = True
        if self._inbox is not None:
            await self._inbox.stop()

    async def drained(self) -> None:
        if self._inbox is not None:
            await self._inbox.drained()

    async def close(self) -> None:
        if self._heart is not None:
            self._heart.cancel()
        if self._inbox is not None:
            await self._inbox.close()
        if self._wire is not None:
            if self._wire.done() and not _failed(self._wire):
                await self._wire.result().stop()
            self._wire.cancel()
        await self.http.close()

    async def _open_wire(self) -> Wire:
        wire = self._wire_of(await asyncio.to_thread(lambda: self.settings.bootstrap))
        await wire.start()
        return wire


class RefusedError(AispmError):
    """The control plane said no."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status


def _failed(task: asyncio.Task[Wire]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def _sentence(answer: httpx.Response) -> str:
    try:
        document = answer.json()
        return str(document.get("detail") or document)
    except (ValueError, AttributeError):
        return answer.text[:500]
