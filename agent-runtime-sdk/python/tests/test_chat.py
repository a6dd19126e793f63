import asyncio
import json
from pathlib import Path

import httpx
import pytest
from platform_stub import AGENT, TRACE, MemoryWire, platform, until

from aispm import AispmError, ChatMessage, _inbox
from aispm._chat import Chat, Subscription
from aispm._inbox import Inbox, _read
from aispm._turn import current
from aispm._wire import Record

GOLDEN = Path(__file__).parents[3] / "spm-contract/src/main/resources/golden"


def golden(name: str) -> dict[str, object]:
    document = json.loads((GOLDEN / name).read_text())
    assert isinstance(document, dict)
    return document


def test_reads_the_golden_message() -> None:
    document = golden("chat-in.json")
    message = _read(json.dumps({**document, "unknown": 1}).encode())

    assert message is not None
    assert {name: getattr(message, name) for name in document} == document


async def test_a_reply_has_the_golden_shape_and_the_turns_trace() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))
    wire.say("hi")

    async for message in chat.subscribe():
        await chat.reply(message.session_id, f"you said {message.text}")
        break

    ((key, document),) = wire.sent
    assert key == "s1"
    assert document.keys() == golden("chat-out.whole.json").keys()
    assert (document["text"], document["trace_id"]) == ("you said hi", TRACE)


async def test_a_stream_has_the_golden_shape() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))

    async with chat.stream("s1", TRACE) as out:
        await out.write("Hel")
        await out.write("")
        await out.write("lo")

    documents = [document for _, document in wire.sent]
    assert [document["type"] for document in documents] == ["delta", "delta", "done"]
    assert documents[0].keys() == golden("chat-out.delta.json").keys()
    assert documents[-1].keys() == golden("chat-out.done.json").keys()
    assert [document["text"] for document in documents[:-1]] == ["Hel", "lo"]
    assert [document["index"] for document in documents[:-1]] == [0, 1]
    assert (documents[-1]["full_text"], documents[-1]["finish_reason"]) == ("Hello", "stop")
    assert len({document["stream_id"] for document in documents}) == 1


async def test_a_stream_gathers_small_parts() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))

    async with chat.stream("s1", TRACE) as out:
        for _ in range(450):
            await out.write("x")

    assert [len(text) for text in wire.texts()] == [1, 200, 200, 49]


async def test_a_pause_sends_what_has_been_gathered() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))

    async with chat.stream("s1", TRACE) as out:
        await out.write("a")
        await out.write("b")
        async with asyncio.timeout(5):
            while wire.texts() != ["a", "b"]:
                await asyncio.sleep(0.01)


async def test_a_stream_that_fails_says_so() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))

    with pytest.raises(KeyError):
        async with chat.stream("s1", TRACE) as out:
            await out.write("half")
            raise KeyError("agent's own")

    assert wire.sent[-1][1]["finish_reason"] == "error"
    with pytest.raises(AispmError):
        await out.write("late")


async def test_a_stream_without_a_trace_is_one_whole_reply() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))

    async with chat.stream("s1") as out:
        await out.write("a")
        await out.write("b")

    ((_, document),) = wire.sent
    assert document["text"] == "ab"
    assert "type" not in document


async def test_a_huge_reply_is_cut_into_parts() -> None:
    wire = MemoryWire()

    await Chat(platform(wire)).reply("s1", "x" * 250_000, TRACE)

    assert [len(text) for text in wire.texts()] == [100_000, 100_000, 50_000]
    assert wire.sent[-1][1]["full_text"] is None


async def test_history_is_asked_of_the_control_plane() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert str(request.url) == f"http://controller:8093/agents/{AGENT}/sessions/s1/messages?limit=3"
        assert request.headers["authorization"] == "Bearer mcp-token-1234"
        return httpx.Response(200, json=[{"role": "user", "text": "hi", "ts": "t", "more": 1}])

    (entry,) = await Chat(platform(answer=answer)).history("s1", limit=3)

    assert (entry.role, entry.text, entry.ts) == ("user", "hi", "t")


async def test_a_task_started_for_a_message_keeps_its_trace() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))
    wire.say("one", "s1", "1" * 32)
    wire.say("two", "s2", "2" * 32)
    go = asyncio.Event()

    async def later(session: str) -> None:
        await go.wait()
        await chat.reply(session, "done")

    tasks = []
    async for message in chat.subscribe():
        tasks.append(asyncio.create_task(later(message.session_id)))
        if len(tasks) == 2:
            break
    go.set()
    await asyncio.gather(*tasks)

    assert {key: document["trace_id"] for key, document in wire.sent} == {"s1": "1" * 32, "s2": "2" * 32}


