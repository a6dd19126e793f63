"""The agent with a goal: plan, act, reflect, within its budget."""

import pytest

import autogpt_agent
from autogpt_agent import Budget


@pytest.fixture
async def agent(platform):
    async with platform.running(autogpt_agent.main):
        yield platform


async def test_plans_acts_reflects_and_answers(agent):
    agent.llm.says("1. search").calls("web_fetch", query="news").says("DONE", "It is 4711")

    reply = await agent.ask("Find the number.")

    assert reply.text == "Plan:\n1. search\n\nIt is 4711"
    assert [(call.tool, call.trace_id) for call in agent.tools.calls] == [("web_fetch", reply.trace_id)]
    assert [bool(asked.get("tools")) for asked in agent.llm.asked] == [False, True, False, False]
    assert "4711" in agent.llm.asked[3]["messages"][0]["content"]
    assert agent.logged[0].fields == {"tool": "web_fetch"}


async def test_ends_when_its_steps_are_spent(agent):
    agent.llm.says("plan")
    for _ in range(Budget().steps):
        agent.llm.says("did something", "more is needed")
    agent.llm.says("That is all I found.")

    assert (await agent.ask("Find everything.")).text.endswith("That is all I found.")
    assert agent.llm.left == 0


async def test_ends_when_its_tokens_are_spent(platform):
    class Out:
        said = ""

        async def write(self, text):
            self.said += text

    platform.llm.says("plan", "did something", "more is needed", "That is all I found.")
    out = Out()

    await autogpt_agent.pursue("Find everything.", out, Budget(steps=9, tokens=autogpt_agent.ANSWER_TOKENS + 150))

    assert out.said.endswith("That is all I found.")
    assert platform.llm.left == 0


async def test_a_step_that_can_not_be_done_is_noted(agent):
    agent.llm.says("plan").calls("web_fetch", nonsense=1).says("look again").calls("web_fetch", query="x")
    agent.llm.says("DONE", "I found nothing.")
    del agent.tools["web_fetch"]

    await agent.ask("Find the number.")

    notes = agent.llm.asked[-1]["messages"][0]["content"]
    assert "without a query" in notes
    assert "The web could not be searched: Unknown tool" in notes


async def test_says_so_when_there_is_no_model(agent):
    agent.llm.fails(503, "llm_not_configured", "Set Default LLM.")

    assert "Set Default LLM." in (await agent.ask("Find the number.")).text
