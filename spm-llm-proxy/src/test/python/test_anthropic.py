"""Anthropic's own Python client against the proxy, before providers of either shape."""

from __future__ import annotations

import anthropic
import pytest
from stand_ins import StandIns

QUESTION = [{"role": "user", "content": "What is it like in Oslo?"}]
TOOLS = [{"name": "weather", "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}}]


@pytest.fixture
def client(proxy: str, provider: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=proxy, api_key=f"agent-{provider}", max_retries=0)


def test_answers(client: anthropic.Anthropic, stand_ins: StandIns) -> None:
    answer = client.messages.create(
        model="claude-any", max_tokens=64, system="Be brief.", messages=QUESTION, stop_sequences=["END"]
    )

    assert answer.content[0].text == "Hello there"
    assert answer.stop_reason == "end_turn"
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (20, 5)
    assert "END" in str(stand_ins.seen[-1])


def test_streams(client: anthropic.Anthropic) -> None:
    with client.messages.stream(model="claude-any", max_tokens=64, messages=QUESTION) as stream:
        told = "".join(stream.text_stream)
        answer = stream.get_final_message()

    assert told == answer.content[0].text == "Hello there"
    assert answer.usage.output_tokens == 5


def test_calls_tools(client: anthropic.Anthropic, stand_ins: StandIns) -> None:
    asked = client.messages.create(model="claude-any", max_tokens=64, messages=QUESTION, tools=TOOLS)
    call = asked.content[0]
    assert (asked.stop_reason, call.name, call.input) == ("tool_use", "weather", {"city": "Oslo"})

    result = {"type": "tool_result", "tool_use_id": call.id, "content": "Rain"}
    conversation = [*QUESTION, {"role": "assistant", "content": asked.content}, {"role": "user", "content": [result]}]
    told = client.messages.create(model="claude-any", max_tokens=64, messages=conversation, tools=TOOLS)

    assert told.content[0].text == "Hello there"
    assert "Rain" in str(stand_ins.seen[-1]["messages"][-1])


def test_streams_tool_calls(client: anthropic.Anthropic) -> None:
    with client.messages.stream(model="claude-any", max_tokens=64, messages=QUESTION, tools=TOOLS) as stream:
        answer = stream.get_final_message()

    assert answer.stop_reason == "tool_use"
    assert answer.content[0].input == {"city": "Oslo"}


def test_reads_errors(client: anthropic.Anthropic, proxy: str) -> None:
    with pytest.raises(anthropic.RateLimitError) as busy:
        client.messages.create(model="claude-any", max_tokens=9, messages=[{"role": "user", "content": "Be busy"}])
    assert busy.value.body["error"]["type"] == "rate_limit_error"

    with pytest.raises(anthropic.BadRequestError) as refused:
        client.messages.create(
            model="claude-any", max_tokens=9, messages=QUESTION, tools=[{"type": "bash_20250124", "name": "bash"}]
        )
    assert refused.value.body["type"] == "error"

    with pytest.raises(anthropic.AuthenticationError):
        anthropic.Anthropic(base_url=proxy, api_key="nobody").messages.create(
            model="claude-any", max_tokens=9, messages=QUESTION
        )


def test_lists_models(client: anthropic.Anthropic) -> None:
    assert next(model.id for model in client.models.list()) in ("m-1", "claude-test")
