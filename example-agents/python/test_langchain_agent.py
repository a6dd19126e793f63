"""The LangChain agent: its loop is LangChain's, its model and its tool the platform's."""

import pytest

import langchain_agent


@pytest.fixture
async def agent(platform):
    async with platform.running(langchain_agent.main):
        yield platform


async def test_looks_up_and_answers_from_what_it_found(agent):
    agent.llm.calls("web_fetch", query="news").says("It is 4711")

    reply = await agent.ask("What is new?")

    assert reply.text == "It is 4711"
    assert len(reply.parts) > 1
    assert [(call.tool, call.trace_id) for call in agent.tools.calls] == [("web_fetch", reply.trace_id)]
    assert agent.llm.asked[0]["tools"][0]["function"]["name"] == "web_fetch"
    assert "4711" in agent.llm.asked[1]["messages"][-1]["content"]
    assert agent.logged[0].fields == {"tool": "web_fetch"}


async def test_remembers_the_conversation(agent):
    agent.llm.says("hello", "ok")

    await agent.ask("hi", session_id="s")
    await agent.ask("and?", session_id="s")

    messages = [(message["role"], message["content"]) for message in agent.llm.asked[1]["messages"]]
    assert messages[1:] == [("user", "hi"), ("assistant", "hello"), ("user", "and?")]


@pytest.mark.usefixtures("no_web")
async def test_tells_the_model_when_the_web_can_not_be_used(agent):
    agent.llm.calls("web_fetch", query="news").says("I could not look this up.")

    await agent.ask("What is new?")

    assert "web_fetch can't be used" in agent.llm.asked[1]["messages"][-1]["content"]


async def test_says_so_when_there_is_no_model(agent):
    agent.llm.fails(503, "llm_not_configured", "Set Default LLM.")

    assert "Set Default LLM." in (await agent.ask("What is new?")).text


async def test_a_model_that_only_calls_tools_is_ended(agent):
    for _ in range(langchain_agent.ROUNDS):
        agent.llm.calls("web_fetch", query="again")

    assert (await agent.ask("What is new?")).finish_reason == "error"
    assert "GraphRecursionError" in agent.logged[-1].fields["error"]
