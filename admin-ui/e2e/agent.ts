/**
 * An agent that says back what it was told, word by word, slowly on demand. Asked to ask the model, it answers with what
 * the model said and with a word that it chose when its process began.
 */
export const echoAgent = `import asyncio
import secrets

import aispm

BORN = secrets.token_hex(4)


async def main():
    await aispm.ready()
    async for message in aispm.chat.subscribe():
        if "ask the model" in message.text:
            answer = await aispm.llm.complete([{"role": "user", "content": message.text}])
            await aispm.chat.reply(message.session_id, f"{answer.text}, says the process {BORN}.")
            continue
        pause = 0.5 if "slowly" in message.text else 0.01
        async with aispm.chat.stream(message.session_id) as out:
            for word in f"You said: **{message.text}**. ".split(" ") * (8 if pause > 0.1 else 1):
                await out.write(word + " ")
                await asyncio.sleep(pause)
`;
