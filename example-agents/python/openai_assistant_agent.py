"""An assistant with threads and runs, in the shape of OpenAI's Assistants, over the platform's models and tools.

A session's history, as the platform let it through, is a thread. A message starts a run; while the run requires action,
its tools are called and their outputs submitted; it ends completed, failed, or incomplete when it took too many rounds.
"""

import asyncio
import json
from dataclasses import dataclass, field

import aispm

ROUNDS = 4
REMEMBERED = 20  # messages
OUTPUT_CHARACTERS = 6000


@dataclass
class Assistant:
    """Who answers: the instructions, and the tools by name with their schema and what they call."""

    instructions: str
    tools: dict


@dataclass
class Thread:
    """A conversation, in the messages that a model is sent."""

    messages: list = field(default_factory=list)


@dataclass
class Run:
    """One answer being made: queued, in_progress, requires_action, completed, incomplete or failed."""

    thread: Thread
    status: str = "queued"
    rounds: int = 0
    required_action: list = field(default_factory=list)
    last_error: str = ""


async def web_fetch(query):
    found = await aispm.mcp.call("web_fetch", query=str(query))
    pages = [f"{page['title']} ({page['url']}): {page['content']}" for page in found.get("results", [])]
    return "\n\n".join(pages)[:OUTPUT_CHARACTERS] or "Nothing was found."


ASSISTANT = Assistant(
    "You are a helpful assistant. Answer briefly. Call web_fetch about anything that may have changed, answer only "
    "from what it returned and name the source. If it can't be used, say so and don't guess.",
    {
        "web_fetch": (
            {
                "name": "web_fetch",
                "description": "Searches the web and returns the text of the best pages.",
                "parameters": {
                    "type": "object",
                    "properties": {"query": {"type": "string", "description": "what to search for"}},
                    "required": ["query"],
                },
            },
            web_fetch,
        )
    },
)


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for msg in aispm.chat.subscribe():
            turns.create_task(answer(msg))


async def answer(msg):
    try:
        async with aispm.chat.stream(msg.session_id) as out:
            run = Run(await thread_of(msg))
            while run.status in ("queued", "requires_action"):
                if run.status == "requires_action":
                    await submit_tool_outputs(run)
                await step(run, ASSISTANT, out)
            aispm.log("run ended", status=run.status, rounds=run.rounds)
            if run.status != "completed":
                await out.write(f"I could not finish: {run.last_error}")
    except Exception as error:  # one turn that fails must not end the others
        aispm.log("the turn failed", error=f"{type(error).__name__}: {error}")


async def thread_of(msg):
    past = await aispm.chat.history(msg.session_id, limit=REMEMBERED)
    earlier = [{"role": "assistant" if entry.role == "agent" else "user", "content": entry.text} for entry in past]
    return Thread([*earlier, {"role": "user", "content": msg.text}])


async def step(run, assistant, out):
    """Asks the model once: its text goes out while it is written, its tool calls become the run's required action."""
    if run.rounds == ROUNDS:
        run.status, run.last_error = "incomplete", f"it took more than {ROUNDS} rounds."
        return
    run.status, run.rounds = "in_progress", run.rounds + 1
    tools = [{"type": "function", "function": schema} for schema, _ in assistant.tools.values()]
    system = {"role": "system", "content": assistant.instructions}
    stream = aispm.llm.stream([system, *run.thread.messages], max_tokens=700, tools=tools)
    try:
        async for text in stream:
            await out.write(text)
    except aispm.LLMError as error:
        run.status, run.last_error = "failed", f"the model is not available: {error.message}"
        return
    message = {"role": "assistant", "content": stream.completion.text}
    run.required_action = stream.completion.tool_calls
    run.status = "requires_action" if run.required_action else "completed"
    run.thread.messages.append(message | ({"tool_calls": run.required_action} if run.required_action else {}))


async def submit_tool_outputs(run):
    for call in run.required_action:
        output = await output_of(call["function"], ASSISTANT)
        run.thread.messages.append({"role": "tool", "tool_call_id": call["id"], "content": output})


async def output_of(function, assistant):
    """What the tool said, or why it said nothing: the model has to tell the person."""
    aispm.log("tool call", tool=function["name"])
    try:
        _, call = assistant.tools[function["name"]]
        return await call(**json.loads(function["arguments"] or "{}"))
    except (KeyError, ValueError, TypeError) as error:
        return f"This call could not be made: {type(error).__name__} {error}"
    except aispm.MCPError as error:
        aispm.log("tool failed", tool=function["name"], error=error.message)
        return f"{function['name']} can't be used: {error.message}"


if __name__ == "__main__":
    asyncio.run(main())
