/** An agent that needs no model: it says back what it was told, word by word, slowly on demand. */
export const echoAgent = `import asyncio

import aispm


async def main():
    await aispm.ready()
    async for message in aispm.chat.subscribe():
        pause = 0.5 if "slowly" in message.text else 0.01
        async with aispm.chat.stream(message.session_id) as out:
            for word in f"You said: **{message.text}**. ".split(" ") * (8 if pause > 0.1 else 1):
                await out.write(word + " ")
                await asyncio.sleep(pause)
`;
