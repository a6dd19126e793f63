"""LangChain's agents over the platform in memory."""

import asyncio
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage, ToolMessage
from pydantic import BaseModel

import aispm
from aispm.integrations.langchain import ChatAispm, mcp_tool, web_fetch
from aispm.testing import InMemoryPlatform

QUESTION = [SystemMessage("Be brief."), HumanMessage("What is x?")]


async def test_answers_with_its_usage() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("It is 4711.")
        answer = await ChatAispm(temperature=0).ainvoke(QUESTION)

    assert answer.content == "It is 4711."
    assert answer.usage_metadata and answer.usage_metadata["output_tokens"] > 0
    assert answer.response_metadata["finish_reason"] == "stop"
    (asked,) = platform.llm.asked
    assert asked["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is x?"},
    ]
    assert (asked["temperature"], "model" in asked) == (0, False)


async def test_answers_where_the_framework_blocks() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("in a loop", "in a thread")
        assert ChatAispm().invoke(QUESTION).content == "in a loop"
        assert (await asyncio.to_thread(ChatAispm().invoke, QUESTION)).content == "in a thread"


async def test_streams_text_and_tool_calls() -> None:
    model = ChatAispm().bind_tools([web_fetch], tool_choice="web_fetch")
    async with InMemoryPlatform() as platform:
        platform.llm.says("one two").calls("web_fetch", query="x")
        texts = [chunk.text async for chunk in model.astream(QUESTION)]
        whole: Any = None
        async for chunk in model.astream(QUESTION):
            whole = chunk if whole is None else whole + chunk

    assert [text for text in texts if text] == ["one ", "two"]
    assert isinstance(whole, AIMessageChunk)
    assert [(call["name"], call["args"]) for call in whole.tool_calls] == [("web_fetch", {"query": "x"})]
    (tool,) = platform.llm.asked[0]["tools"]
    assert (tool["function"]["name"], tool["function"]["parameters"]["required"]) == ("web_fetch", ["query"])
    assert platform.llm.asked[0]["tool_choice"] == {"type": "function", "function": {"name": "web_fetch"}}


async def test_nothing_after_a_stop_word_is_shown() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("good STOP bad", "good STOP bad")
        answer = await ChatAispm().ainvoke(QUESTION, stop=["STOP"])
        streamed = [chunk.text async for chunk in ChatAispm().astream(QUESTION, stop=["STOP"])]

    assert answer.content == "".join(streamed) == "good "


async def test_an_agent_uses_the_platforms_tool() -> None:
    agent = create_agent(ChatAispm(), [web_fetch])
    async with InMemoryPlatform() as platform:
        platform.tools["web_fetch"] = lambda query: {"results": [{"content": f"{query} is 4711"}]}
        platform.llm.calls("web_fetch", query="x").says("It is 4711.")
        state = await agent.ainvoke({"messages": [{"role": "user", "content": "What is x?"}]})

    assert state["messages"][-1].content == "It is 4711."
    assert [call.tool for call in platform.tools.calls] == ["web_fetch"]
    *_, asked, told = platform.llm.asked[1]["messages"]
    assert asked["tool_calls"][0]["function"]["name"] == "web_fetch"
    assert (told["role"], told["tool_call_id"]) == ("tool", asked["tool_calls"][0]["id"])
    assert "x is 4711" in told["content"]
    assert platform.logged[0].fields == {"tool": "web_fetch"}


async def test_a_refused_tool_is_told_to_the_model() -> None:
    class Nothing(BaseModel):
        pass

    async with InMemoryPlatform():
        result = await mcp_tool("other", "Does nothing.", Nothing).ainvoke(
            {"type": "tool_call", "id": "c", "name": "other", "args": {}}
        )

    assert isinstance(result, ToolMessage)
    assert "other can't be used: Unknown tool" in str(result.content)
    assert result.status == "error"


async def test_arguments_that_are_no_json_are_an_invalid_call() -> None:
    from aispm.integrations.langchain import _message

    call = {"id": "c", "type": "function", "function": {"name": "web_fetch", "arguments": "{"}}
    message = _message(aispm.Completion("", "m", tool_calls=[call]), None)

    assert isinstance(message, AIMessage)
    assert (message.tool_calls, len(message.invalid_tool_calls)) == ([], 1)


async def test_refusals_and_unknown_options_are_errors() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.fails(403, "policy_blocked", "Not this.")
        with pytest.raises(aispm.LLMError, match="403 policy_blocked"):
            await ChatAispm().ainvoke(QUESTION)
        with pytest.raises(TypeError, match="takes no seed"):
            await ChatAispm().ainvoke(QUESTION, seed=1)


def test_choices_of_tools_are_translated() -> None:
    from aispm.integrations.langchain import _choice

    assert [_choice(choice) for choice in ("any", True, "auto", None, False)] == [
        "required",
        "required",
        "auto",
        None,
        None,
    ]
