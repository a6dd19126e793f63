"""The assistant: threads are sessions, runs end as the Assistants' do."""

import pytest

import openai_assistant_agent


@pytest.fixture
async def agent(platform):
    async with platform.running(openai_assistant_agent.main):
        yield platform


async def test_a_run_calls_its_tools_and_completes(agent):
    agent.llm.calls("web_fetch", query="news").says("It is 4711")

    reply = await agent.ask("What is new?")

    assert reply.text == "It is 4711"
    assert [(call.tool, call.trace_id) for call in agent.tools.calls] == [("web_fetch", reply.trace_id)]
    *_, asked, told = agent.llm.asked[1]["messages"]
    assert told["tool_call_id"] == asked["tool_calls"][0]["id"]
    assert "4711" in told["content"]
    assert [line.fields for line in agent.logged] == [{"tool": "web_fetch"}, {"status": "completed", "rounds": 2}]


async def test_a_session_is_a_thread(agent):
    agent.llm.says("hello", "ok")

    await agent.ask("hi", session_id="s")
    await agent.ask("and?", session_id="s")

    messages = [(message["role"], message["content"]) for message in agent.llm.asked[1]["messages"]]
    assert messages[1:] == [("user", "hi"), ("assistant", "hello"), ("user", "and?")]


async def test_a_run_of_too_many_rounds_is_incomplete(agent):
    for _ in range(openai_assistant_agent.ROUNDS):
        agent.llm.calls("web_fetch", query="again")

    assert "more than 4 rounds" in (await agent.ask("What is new?")).text
    assert agent.logged[-1].fields["status"] == "incomplete"


async def test_a_run_without_a_model_fails(agent):
    agent.llm.fails(503, "llm_not_configured", "Set Default LLM.")

    assert "Set Default LLM." in (await agent.ask("What is new?")).text
    assert agent.logged[-1].fields["status"] == "failed"


async def test_calls_that_can_not_be_made_are_told_to_the_model(agent):
    agent.llm.calls("no_such_tool").calls("web_fetch", nonsense=1).calls("web_fetch", query="x").says("Sorry.")
    del agent.tools["web_fetch"]

    await agent.ask("What is new?")

    told = [message["content"] for message in agent.llm.asked[3]["messages"] if message["role"] == "tool"]
    assert "no_such_tool" in told[0]
    assert "nonsense" in told[1]
    assert told[2] == "web_fetch can't be used: Unknown tool: web_fetch"
