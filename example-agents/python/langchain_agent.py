"""A LangChain agent: a model of the platform that calls a tool, in LangChain's own loop."""

import asyncio

from langchain.agents import create_agent
from langchain_core.messages import AIMessageChunk
from langchain_core.tools import tool

import aispm
from aispm.integrations.langchain import ChatAispm

PROMPT = (
    "You are a helpful assistant. Answer briefly and truthfully. "
    "When a question is about anything that may have changed, call web_fetch before you answer, answer only from what "
    "it returned, and name the source. If it can't be used, say so and don't guess."
)
REMEMBERED = 8  # messages
LOOKED_UP_CHARACTERS = 6000
ROUNDS = 12  # of LangChain's loop: a model call and its tools are two


@tool
async def web_fetch(query: str) -> str:
    """Searches the web and returns the text of the best pages."""
    aispm.log("tool call", tool="web_fetch")
    try:
        found = await aispm.mcp.call("web_fetch", query=query)
    except aispm.MCPError as error:
        aispm.log("tool failed", tool="web_fetch", error=error.message)
        return f"web_fetch can't be used: {error.message} Tell the user that you could not look this up."
    pages = [f"{page['title']} ({page['url']}): {page['content']}" for page in found.get("results", [])]
    return "\n\n".join(pages)[:LOOKED_UP_CHARACTERS] or "Nothing was found."


agent = create_agent(ChatAispm(max_tokens=700), [web_fetch], system_prompt=PROMPT)


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for msg in aispm.chat.subscribe():
            turns.create_task(answer(msg))


async def answer(msg):
    try:
        async with aispm.chat.stream(msg.session_id) as out:
            try:
                await write_reply(msg, out)
            except aispm.LLMError as error:
                aispm.log("the model could not answer", status=error.status, code=error.code)
                await out.write(f"I can't answer right now, the model is not available: {error.message}")
    except Exception as error:  # one turn that fails must not end the others
        aispm.log("the turn failed", error=f"{type(error).__name__}: {error}")


async def write_reply(msg, out):
    past = await aispm.chat.history(msg.session_id, limit=REMEMBERED)
    messages = [("ai" if entry.role == "agent" else "human", entry.text) for entry in past]
    question = {"messages": [*messages, ("human", msg.text)]}
    async for part, _ in agent.astream(question, {"recursion_limit": ROUNDS}, stream_mode="messages"):
        if isinstance(part, AIMessageChunk):  # what the tool said is not for the person
            await out.write(part.text)


if __name__ == "__main__":
    asyncio.run(main())
