"""What an AI-SPM agent is written with.

import aispm

async def main():
    await aispm.ready()
    async for msg in aispm.chat.subscribe():
        await aispm.chat.reply(msg.session_id, f"You said: {msg.text}")
"""

import sys as _sys
import types as _types
from collections.abc import Callable as _Callable
from typing import Any as _Any

from . import _http, _log, _secrets
from ._chat import Chat as _Chat
from ._chat import HistoryEntry
from ._errors import AispmError, LLMError, MCPError, SecretNotFound
from ._llm import Completion
from ._llm import Llm as _Llm
from ._mcp import Mcp as _Mcp
from ._platform import Platform as _Platform
from ._turn import ChatMessage

__all__ = [
    "AGENT_ID",
    "AispmError",
    "CONTROLLER_URL",
    "ChatMessage",
    "Completion",
    "HistoryEntry",
    "KAFKA_BOOTSTRAP_SERVERS",
    "LLMError",
    "LLM_API_KEY",
    "LLM_BASE_URL",
    "MCPError",
    "MCP_TOKEN",
    "MCP_URL",
    "SecretNotFound",
    "TENANT_ID",
    "chat",
    "get_secret",
    "llm",
    "log",
    "mcp",
    "ready",
]

AGENT_ID = ""
CONTROLLER_URL = ""
KAFKA_BOOTSTRAP_SERVERS = ""
LLM_API_KEY = ""
LLM_BASE_URL = ""
MCP_TOKEN = ""
MCP_URL = ""
TENANT_ID = ""

_process = _Platform()
_http.follow_turns()

chat = _Chat(_process)
llm = _Llm(_process)
mcp = _Mcp(_process)


async def ready() -> None:
    """Tells the platform that this agent can take messages; may be said again."""
    await _process.ready()


async def get_secret(name: str) -> str:
    """A secret that an administrator set for this agent; ``SecretNotFound`` when nobody did."""
    return await _secrets.get_secret(_process, name)


def log(message: str, *, trace: str | None = None, **fields: _Any) -> None:
    """Writes one JSON line to stdout; values of fields named like credentials are redacted."""
    _process.print_line(_log.line(message, trace, fields, _process.settings.own_secrets))


_CONSTANTS: dict[str, _Callable[[], str]] = {
    "AGENT_ID": lambda: _process.settings.identity.agent_id,
    "CONTROLLER_URL": lambda: _process.settings.identity.controller_url,
    "KAFKA_BOOTSTRAP_SERVERS": lambda: _process.settings.bootstrap.kafka_bootstrap_servers,
    "LLM_API_KEY": lambda: _process.settings.bootstrap.llm_api_key,
    "LLM_BASE_URL": lambda: _process.settings.llm_base_url,
    "MCP_TOKEN": lambda: _process.settings.identity.token,
    "MCP_URL": lambda: _process.settings.bootstrap.mcp_url,
    "TENANT_ID": lambda: _process.settings.bootstrap.tenant_id,
}


class _Module(_types.ModuleType):
    """Gives the constants their values when they are asked for, so that plain ``import aispm`` needs no platform."""

    def __getattribute__(self, name: str) -> _Any:
        value = super().__getattribute__(name)
        return _CONSTANTS[name]() if value == "" and name in _CONSTANTS else value


_sys.modules[__name__].__class__ = _Module
