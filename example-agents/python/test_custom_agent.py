"""The custom agent: what it asks the model, what it does with a tool, what it admits."""

import pytest

import custom_agent


@pytest.fixture
async def agent(platform):
    async with platform.running(custom_agent.main):
        yield platform


async def test_chats_while_it_writes(agent):
    agent.llm.says("Hello there")

    reply = await agent.ask("What is new?")

    assert reply.parts == ("Hello ", "there")
    assert agent.llm.asked[0]["messages"][-1] == {"role": "user", "content": "What is new?"}


async def test_remembers_the_conversation_within_bounds(agent):
    agent.remember("s", "user", "x" * 5000)
    agent.llm.says("hello", "ok")

    await agent.ask("hi", session_id="s")
    await agent.ask("and?", session_id="s")

    messages = [(message["role"], message["content"]) for message in agent.llm.asked[1]["messages"]]
    assert messages[1:] == [("user", "hi"), ("assistant", "hello"), ("user", "and?")]


async def test_looks_up_and_answers_from_what_it_found(agent):
    agent.llm.calls("web_fetch", query="news").says("It is 4711")

    reply = await agent.ask("What is new?")

    assert reply.text == "It is 4711"
    assert [(call.arguments, call.trace_id) for call in agent.tools.calls] == [({"query": "news"}, reply.trace_id)]
    told = agent.llm.asked[1]["messages"][-1]
    assert told["role"] == "tool"
    assert "4711" in told["content"]
    assert agent.logged[0].fields == {"tool": "web_fetch"}


@pytest.mark.usefixtures("no_web")
async def test_tells_the_model_when_the_web_can_not_be_used(agent):
    agent.llm.calls("web_fetch", query="news").says("I could not look this up.")

    await agent.ask("What is new?")

    assert "web_fetch can't be used" in agent.llm.asked[1]["messages"][-1]["content"]


async def test_a_model_that_only_calls_tools_must_answer_in_the_end(agent):
    agent.llm.calls("web_fetch", query="a").calls("web_fetch", nonsense=1).calls("web_fetch", query="c").says("enough")

    assert (await agent.ask("What is new?")).text == "enough"
    assert "tools" not in agent.llm.asked[-1]


async def test_says_so_when_there_is_no_model(agent):
    agent.llm.fails(503, "llm_not_configured", "Set Default LLM.")

    assert "Set Default LLM." in (await agent.ask("What is new?")).text


async def test_a_turn_that_fails_ends_no_other(agent):
    agent.tools["web_fetch"] = lambda query: {"results": [{}]}
    agent.llm.calls("web_fetch", query="a").says("still there")

    assert (await agent.ask("What is new?")).finish_reason == "error"
    assert (await agent.ask("And now?")).text == "still there"
    assert agent.logged[-1].message == "the turn failed"
