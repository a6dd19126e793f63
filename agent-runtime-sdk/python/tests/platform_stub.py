"""Stand-ins for what lies outside of the SDK: a broker in memory and a platform that answers from functions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx

from aispm._config import Bootstrap, Settings
from aispm._http import Http
from aispm._platform import Platform
from aispm._wire import Record

AGENT = "0197e5a0-1111-7000-8000-000000000001"
TRACE = "0197e5a0333370008000000000000003"
ENVIRONMENT = {"AGENT_ID": AGENT, "MCP_TOKEN": "mcp-token-1234", "CONTROLLER_URL": "http://controller:8093"}
BOOTSTRAP = Bootstrap(
    agent_id=AGENT,
    tenant_id="t1",
    mcp_url="http://mcp:8500/mcp",
    llm_base_url="http://proxy:8501/v1",
    llm_api_key="llm-key-1234",
    kafka_bootstrap_servers="kafka:9092",
    kafka_group_id="group",
    chat_in_topic="in",
    chat_out_topic="out",
)


class MemoryWire:
    """A broker with one partition in each direction."""

    def __init__(self) -> None:
        self.incoming: asyncio.Queue[list[Record]] = asyncio.Queue()
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.committed: list[int] = []
        self.started = False
        self.stopped = False
        self._offset = 0

    def say(self, text: str, session: str = "s1", trace: str | None = TRACE, id_: str | None = None) -> None:
        document = {
            "id": id_ or f"m{self._offset}",
            "session_id": session,
            "user_id": "ada",
            "text": text,
            "ts": "2026-04-25T10:00:00.123Z",
            "trace_id": trace,
        }
        self.put(json.dumps(document).encode())

    def put(self, value: bytes) -> None:
        self.incoming.put_nowait([Record(self._offset, value)])
        self._offset += 1

    def texts(self) -> list[str]:
        return [document["text"] for _, document in self.sent if "text" in document]

    async def start(self) -> None:
        self.started = True

    async def receive(self) -> list[Record]:
        return await self.incoming.get()

    async def send(self, key: str, value: bytes) -> None:
        self.sent.append((key, json.loads(value)))

    async def commit(self, offset: int) -> None:
        self.committed.append(offset)

    async def stop(self) -> None:
        self.stopped = True


Answer = Callable[[httpx.Request], httpx.Response]


def platform(
    wire: MemoryWire | None = None,
    answer: Answer = lambda request: httpx.Response(204),
    environment: dict[str, str] = ENVIRONMENT,
) -> Platform:
    return Platform(
        Settings(environment, lambda identity: BOOTSTRAP),
        Http(httpx.MockTransport(answer)),
        lambda bootstrap: wire or MemoryWire(),
    )


async def until(condition: Callable[[], bool]) -> None:
    """Lets everything else run until the condition holds."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)
