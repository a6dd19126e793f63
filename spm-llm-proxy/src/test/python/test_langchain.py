"""LangChain against the proxy, as an agent's framework uses it."""

from __future__ import annotations

import pytest
from langchain_anthropic import ChatAnthropic
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI


@tool
def weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"Rain in {city}"


@pytest.fixture(params=["chat_completions", "responses", "anthropic"])
def model(request: pytest.FixtureRequest, proxy: str, provider: str) -> BaseChatModel:
    key = f"agent-{provider}"
    if request.param == "anthropic":
        return ChatAnthropic(model="claude-any", base_url=proxy, api_key=key, max_retries=0, max_tokens=64)
    responses = request.param == "responses"
    return ChatOpenAI(
        model="gpt-4o-mini", base_url=f"{proxy}/v1", api_key=key, max_retries=0, use_responses_api=responses
    )


def test_invokes(model: BaseChatModel) -> None:
    answer = model.invoke("What is it like in Oslo?")

    assert answer.text == "Hello there"
    assert answer.usage_metadata["output_tokens"] == 5


def test_streams(model: BaseChatModel) -> None:
    assert "".join(part.text for part in model.stream("What is it like in Oslo?")) == "Hello there"


def test_calls_tools(model: BaseChatModel) -> None:
    bound = model.bind_tools([weather])
    question = HumanMessage("What is it like in Oslo?")

    asked = bound.invoke([question])
    assert [(call["name"], call["args"]) for call in asked.tool_calls] == [("weather", {"city": "Oslo"})]

    results = [ToolMessage(weather.invoke(call["args"]), tool_call_id=call["id"]) for call in asked.tool_calls]
    assert bound.invoke([question, asked, *results]).text == "Hello there"
