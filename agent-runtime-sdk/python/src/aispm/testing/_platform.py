"""The platform as an agent meets it, in memory."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

import httpx

import aispm

from .. import _log
from .._config import PLACEHOLDER, PLACEHOLDER_IDENTITY, Settings
from .._http import Http
from .._loader import attend
from .._platform import Platform
from ._chat import Conversations, Question, Reply
from ._intercept import answering, origin
from ._model import ScriptedModel
from ._tools import StandInTools

_CONTROLLER = origin(httpx.URL(PLACEHOLDER_IDENTITY.controller_url))
_MODELS = origin(httpx.URL(PLACEHOLDER.llm_base_url))
_TOOLS = origin(httpx.URL(PLACEHOLDER.mcp_url))


@dataclass(frozen=True, slots=True)
class LogLine:
    """What ``aispm.log`` wrote, redacted as it is on stdout."""

    message: str
    trace: str | None
    fields: dict[str, Any]


class InMemoryPlatform:
    """Everything that ``aispm`` talks to, for as long as ``async with`` lasts; for one agent."""

    def __init__(self) -> None:
        self.llm = ScriptedModel()
        self.tools = StandInTools()
        self.secrets: dict[str, str] = {}
        self.logged: list[LogLine] = []
        self._ready = asyncio.Event()
        self._conversations = Conversations()
        self._process: Platform | None = None
        self._agent: asyncio.Task[None] | None = None
        self._undo = ExitStack()

    async def __aenter__(self) -> Self:
        identity = PLACEHOLDER_IDENTITY
        environment = {
            "AGENT_ID": identity.agent_id,
            "MCP_TOKEN": identity.token,
            "CONTROLLER_URL": identity.controller_url,
        }
        self._process = Platform(
            Settings(environment, lambda _: PLACEHOLDER), Http(), lambda _: self._conversations, self._log
        )
        self._undo.enter_context(answering({_CONTROLLER, _MODELS, _TOOLS}, self._answer))
        self._undo.callback(_make_current, aispm._process)
        _make_current(self._process)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            await self._process.close()
        self._undo.close()

    @asynccontextmanager
    async def running(self, main: Callable[[], Awaitable[Any]]) -> AsyncIterator[None]:
        """Runs the agent's ``main`` as the platform does: from ready until it is asked to stop and has finished."""
        if self._process is None:
            raise aispm.AispmError("an agent runs inside `async with InMemoryPlatform() as platform`")
        asked = asyncio.Event()
        self._agent = asyncio.ensure_future(attend(self._process, main, asked))
        try:
            await self._until_ready(self._agent)
            yield
        finally:
            asked.set()
            await asyncio.gather(self._agent, return_exceptions=True)
        self._raise_crash()

    async def ask(
        self, text: str, *, session_id: str | None = None, user_id: str = "ada", timeout_s: float = 10
    ) -> Reply:
        """Says something to the agent and waits for its whole answer; a new session unless one is named."""
        question = self._conversations.say(text, session_id or str(uuid.uuid4()), user_id)
        waiting: set[asyncio.Future[Any]] = {question.answer}
        if self._agent is not None:
            waiting.add(self._agent)
        try:
            await asyncio.wait(waiting, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
            return self._reply(question, timeout_s)
        finally:
            self._conversations.close_turn(question)

    @property
    def is_ready(self) -> bool:
        """Whether the agent has said that it can take messages."""
        return self._ready.is_set()

    def remember(self, session_id: str, role: str, text: str) -> None:
        """Adds to a session's history; ``role`` is ``user`` or ``agent``. Turns of ``ask`` are added by themselves."""
        self._conversations.remember(session_id, role, text)

    async def _until_ready(self, agent: asyncio.Task[None]) -> None:
        ready = asyncio.ensure_future(self._ready.wait())
        await asyncio.wait({agent, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        self._raise_crash()

    def _reply(self, question: Question, timeout_s: float) -> Reply:
        if question.answer.done():
            return question.answer.result()
        self._raise_crash()
        if self._agent is not None and self._agent.done():
            raise aispm.AispmError("the agent ended before it answered")
        raise TimeoutError(f"the agent did not answer within {timeout_s:g} s")

    def _raise_crash(self) -> None:
        if self._agent is not None and self._agent.done() and not self._agent.cancelled():
            self._agent.result()

    def _log(self, line: str) -> None:
        document = json.loads(line)
        self.logged.append(LogLine(document["message"], document.get("trace"), document["fields"]))
        _log.write(line)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        place = origin(request.url)
        token = PLACEHOLDER.llm_api_key if place == _MODELS else PLACEHOLDER_IDENTITY.token
        if request.headers.get("authorization") != f"Bearer {token}":
            return httpx.Response(401, json={"detail": "Unknown agent token", "error": {"message": "Unknown key"}})
        if place == _TOOLS:
            return self.tools.answer(request)
        if place == _MODELS:
            known = request.url.path.endswith("/chat/completions")
            return self.llm.answer(request) if known else httpx.Response(404, json={"error": {"message": "Not found"}})
        return self._control(request)

    def _control(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        match [unquote(part) for part in path.split("/")[3:]]:
            case ["ready"]:
                self._ready.set()
                return httpx.Response(204)
            case ["secrets", name] if name in self.secrets:
                return httpx.Response(200, json={"value": self.secrets[name]})
            case ["secrets", name]:
                return httpx.Response(404, json={"detail": f"secret '{name}' not configured"})
            case ["sessions", session, "messages"]:
                limit = int(request.url.params.get("limit", "10"))
                return httpx.Response(200, json=self._conversations.history.get(session, [])[-limit:])
        return httpx.Response(404, json={"detail": "Not found"})


def _make_current(process: Platform) -> None:
    """What ``aispm``'s functions talk to from now on."""
    aispm._process = process
    for view in (aispm.chat, aispm.llm, aispm.mcp):
        view._platform = process
