"""The retrieval agent, with LlamaIndex and by hand: it looks up, finds the best passages, and answers from them."""

import pytest

import llamaindex_agent


@pytest.fixture(params=["LlamaIndex", "hand"])
def how(request):
    return request.param


@pytest.fixture
async def agent(platform, how, monkeypatch):
    if how == "hand":
        monkeypatch.setattr(llamaindex_agent, "AispmLLM", None)
    async with platform.running(llamaindex_agent.main):
        yield platform


async def test_answers_from_the_best_passages(agent, how):
    pages = [{"title": f"Page {n}", "url": f"http://{n}", "content": f"nothing about it {n}"} for n in range(9)]
    pages[7]["content"] = "the secret number is 4711"
    agent.tools["web_fetch"] = lambda query: {"results": pages}
    agent.llm.calls("web_fetch", query="secret number").says("It is 4711")

    reply = await agent.ask("What is the secret number?")

    assert reply.text == "It is 4711"
    assert [(call.tool, call.trace_id) for call in agent.tools.calls] == [("web_fetch", reply.trace_id)]
    shown = "".join(message["content"] for message in agent.llm.asked[1]["messages"])
    assert "Page 7 (http://7): the secret number is 4711" in shown
    assert shown.count("nothing about it") == llamaindex_agent.BEST - 1
    assert [line.fields for line in agent.logged] == [{"tool": "web_fetch"}, {"by": how, "passages": 9}]


async def test_chats_where_nothing_has_to_be_looked_up(agent):
    agent.llm.says("Hello there")

    assert (await agent.ask("Hi!")).text == "Hello there"


@pytest.mark.usefixtures("no_web")
async def test_says_so_when_the_web_can_not_be_used(agent):
    agent.llm.calls("web_fetch", query="news")

    assert (await agent.ask("What is new?")).text == "I could not look this up: Unknown tool: web_fetch"


async def test_says_so_when_there_is_no_model(agent):
    agent.llm.fails(503, "llm_not_configured", "Set Default LLM.")

    assert "Set Default LLM." in (await agent.ask("What is new?")).text


def test_rare_words_count_more():
    passages = ["the cat", "the dog", "the the the"]

    assert llamaindex_agent.ranked("the dog", passages)[0][0] == "the dog"
