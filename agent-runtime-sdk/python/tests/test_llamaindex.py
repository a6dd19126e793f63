"""LlamaIndex's agents over the platform in memory."""

import pytest
from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole, ToolCallBlock

import aispm
from aispm.integrations.llamaindex import AispmLLM, web_fetch
from aispm.testing import InMemoryPlatform

# Its workflows look at pydantic models in a way that pydantic no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecationWarning")

QUESTION = [ChatMessage(role=MessageRole.SYSTEM, content="Be brief."), ChatMessage(content="What is x?")]


async def test_answers() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("It is 4711.", "a completion")
        answer = await AispmLLM().achat(QUESTION)
        completion = await AispmLLM().acomplete("Go on")

    assert answer.message.content == "It is 4711."
    assert completion.text == "a completion"
    assert platform.llm.asked[0]["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is x?"},
    ]


async def test_answers_where_the_framework_blocks() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("one", "two", "three", "four")
        llm = AispmLLM()

        assert llm.chat(QUESTION).message.content == "one"
        assert llm.complete("?").text == "two"
        assert [part.delta for part in llm.stream_chat(QUESTION)] == ["three"]
        assert [part.delta for part in llm.stream_complete("?")] == ["four"]


async def test_streams() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.says("one two", "three four")
        chat = [part.delta async for part in await AispmLLM().astream_chat(QUESTION)]
        completion = [part.text async for part in await AispmLLM().astream_complete("?")]

    assert chat == ["one ", "two", ""]
    assert completion == ["three ", "three four", "three four"]


@pytest.mark.parametrize("streaming", [True, False])
async def test_an_agent_uses_the_platforms_tool(streaming: bool) -> None:
    agent = FunctionAgent(llm=AispmLLM(), tools=[web_fetch], streaming=streaming)
    async with InMemoryPlatform() as platform:
        platform.tools["web_fetch"] = lambda query: {"results": [{"content": f"{query} is 4711"}]}
        platform.llm.calls("web_fetch", query="x").says("It is 4711.")
        answer = await agent.run("What is x?")

    assert str(answer) == "It is 4711."
    assert [(call.tool, call.arguments) for call in platform.tools.calls] == [("web_fetch", {"query": "x"})]
    assert platform.llm.asked[0]["tools"][0]["function"]["parameters"]["required"] == ["query"]
    *_, asked, told = platform.llm.asked[1]["messages"]
    assert (told["role"], told["tool_call_id"]) == ("tool", asked["tool_calls"][0]["id"])
    assert "x is 4711" in told["content"]
    assert platform.logged[0].fields == {"tool": "web_fetch"}


async def test_a_refused_tool_is_told_to_the_model() -> None:
    async with InMemoryPlatform():
        assert "web_fetch can't be used: Unknown tool" in str(await web_fetch.acall(query="x"))


def test_a_call_without_json_arguments_has_none() -> None:
    block = ToolCallBlock(tool_call_id="c", tool_name="web_fetch", tool_kwargs="{")
    response = ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, blocks=[block]))

    (selected,) = AispmLLM().get_tool_calls_from_response(response)
    assert (selected.tool_name, selected.tool_kwargs) == ("web_fetch", {})
    with pytest.raises(ValueError, match="no tool"):
        AispmLLM().get_tool_calls_from_response(ChatResponse(message=ChatMessage(content="")))


async def test_refusals_and_unknown_options_are_errors() -> None:
    async with InMemoryPlatform() as platform:
        platform.llm.fails(403, "policy_blocked", "Not this.")
        with pytest.raises(aispm.LLMError, match="403 policy_blocked"):
            await AispmLLM().achat(QUESTION)
        with pytest.raises(TypeError, match="takes no seed"):
            await AispmLLM().achat(QUESTION, seed=1)
