"""{{name}}: answers people, with a model of the platform."""

import asyncio

import aispm

PROMPT = "You are a helpful assistant. Answer briefly and truthfully."


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for msg in aispm.chat.subscribe():
            turns.create_task(answer(msg))


async def answer(msg):
    async with aispm.chat.stream(msg.session_id) as out:
        try:
            messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": msg.text}]
            async for text in aispm.llm.stream(messages):
                await out.write(text)
        except aispm.LLMError as error:
            aispm.log("the model could not answer", status=error.status, code=error.code)
            await out.write(f"I can't answer right now: {error.message}")
