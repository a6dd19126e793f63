"""Does what a message says; BehaviourAgent is the same in Java."""

import asyncio
import os

import aispm

PIECE = 10_000


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for message in aispm.chat.subscribe():
            turns.create_task(answer(message))


async def answer(message):
    word, _, rest = message.text.partition(" ")
    aispm.log("in hand", said=message.text if len(message.text) <= 80 else word)
    if word == "say":
        await aispm.chat.reply(message.session_id, rest)
    elif word == "who":
        await aispm.chat.reply(message.session_id, str(os.getpid()))
    elif word == "measure":
        await aispm.chat.reply(message.session_id, str(len(rest)))
    elif word == "gate":
        while not os.path.exists(rest):
            await asyncio.sleep(0.02)
        aispm.log("passed")
        await aispm.chat.reply(message.session_id, "through")
    elif word == "write":
        await write(message, int(rest))
    elif word == "whole":
        await whole(message, int(rest))
    else:
        raise ValueError(f"nobody says {word}")


async def write(message, characters):
    async with aispm.chat.stream(message.session_id) as out:
        for written in range(0, characters, PIECE):
            await out.write("x" * min(PIECE, characters - written))


async def whole(message, characters):
    try:
        await aispm.chat.reply(message.session_id, "x" * characters)
    except aispm.AispmError as refused:
        aispm.log(str(refused))
        await aispm.chat.reply(message.session_id, "too large")
