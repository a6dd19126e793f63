"""OpenAI's own Python client against the proxy, before providers of either shape."""

from __future__ import annotations

import json

import openai
import pytest
from pydantic import BaseModel
from stand_ins import TOOL_ARGUMENTS, StandIns

QUESTION = [{"role": "user", "content": "What is it like in Oslo?"}]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}]
RESPONSE_TOOLS = [{"type": "function", "name": "weather", "parameters": SCHEMA}]


@pytest.fixture
def client(proxy: str, provider: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{proxy}/v1", api_key=f"agent-{provider}", max_retries=0)


def test_completes(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(model="default", messages=QUESTION, max_tokens=64)

    assert answer.choices[0].message.content == "Hello there"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.prompt_tokens == 20


def test_streams(client: openai.OpenAI) -> None:
    events = list(
        client.chat.completions.create(
            model="default", messages=QUESTION, stream=True, stream_options={"include_usage": True}
        )
    )

    assert "".join(event.choices[0].delta.content or "" for event in events if event.choices) == "Hello there"
    assert events[-1].usage.completion_tokens == 5


def test_calls_tools(client: openai.OpenAI, stand_ins: StandIns) -> None:
    asked = client.chat.completions.create(model="default", messages=QUESTION, tools=TOOLS).choices[0].message
    call = asked.tool_calls[0]
    assert call.function.name == "weather"
    assert json.loads(call.function.arguments) == json.loads(TOOL_ARGUMENTS)

    result = {"role": "tool", "tool_call_id": call.id, "content": "Rain"}
    told = client.chat.completions.create(model="default", messages=[*QUESTION, asked, result], tools=TOOLS)

    assert told.choices[0].message.content == "Hello there"
    assert "Rain" in str(stand_ins.seen[-1]["messages"][-1])


def test_streams_tool_calls(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(model="default", messages=QUESTION, tools=TOOLS) as stream:
        answer = stream.get_final_completion()

    assert answer.choices[0].finish_reason == "tool_calls"
    assert answer.choices[0].message.tool_calls[0].function.arguments == TOOL_ARGUMENTS


def test_asks_for_a_schema(client: openai.OpenAI, stand_ins: StandIns) -> None:
    class City(BaseModel):
        city: str

    with pytest.raises(Exception, match=r"JSON|json"):
        client.chat.completions.parse(model="default", messages=QUESTION, response_format=City)

    assert "city" in str(stand_ins.seen[-1])


def test_responds(client: openai.OpenAI) -> None:
    answer = client.responses.create(model="default", instructions="Be brief.", input="Hello", store=False)

    assert answer.output_text == "Hello there"
    assert answer.status == "completed"
    assert answer.usage.total_tokens == 25


def test_responds_in_events(client: openai.OpenAI) -> None:
    with client.responses.stream(model="default", input="Hello") as stream:
        told = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        answer = stream.get_final_response()

    assert told == answer.output_text == "Hello there"
    assert answer.usage.output_tokens == 5


def test_responds_with_tool_calls(client: openai.OpenAI) -> None:
    with client.responses.stream(model="default", input="Hello", tools=RESPONSE_TOOLS) as stream:
        answer = stream.get_final_response()
    call = answer.output[0]
    assert (call.type, call.name, call.arguments) == ("function_call", "weather", TOOL_ARGUMENTS)

    result = {"type": "function_call_output", "call_id": call.call_id, "output": "Rain"}
    sent = call.model_dump(include={"type", "call_id", "name", "arguments"})
    told = client.responses.create(
        model="default", input=[{"role": "user", "content": "Hello"}, sent, result], tools=RESPONSE_TOOLS
    )

    assert told.output_text == "Hello there"


def test_keeps_no_state(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.responses.create(model="default", input="Hello", previous_response_id="resp_1")

    assert (refused.value.param, refused.value.code) == ("previous_response_id", "unsupported_parameter")


def test_lists_models(client: openai.OpenAI) -> None:
    assert next(model.id for model in client.models.list()) in ("m-1", "claude-test")


def test_makes_embeddings(proxy: str) -> None:
    client = openai.OpenAI(base_url=f"{proxy}/v1", api_key="agent-openai")

    made = client.embeddings.create(model="default", input="Hello", encoding_format="float")

    assert made.data[0].embedding == [0.5, 0.25]


def test_reads_errors(client: openai.OpenAI, proxy: str) -> None:
    with pytest.raises(openai.RateLimitError) as busy:
        client.chat.completions.create(model="default", messages=[{"role": "user", "content": "Be busy"}])
    assert busy.value.code == "upstream_rate_limited"
    assert busy.value.response.headers["retry-after"] == "1"

    with pytest.raises(openai.AuthenticationError):
        openai.OpenAI(base_url=f"{proxy}/v1", api_key="nobody").models.list()
