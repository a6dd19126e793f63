package io.aispm.systemtests;

import java.nio.charset.StandardCharsets;

/** The code of small agents that tests upload. */
final class Agents {

    /** Says back what it is told. */
    static final String ECHO = """
            import aispm


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    await aispm.chat.reply(msg.session_id, f"echo: {msg.text}", trace_id=msg.trace_id)
            """;

    /** Streams its answer in three parts. */
    static final String STREAM = """
            import aispm


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    async with aispm.chat.stream(msg.session_id) as out:
                        for word in ("one ", "two ", "three"):
                            await out.write(word)
            """;

    /** Does what it is told: die, be silent, answer later, ask the model, or say back. */
    static final String OBEDIENT = """
            import asyncio
            import os

            import aispm


            async def handle(msg):
                if msg.text.startswith("please die"):
                    os._exit(7)
                if msg.text.startswith("please be silent"):
                    return
                if msg.text.startswith("please ask the model"):
                    answer = await aispm.llm.complete([{"role": "user", "content": msg.text}])
                    await aispm.chat.reply(msg.session_id, answer.text)
                    return
                if msg.text.startswith("please use the tool"):
                    try:
                        await aispm.mcp.call("web_fetch", query="weather")
                        await aispm.chat.reply(msg.session_id, "the tool answered")
                    except aispm.MCPError as error:
                        await aispm.chat.reply(msg.session_id, f"the tool said: {error.message}")
                    return
                if msg.text.startswith("please tell a secret"):
                    await aispm.chat.reply(msg.session_id, "the key is " + await aispm.get_secret("provider"))
                    return
                if msg.text.startswith("please answer late"):
                    await asyncio.sleep(9)
                await aispm.chat.reply(msg.session_id, f"obeyed: {msg.text}")


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    await handle(msg)
            """;

    /** Calls the tool or the model that it is told to, and says what came of it; else says back what it is told. */
    static final String CALLING = """
            import json

            import aispm


            async def answer(text):
                if text.startswith("please call "):
                    name, arguments = text.removeprefix("please call ").split(" ", 1)
                    try:
                        return f"{name} said: {json.dumps(await aispm.mcp.call(name, **json.loads(arguments)))}"
                    except aispm.MCPError as error:
                        return f"{name} failed: {error.message}"
                if text.startswith("please ask the model"):
                    try:
                        return (await aispm.llm.complete([{"role": "user", "content": text}])).text
                    except aispm.LLMError as error:
                        return f"the model failed: {error}"
                return f"echo: {text}"


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    await aispm.chat.reply(msg.session_id, await answer(msg.text), trace_id=msg.trace_id)
            """;

    private Agents() {}

    static byte[] code(String source) {
        return source.getBytes(StandardCharsets.UTF_8);
    }
}
