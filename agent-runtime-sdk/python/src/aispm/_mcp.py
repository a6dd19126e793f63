"""Tools, through the platform's MCP server: bare ``tools/call`` requests, each authorised and recorded there."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import httpx

from ._errors import MCPError

if TYPE_CHECKING:
    from ._platform import Platform

_TIMEOUT = httpx.Timeout(180, connect=10)
_TOOL_FAILED = -32000
_UNREACHABLE = -32001


class Mcp:
    """Tool calls."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._ids = itertools.count(1)

    async def call(self, tool: str, **args: Any) -> dict[str, Any]:
        """Calls a tool and gives its result; a refusal or the tool's own failure is an ``MCPError``."""
        settings = self._platform.settings
        settings.require_started()
        try:
            answer = await self._platform.http.client().post(
                settings.bootstrap.mcp_url,
                headers={
                    **settings.identity.authorization(),
                    "Accept": "application/json, text/event-stream",
                },
                json={
                    "jsonrpc": "2.0",
                    "id": next(self._ids),
                    "method": "tools/call",
                    "params": {"name": tool, "arguments": args},
                },
                timeout=_TIMEOUT,
            )
        except httpx.HTTPError as trouble:
            raise MCPError(_UNREACHABLE, f"the tool server can't be reached: {trouble}") from trouble
        return _result(answer)


def _result(answer: httpx.Response) -> dict[str, Any]:
    document = _document(answer)
    error = document.get("error")
    if isinstance(error, dict):
        raise MCPError(
            error.get("code", _TOOL_FAILED),
            str(error.get("message") or "tool call failed"),
            error.get("data"),
        )
    if answer.status_code != 200:
        sentence = document.get("detail") or document.get("message") or error or answer.reason_phrase
        raise MCPError(answer.status_code, str(sentence), document or None)
    result = document.get("result")
    if not isinstance(result, dict):
        raise MCPError(_TOOL_FAILED, "the tool server's answer holds no result", document)
    if result.get("isError"):
        raise _failure(result)
    return result


def _failure(result: dict[str, Any]) -> MCPError:
    structured = result.get("structuredContent")
    details = structured if isinstance(structured, dict) else {}
    texts = [part["text"] for part in result.get("content") or [] if part.get("type") == "text"]
    code = details.get("code", _TOOL_FAILED)
    return MCPError(code, "\n".join(texts) or "tool call failed", structured or result)


def _document(answer: httpx.Response) -> dict[str, Any]:
    text = answer.text
    if answer.headers.get("content-type", "").startswith("text/event-stream"):
        lines = [line.removeprefix("data:") for line in text.splitlines() if line.startswith("data:")]
        text = lines[-1] if lines else ""
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