async def test_a_reply_from_elsewhere_finds_its_sessions_turn() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))
    wire.say("hi")
    subscription = chat.subscribe()
    message = await asyncio.create_task(anext_of(subscription))
    assert current.get() is None

    await chat.reply(message.session_id, "hello")

    assert wire.sent[0][1]["trace_id"] == TRACE


async def anext_of(subscription: Subscription) -> ChatMessage:
    return await anext(subscription)


async def test_a_session_is_handled_in_order_and_others_meanwhile() -> None:
    wire = MemoryWire()
    inbox = Inbox(wire)
    inbox.start()
    wire.say("a1", "a")
    wire.say("a2", "a")
    wire.say("b1", "b")

    first, second = await inbox.take(), await inbox.take()
    assert first and second
    assert (first.message.text, second.message.text) == ("a1", "b1")
    third = asyncio.create_task(inbox.take())
    await asyncio.sleep(0)
    assert not third.done()
    first.put_down()

    turn = await third
    assert turn and turn.message.text == "a2"
    await inbox.close()


async def test_no_more_are_in_hand_than_can_be_handled() -> None:
    wire = MemoryWire()
    inbox = Inbox(wire, at_once=1)
    inbox.start()
    wire.say("a", "a")
    wire.say("b", "b")

    first = await inbox.take()
    second = asyncio.create_task(inbox.take())
    await until(lambda: wire.incoming.empty())
    assert first and not second.done()
    first.put_down()

    assert await second
    await inbox.close()


async def test_no_more_is_read_than_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_inbox, "_WAITING", 3)
    wire = MemoryWire()
    inbox = Inbox(wire, at_once=1)
    inbox.start()
    for number in range(10):
        wire.say(str(number), f"s{number}")

    for _ in range(50):
        await asyncio.sleep(0)
    assert wire.incoming.qsize() == 7
    texts = []
    for _ in range(10):
        turn = await inbox.take()
        assert turn
        texts.append(turn.message.text)
        turn.put_down()

    assert texts == [str(number) for number in range(10)]
    await inbox.close()


async def test_what_is_read_again_after_an_outage_is_handled_once() -> None:
    wire = MemoryWire()
    inbox = Inbox(wire)
    inbox.start()
    wire.say("one", "s1")
    first = await inbox.take()
    assert first
    wire.incoming.put_nowait([Record(first.offset, b"the same, read again")])
    wire.say("two", "s2")
    second = await inbox.take()

    assert second and second.message.text == "two"
    await inbox.close()


async def test_a_message_that_comes_again_is_handled_once() -> None:
    wire = MemoryWire()
    chat = Chat(platform(wire))
    wire.say("one", id_="m1")
    wire.say("one", id_="m1")
    wire.put(b"\xff not json")
    wire.put(b"[]")
    wire.say("last", id_="m2")

    texts = []
    async for message in chat.subscribe():
        texts.append(message.text)
        if message.text == "last":
            break

    assert texts == ["one", "last"]


async def test_commits_what_is_handled_and_not_more() -> None:
    wire = MemoryWire()
    inbox = Inbox(wire)
    inbox.start()
    wire.say("a", "a")
    wire.say("b", "b")
    first, second = await inbox.take(), await inbox.take()
    assert first and second

    second.put_down()
    await asyncio.sleep(0.01)
    assert wire.committed == []
    first.put_down()
    await until(lambda: wire.committed == [2])
    await inbox.close()


async def test_a_turn_lasts_as_long_as_its_tasks_until_it_is_answered() -> None:
    wire = MemoryWire()
    place = platform(wire)
    chat = Chat(place)
    wire.say("one")
    go = asyncio.Event()
    subscription = chat.subscribe()
    message = await anext(subscription)
    task = asyncio.create_task(go.wait())
    await subscription.aclose()
    assert not place.idle

    go.set()
    await task
    await until(lambda: place.idle)
    assert message.text == "one"


async def test_a_subscription_ends_when_the_agent_is_stopped() -> None:
    wire = MemoryWire()
    place = platform(wire)
    chat = Chat(place)
    wire.say("one")
    handled = []

    async for message in chat.subscribe():
        handled.append(message.text)
        wire.say("two")
        await place.stop()

    assert handled == ["one"]
    await place.close()
    assert wire.stopped
    assert wire.committed == [1]
