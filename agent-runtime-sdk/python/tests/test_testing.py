"""The platform in memory, against agents that use all of the SDK."""

import asyncio

import httpx
import pytest

import aispm
from aispm.testing import InMemoryPlatform


async def echo() -> None:
    await aispm.ready()
    async for msg in aispm.chat.subscribe():
        await aispm.chat.reply(msg.session_id, f"you said: {msg.text}")


async def test_an_agent_answers() -> None:
    async with InMemoryPlatform() as platform, platform.running(echo):
        assert platform.is_ready
        reply = await platform.ask("hello")

    assert (reply.text, reply.finish_reason) == ("you said: hello", "stop")


async def test_a_stream_is_put_together() -> None:
    async def agent() -> None:
        await aispm.ready()
        async for msg in aispm.chat.subscribe():
            async with aispm.chat.stream(msg.session_id) as out:
                async for text in aispm.llm.stream([{"role": "user", "content": msg.text}]):
                    await out.write(text)

    async with InMemoryPlatform() as platform, platform.running(agent):
        platform.llm.says("one two three")
        reply = await platform.ask("count")

    assert reply.text == "".join(reply.parts) == "one two three"
    assert platform.llm.asked[0]["messages"] == [{"role": "user", "content": "count"}]
    assert platform.llm.left == 0


async def test_tools_are_called_for_the_turn() -> None:
    async def agent() -> None:
        await aispm.ready()
        async for msg in aispm.chat.subscribe():
            asked = await aispm.llm.complete([{"role": "user", "content": msg.text}], tools=[])
            (call,) = asked.tool_calls
            found = await aispm.mcp.call(call["function"]["name"], query="x")
            await aispm.chat.reply(msg.session_id, found["results"][0])

    async with InMemoryPlatform() as platform, platform.running(agent):
        platform.llm.calls("web_fetch", query="x")
        platform.tools["web_fetch"] = lambda query: {"results": [f"all about {query}"]}
        reply = await platform.ask("what is x?")

    assert reply.text == "all about x"
    (call,) = platform.tools.calls
    assert (call.tool, call.arguments, call.trace_id) == ("web_fetch", {"query": "x"}, reply.trace_id)


async def test_refusals_have_the_platforms_shape() -> None:
    def refused(query: str) -> dict[str, object]:
        raise aispm.MCPError("policy_blocked", "Not this tool.")

    async with InMemoryPlatform() as platform:
        platform.tools["web_fetch"] = refused
        with pytest.raises(aispm.MCPError, match="Not this tool") as blocked:
            await aispm.mcp.call("web_fetch", query="x")
        with pytest.raises(aispm.MCPError, match="Unknown tool: other"):
            await aispm.mcp.call("other")
        platform.llm.fails(503, "llm_not_configured", "Set Default LLM.")
        with pytest.raises(aispm.LLMError, match="503 llm_not_configured"):
            await aispm.llm.complete([])
        with pytest.raises(aispm.LLMError, match="The script of the model's answers is over"):
            await aispm.llm.complete([])

    assert blocked.value.code == "policy_blocked"


async def test_history_secrets_and_log_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    async def agent() -> None:
        await aispm.ready()
        async for msg in aispm.chat.subscribe():
            past = await aispm.chat.history(msg.session_id)
            aispm.log("remembered", count=len(past), api_key="k")
            await aispm.chat.reply(msg.session_id, await aispm.get_secret("name"))

    async with InMemoryPlatform() as platform, platform.running(agent):
        platform.secrets["name"] = "Ada"
        platform.remember("s", "user", "hi")
        platform.remember("s", "agent", "hello")
        first = await platform.ask("who?", session_id="s")
        await platform.ask("again?", session_id="s")

    assert first.text == "Ada"
    assert [line.fields for line in platform.logged] == [
        {"count": 2, "api_key": "[redacted]"},
        {"count": 4, "api_key": "[redacted]"},
    ]
    assert platform.logged[0].trace == first.trace_id
    assert "remembered" in capsys.readouterr().out
    with pytest.raises(aispm.SecretNotFound):
        async with InMemoryPlatform():
            await aispm.get_secret("name")


async def test_a_frameworks_own_clients_are_answered_too() -> None:
    headers = {"Authorization": f"Bearer {aispm.LLM_API_KEY}"}
    request = {"messages": [{"role": "user", "content": "hi"}]}
    url = aispm.LLM_BASE_URL + "/chat/completions"

    async with InMemoryPlatform() as platform, httpx.AsyncClient() as client:
        platform.llm.says("a", "b")
        first = await client.post(url, json=request, headers=headers)
        second = await asyncio.to_thread(httpx.post, url, json=request, headers=headers)
        stranger = await client.post(url, json=request)

    assert [answer.json()["choices"][0]["message"]["content"] for answer in (first, second)] == ["a", "b"]
    assert stranger.status_code == 401


async def test_a_session_that_is_answered_without_a_trace_is_its_oldest_turns() -> None:
    async def agent() -> None:
        await aispm.ready()
        sessions = []
        async for msg in aispm.chat.subscribe():
            sessions.append(msg.session_id)
            if len(sessions) == 2:
                break
        for session in reversed(sessions):
            await aispm.chat.reply(session, f"for {session}")

    async with InMemoryPlatform() as platform, platform.running(agent):
        replies = await asyncio.gather(*(platform.ask("hi", session_id=name) for name in "ab"))

    assert [reply.text for reply in replies] == ["for a", "for b"]


async def test_a_crash_is_the_tests_failure() -> None:
    async def crashing() -> None:
        await aispm.ready()
        async for _ in aispm.chat.subscribe():
            raise KeyError("own words")

    with pytest.raises(KeyError, match="own words"):
        async with InMemoryPlatform() as platform, platform.running(crashing):
            await platform.ask("hello")

    async def never_ready() -> None:
        raise OSError("no start")

    with pytest.raises(OSError, match="no start"):
        async with InMemoryPlatform() as platform, platform.running(never_ready):
            pass


async def test_a_crash_while_it_stops_is_the_tests_failure_too() -> None:
    async def untidy() -> None:
        await aispm.ready()
        async for _ in aispm.chat.subscribe():
            pass
        raise OSError("while leaving")

    with pytest.raises(OSError, match="while leaving"):
        async with InMemoryPlatform() as platform, platform.running(untidy):
            pass


async def test_silence_is_told() -> None:
    async def silent() -> None:
        await aispm.ready()
        async for _ in aispm.chat.subscribe():
            pass

    async with InMemoryPlatform() as platform, platform.running(silent):
        with pytest.raises(TimeoutError, match="did not answer within"):
            await platform.ask("hello", timeout_s=0.05)


async def test_outside_of_it_everything_is_as_before() -> None:
    before = aispm._process
    async with InMemoryPlatform():
        assert aispm._process is not before
    assert aispm._process is before

    with pytest.raises(aispm.AispmError, match="did not start this agent"):
        await aispm.llm.complete([])
    with pytest.raises(aispm.AispmError, match="async with InMemoryPlatform"):
        async with InMemoryPlatform().running(echo):
            pass
