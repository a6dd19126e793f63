import asyncio
import json

import httpx
import pytest
from platform_stub import AGENT, TRACE, MemoryWire, platform, until

import aispm
from aispm import AispmError, SecretNotFound, _log, _platform
from aispm._chat import Chat
from aispm._secrets import get_secret


async def test_ready_is_reported_with_the_token() -> None:
    wire = MemoryWire()
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    await platform(wire, answer).ready()

    assert (seen[0].method, str(seen[0].url)) == ("POST", f"http://controller:8093/agents/{AGENT}/ready")
    assert seen[0].headers["authorization"] == "Bearer mcp-token-1234"
    assert wire.started


async def test_an_agent_that_is_ready_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_platform, "_HEARTBEAT_S", 0.01)
    signs: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        signs.append(request)
        if len(signs) == 2:
            raise httpx.ConnectError("away for a moment")
        return httpx.Response(204)

    place = platform(MemoryWire(), answer)
    await place.ready()
    await until(lambda: len(signs) >= 4)
    await place.close()
    seen = len(signs)
    await asyncio.sleep(0.05)

    assert {sign.url.path for sign in signs} == {f"/agents/{AGENT}/ready"}
    assert len(signs) == seen


async def test_ready_that_is_refused_is_an_error() -> None:
    with pytest.raises(AispmError, match="403: no"):
        await platform(answer=lambda request: httpx.Response(403, json={"detail": "no"})).ready()


async def test_outside_of_the_platform_calls_say_so() -> None:
    with pytest.raises(AispmError, match="did not start this agent"):
        await platform(environment={}).ready()


async def test_reads_a_secret() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.raw_path.decode() == f"/agents/{AGENT}/secrets/a%2Fb"
        return httpx.Response(200, json={"value": "v"})

    assert await get_secret(platform(answer=answer), "a/b") == "v"


async def test_a_secret_that_nobody_set_is_not_found() -> None:
    with pytest.raises(SecretNotFound, match="'k' not configured"):
        await get_secret(platform(answer=lambda request: httpx.Response(404, json={})), "k")


async def test_other_peoples_httpx_clients_carry_the_trace_while_a_message_is_handled() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=request.headers.get("traceparent", "none"))

    wire = MemoryWire()
    place = platform(wire)
    wire.say("hi")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        with httpx.Client(transport=httpx.MockTransport(answer)) as blocking:
            assert (await client.get("http://x")).text == "none"
            async for _ in Chat(place).subscribe():
                assert (await client.get("http://x")).text.startswith(f"00-{TRACE}-")
                assert (await asyncio.to_thread(blocking.get, "http://x")).text.startswith(f"00-{TRACE}-")
                assert (await client.get("http://x", headers={"traceparent": "own"})).text == "own"
                await place.stop()
            assert (await client.get("http://x")).text == "none"
    await place.close()


def test_a_log_line_is_json_without_credentials(capsys: pytest.CaptureFixture[str]) -> None:
    aispm.log(
        "step",
        trace="t",
        tool="web_fetch",
        api_key="k1",
        openaiApiKey="k2",
        nested={"Authorization": "k3", "plain": 1, "list": [{"password": 4}]},
        max_tokens=5,
        db_passwd=b"k6",
        odd=object,
    )

    line = json.loads(capsys.readouterr().out)
    assert (line["message"], line["trace"]) == ("step", "t")
    fields = line["fields"]
    assert (fields["tool"], fields["max_tokens"], fields["nested"]["plain"]) == ("web_fetch", 5, 1)
    assert fields["api_key"] == fields["openaiApiKey"] == fields["db_passwd"] == "[redacted]"
    assert fields["nested"]["Authorization"] == fields["nested"]["list"][0]["password"] == "[redacted]"


def test_the_agents_own_tokens_are_never_logged() -> None:
    line = _log.line("token is mcp-token-1234", None, {"url": "http://x?k=mcp-token-1234"}, ("mcp-token-1234",))

    assert "mcp-token-1234" not in line
    assert "\n" not in line
