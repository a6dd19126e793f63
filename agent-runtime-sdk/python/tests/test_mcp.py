import json
from typing import Any

import httpx
import pytest
from platform_stub import Answer, platform

from aispm import MCPError
from aispm._mcp import Mcp


def mcp(answer: Answer) -> Mcp:
    return Mcp(platform(answer=answer))


def result(value: dict[str, Any]) -> Answer:
    return lambda request: httpx.Response(200, json={"jsonrpc": "2.0", "id": 1, "result": value})


async def test_calls_a_tool() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert str(request.url) == "http://mcp:8500/mcp"
        assert request.headers["authorization"] == "Bearer mcp-token-1234"
        sent = json.loads(request.content)
        assert (sent["jsonrpc"], sent["method"]) == ("2.0", "tools/call")
        assert sent["params"] == {"name": "web_fetch", "arguments": {"query": "q", "max_results": 2}}
        return result({"content": [], "results": [{"title": "t"}]})(request)

    assert (await mcp(answer).call("web_fetch", query="q", max_results=2))["results"] == [{"title": "t"}]


async def test_reads_an_answer_that_is_streamed() -> None:
    body = 'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{"results":[]}}\n\n'
    answer = httpx.Response(200, text=body, headers={"content-type": "text/event-stream"})

    assert await mcp(lambda request: answer).call("x") == {"results": []}


async def test_a_protocol_error_is_raised_with_its_data() -> None:
    error = {"code": -32602, "message": "unknown tool", "data": {"tool": "x"}}

    with pytest.raises(MCPError) as caught:
        await mcp(lambda request: httpx.Response(200, json={"jsonrpc": "2.0", "id": 1, "error": error})).call("x")

    assert (caught.value.code, caught.value.message, caught.value.data) == (-32602, "unknown tool", {"tool": "x"})


async def test_a_tools_own_failure_is_raised_with_its_words() -> None:
    failed = {
        "isError": True,
        "content": [{"type": "text", "text": "set Tavily Integration"}],
        "structuredContent": {"code": "tool_not_configured"},
    }

    with pytest.raises(MCPError) as caught:
        await mcp(result(failed)).call("web_fetch")

    assert (caught.value.code, caught.value.message) == ("tool_not_configured", "set Tavily Integration")


async def test_a_refused_request_is_raised_with_its_status() -> None:
    refusal = httpx.Response(401, json={"detail": "Unknown agent token"})

    with pytest.raises(MCPError, match=r"Unknown agent token \(401\)"):
        await mcp(lambda request: refusal).call("x")


async def test_a_server_that_is_away_is_an_error() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(MCPError, match="can't be reached"):
        await mcp(away).call("x")
