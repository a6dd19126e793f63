"""An agent that says back what it is told."""

import aispm


async def main() -> None:
    await aispm.ready()
    async for message in aispm.chat.subscribe():
        await aispm.chat.reply(message.session_id, f"echo: {message.text}")
