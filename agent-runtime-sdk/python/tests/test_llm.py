import json
from typing import Any

import httpx
import pytest
from platform_stub import Answer, platform

from aispm import LLMError
from aispm._llm import Llm

QUESTION: list[dict[str, Any]] = [{"role": "user", "content": "hi"}]


def llm(answer: Answer) -> Llm:
    return Llm(platform(answer=answer))


async def test_completes() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(
            200,
            json={
                "model": "m",
                "choices": [{"message": {"content": "hello"}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 1},
            },
        )

    completion = await llm(answer).complete(QUESTION)

    assert (completion.text, completion.model, completion.finish_reason) == ("hello", "m", "stop")
    assert (completion.usage, completion.tool_calls) == ({"prompt_tokens": 1}, [])
    assert str(seen[0].url) == "http://proxy:8501/v1/chat/completions"
    assert seen[0].headers["authorization"] == "Bearer llm-key-1234"
    assert json.loads(seen[0].content) == {"messages": QUESTION, "max_tokens": 2048, "temperature": 0.7}


async def test_sends_what_is_told() -> None:
    calls = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]

    def answer(request: httpx.Request) -> httpx.Response:
        sent = json.loads(request.content)
        assert (sent["model"], sent["tools"], sent["tool_choice"]) == ("big", [{"t": 1}], "auto")
        assert sent["response_format"] == {"type": "json_object"}
        choice = {"message": {"content": None, "tool_calls": calls}, "finish_reason": "tool_calls"}
        return httpx.Response(200, json={"model": "big", "choices": [choice]})

    completion = await llm(answer).complete(
        QUESTION, model="big", tools=[{"t": 1}], tool_choice="auto", response_format={"type": "json_object"}
    )

    assert (completion.text, completion.tool_calls) == ("", calls)


async def test_streams_text() -> None:
    lines = [
        {"choices": [{"delta": {"role": "assistant"}}]},
        {"choices": [{"delta": {"content": "Hel"}}]},
        {"choices": [{"delta": {"content": "lo"}}]},
        {"choices": []},
    ]
    body = "".join(f"data: {json.dumps(line)}\n\n" for line in lines) + ": ping\n\ndata: [DONE]\n\n"

    def answer(request: httpx.Request) -> httpx.Response:
        assert json.loads(request.content)["stream"] is True
        return httpx.Response(200, text=body)

    assert [text async for text in llm(answer).stream(QUESTION)] == ["Hel", "lo"]


async def test_a_stream_adds_up_to_its_completion() -> None:
    function = {"name": "web_fetch", "arguments": '{"que'}
    deltas = [
        {"content": "Let me look."},
        {"tool_calls": [{"index": 0, "id": "c1", "type": "function", "function": function}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": 'ry": "x"}'}}]},
    ]
    lines = [{"model": "m", "choices": [{"delta": delta}]} for delta in deltas]
    lines.append({"model": "m", "choices": [{"delta": {}, "finish_reason": "tool_calls"}]})
    body = "".join(f"data: {json.dumps(line)}\n\n" for line in lines)
    stream = llm(lambda request: httpx.Response(200, text=body)).stream(QUESTION)

    assert [text async for text in stream] == ["Let me look."]
    (call,) = stream.completion.tool_calls
    assert (call["id"], call["function"]) == ("c1", {"name": "web_fetch", "arguments": '{"query": "x"}'})
    assert (stream.completion.text, stream.completion.finish_reason) == ("Let me look.", "tool_calls")


async def test_an_error_amid_a_stream_is_raised() -> None:
    body = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {"error":{"message":"gone","code":"upstream"}}\n\n'

    with pytest.raises(LLMError, match="502 upstream: gone"):
        [text async for text in llm(lambda request: httpx.Response(200, text=body)).stream(QUESTION)]


@pytest.mark.parametrize("streamed", [False, True])
async def test_a_refusal_has_its_status_and_code(streamed: bool) -> None:
    error = {"error": {"message": "set Default LLM", "type": "x", "code": "llm_not_configured"}}
    asked = llm(lambda request: httpx.Response(503, json=error))

    with pytest.raises(LLMError) as caught:
        if streamed:
            [text async for text in asked.stream(QUESTION)]
        else:
            await asked.complete(QUESTION)

    assert (caught.value.status, caught.value.code) == (503, "llm_not_configured")
    assert caught.value.message == "set Default LLM"
    assert "503" in str(caught.value)


@pytest.mark.parametrize("body", ["", "<html>", "[]", "{}", '{"choices": []}'])
async def test_an_answer_that_is_none_is_an_error(body: str) -> None:
    with pytest.raises(LLMError, match="502"):
        await llm(lambda request: httpx.Response(200, text=body)).complete(QUESTION)


async def test_an_unreadable_refusal_keeps_its_status() -> None:
    with pytest.raises(LLMError, match="500"):
        await llm(lambda request: httpx.Response(500, text="oops")).complete(QUESTION)


async def test_a_gateway_that_is_away_is_an_error() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    with pytest.raises(LLMError, match="503"):
        await llm(away).complete(QUESTION)
    with pytest.raises(LLMError, match="504"):
        await llm(slow).complete(QUESTION)
