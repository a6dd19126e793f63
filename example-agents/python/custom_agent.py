"""A chatting agent that remembers the conversation, looks things up on the web, and answers while it writes."""

import asyncio
import json

import aispm

PROMPT = (
    "You are a helpful assistant. Answer briefly and truthfully. "
    "When a question is about news, people, prices, places or anything that may have changed, call web_fetch before "
    "you answer, answer only from what it returned, and name the source. If it can't be used, say so and don't guess."
)
WEB_FETCH = {
    "type": "function",
    "function": {
        "name": "web_fetch",
        "description": "Searches the web and returns the text of the best pages.",
        "parameters": {
            "type": "object",
            "properties": {"query": {"type": "string", "description": "what to search for"}},
            "required": ["query"],
        },
    },
}
REMEMBERED = 8  # messages
REMEMBERED_CHARACTERS = 3000  # in all, so that a small model's context is enough
LOOKED_UP_CHARACTERS = 6000
STEPS = 4


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
    messages = [{"role": "system", "content": PROMPT}, *await earlier(msg), {"role": "user", "content": msg.text}]
    for step in range(STEPS):
        # The last step has no tools, so that there is an answer in the end.
        stream = aispm.llm.stream(messages, max_tokens=700, tools=[WEB_FETCH] if step + 1 < STEPS else None)
        async for text in stream:
            await out.write(text)
        calls = stream.completion.tool_calls
        if not calls:
            return
        messages.append({"role": "assistant", "content": stream.completion.text, "tool_calls": calls})
        for call in calls:
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": await look_up(call["function"])})


async def look_up(function):
    """What the tool said, or why it said nothing: the model has to tell the person."""
    aispm.log("tool call", tool=function["name"])
    try:
        arguments = json.loads(function["arguments"] or "{}")
        if function["name"] != "web_fetch" or not arguments.get("query"):
            return "There is only the tool web_fetch, and it needs a query."
        found = await aispm.mcp.call("web_fetch", query=str(arguments["query"]))
    except (ValueError, AttributeError):
        return "The arguments were not a JSON object."
    except aispm.MCPError as error:
        aispm.log("tool failed", tool=function["name"], error=error.message)
        return f"web_fetch can't be used: {error.message} Tell the user that you could not look this up."
    pages = [f"{page['title']} ({page['url']}): {page['content']}" for page in found.get("results", [])]
    return "\n\n".join(pages)[:LOOKED_UP_CHARACTERS] or "Nothing was found."


async def earlier(msg):
    """The conversation so far, newest messages first to be kept."""
    try:
        history = await aispm.chat.history(msg.session_id, limit=REMEMBERED)
    except aispm.AispmError as error:
        aispm.log("the history could not be read", error=str(error))
        return []
    kept, size = [], 0
    for entry in reversed(history):
        size += len(entry.text)
        if size > REMEMBERED_CHARACTERS:
            break
        kept.append({"role": "assistant" if entry.role == "agent" else "user", "content": entry.text})
    return kept[::-1]


if __name__ == "__main__":
    asyncio.run(main())
