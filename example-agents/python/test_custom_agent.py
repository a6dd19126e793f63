"""The custom agent against a scripted platform: what it asks the model, what it does with a tool, what it admits."""

import json
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import custom_agent
import pytest

import aispm

MESSAGE = aispm.ChatMessage("m", "s", "ada", "What is new?", "2026-04-25T10:00:00.000Z", "1" * 32)


class Platform:
    """Answers for the SDK from a script of model answers."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.script: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        self.fetched: list[str] = []
        self.said: list[str] = []
        self.tool: Callable[[str], dict[str, Any]] = lambda query: {"results": []}
        self.past: list[aispm.HistoryEntry] = []
        patch.setattr(aispm, "chat", SimpleNamespace(stream=self.stream, history=self.history))
        patch.setattr(aispm, "llm", SimpleNamespace(stream=self.ask))
        patch.setattr(aispm, "mcp", SimpleNamespace(call=self.call))

    @asynccontextmanager
    async def stream(self, session_id: str):  # type: ignore[no-untyped-def]
        async def write(text: str) -> None:
            self.said.append(text)

        yield SimpleNamespace(write=write)

    async def history(self, session_id: str, limit: int) -> list[aispm.HistoryEntry]:
        return self.past

    def ask(self, messages: list[Any], **options: Any) -> "Answer":
        self.asked.append({"messages": list(messages), **options})
        return Answer(self.script.pop(0))

    async def call(self, tool: str, query: str) -> dict[str, Any]:
        self.fetched.append(query)
        return self.tool(query)


class Answer:
    """One scripted model answer: a text, a tool call's arguments, or an error."""

    def __init__(self, scripted: Any) -> None:
        self.scripted = scripted
        calls = []
        if isinstance(scripted, dict):
            calls = [{"id": "c", "function": {"name": "web_fetch", "arguments": json.dumps(scripted)}}]
        self.completion = aispm.Completion("", "m", tool_calls=calls)

    async def __aiter__(self):  # type: ignore[no-untyped-def]
        if isinstance(self.scripted, Exception):
            raise self.scripted
        for word in self.scripted.split(" ") if isinstance(self.scripted, str) else []:
            yield word + " "


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield Platform(monkeypatch)


async def test_chats_while_it_writes(platform: Platform) -> None:
    platform.script = ["Hello there"]

    await custom_agent.answer(MESSAGE)

    assert platform.said == ["Hello ", "there "]
    assert platform.asked[0]["messages"][-1] == {"role": "user", "content": "What is new?"}


async def test_remembers_the_conversation_within_bounds(platform: Platform) -> None:
    platform.script = ["ok"]
    platform.past = [
        aispm.HistoryEntry("user", "x" * 5000, ""),
        aispm.HistoryEntry("user", "hi", ""),
        aispm.HistoryEntry("agent", "hello", ""),
    ]

    await custom_agent.answer(MESSAGE)

    roles = [(message["role"], message["content"]) for message in platform.asked[0]["messages"]]
    assert roles[1:-1] == [("user", "hi"), ("assistant", "hello")]


async def test_looks_up_and_answers_from_what_it_found(platform: Platform) -> None:
    platform.script = [{"query": "news"}, "It is 4711"]
    platform.tool = lambda query: {"results": [{"title": "T", "url": "http://x", "content": "the number is 4711"}]}

    await custom_agent.answer(MESSAGE)

    assert platform.fetched == ["news"]
    tool = platform.asked[1]["messages"][-1]
    assert (tool["role"], tool["tool_call_id"]) == ("tool", "c")
    assert "4711" in tool["content"]


async def test_tells_the_model_when_the_web_is_not_configured(platform: Platform) -> None:
    def missing(query: str) -> dict[str, Any]:
        raise aispm.MCPError("tool_not_configured", "Set Tavily Integration.")

    platform.script = [{"query": "news"}, "I could not look this up."]
    platform.tool = missing

    await custom_agent.answer(MESSAGE)

    assert "Set Tavily Integration." in platform.asked[1]["messages"][-1]["content"]


async def test_a_model_that_only_calls_tools_must_answer_in_the_end(platform: Platform) -> None:
    platform.script = [{"query": "a"}, {"nonsense": 1}, {"query": "c"}, "enough"]

    await custom_agent.answer(MESSAGE)

    assert platform.said == ["enough "]
    assert platform.asked[-1]["tools"] is None


async def test_says_so_when_there_is_no_model(platform: Platform) -> None:
    platform.script = [aispm.LLMError(503, "llm_not_configured", "Set Default LLM.")]

    await custom_agent.answer(MESSAGE)

    assert "Set Default LLM." in "".join(platform.said)


async def test_a_turn_that_fails_ends_no_other(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    platform.script = [KeyError("unexpected")]

    await custom_agent.answer(MESSAGE)

    assert "the turn failed" in capsys.readouterr().out
