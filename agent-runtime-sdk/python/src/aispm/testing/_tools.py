"""Stand-ins for the platform's tools, behind the MCP server's door."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from .._errors import MCPError

Tool = Callable[..., dict[str, Any]]
"""Takes a call's arguments by name and gives its structured result; an ``MCPError`` it raises is the agent's answer."""

_INVALID_PARAMS = -32602


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call that the agent made; ``trace_id`` names its turn."""

    tool: str
    arguments: dict[str, Any]
    trace_id: str | None


class StandInTools(dict[str, Tool]):
    """The tools: ``platform.tools["web_fetch"] = lambda query: {"results": []}``. ``calls`` is what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[ToolCall] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The MCP server's answer to a bare ``tools/call``."""
        document = json.loads(request.content)
        name, arguments = document["params"]["name"], document["params"]["arguments"]
        parent = request.headers.get("traceparent", "").split("-")
        self.calls.append(ToolCall(name, arguments, parent[1] if len(parent) == 4 else None))
        tool = self.get(name)
        if tool is None:
            error = {"code": _INVALID_PARAMS, "message": f"Unknown tool: {name}"}
            return httpx.Response(200, json={"jsonrpc": "2.0", "id": document["id"], "error": error})
        return httpx.Response(200, json={"jsonrpc": "2.0", "id": document["id"], "result": _result(tool, arguments)})


def _result(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        structured = tool(**arguments)
    except MCPError as refused:
        return {
            "content": [{"type": "text", "text": refused.message}],
            "structuredContent": {"code": refused.code, "message": refused.message},
            "isError": True,
        }
    content = [{"type": "text", "text": json.dumps(structured)}]
    return {**structured, "content": content, "structuredContent": structured, "isError": False}
