"""An agent with a goal: it plans, acts, reflects on what came of it, until it is done or its budget is spent."""

import asyncio
import json
from dataclasses import dataclass

import aispm

PLAN = "Plan how to reach the user's goal with a web search: at most three short steps, one per line, nothing else."
ACT = (
    "You work towards the user's goal. Do the next step of the plan. Call web_fetch for what has to be looked up; "
    "otherwise write what you found out, briefly."
)
REFLECT = (
    "Judge whether the notes are enough to reach the user's goal. Answer DONE, or what is missing in one sentence."
)
ANSWER = "Answer the user from the notes alone, briefly, and say what you could not find out."
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
NOTE_CHARACTERS = 4000
ANSWER_TOKENS = 700


@dataclass
class Budget:
    """What one goal may cost; the last answer is kept back for."""

    steps: int = 3
    tokens: int = 30_000

    @property
    def left(self):
        return self.steps > 0 and self.tokens > ANSWER_TOKENS

    def spend(self, completion, messages):
        """What a call used; where the provider doesn't say, a token is taken for four characters."""
        said = completion.usage.get("total_tokens")
        self.tokens -= said or (len(json.dumps(messages)) + len(completion.text)) // 4


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for msg in aispm.chat.subscribe():
            turns.create_task(answer(msg))


async def answer(msg):
    try:
        async with aispm.chat.stream(msg.session_id) as out:
            try:
                await pursue(msg.text, out, Budget())
            except aispm.LLMError as error:
                aispm.log("the model could not answer", status=error.status, code=error.code)
                await out.write(f"I can't go on, the model is not available: {error.message}")
    except Exception as error:  # one turn that fails must not end the others
        aispm.log("the turn failed", error=f"{type(error).__name__}: {error}")


async def pursue(goal, out, budget):
    plan = (await think(PLAN, goal, budget)).text
    await out.write(f"Plan:\n{plan}\n\n")
    notes = []
    while budget.left:
        budget.steps -= 1
        note = await act(goal, plan, notes, budget)
        notes.append(note)
        missing = (await think(REFLECT, goal, budget, notes)).text
        aispm.log("reflected", steps_left=budget.steps, tokens_left=budget.tokens)
        if missing.strip().upper().startswith("DONE"):
            break
        await out.write(f"Not there yet: {missing}\n\n")
        plan = missing
    async for text in aispm.llm.stream(about(ANSWER, goal, notes), max_tokens=ANSWER_TOKENS):
        await out.write(text)


async def act(goal, plan, notes, budget):
    """One step: what a tool said, or what the model did."""
    done = await think(f"{ACT}\n\nThe plan:\n{plan}", goal, budget, notes, tools=[WEB_FETCH])
    if not done.tool_calls:
        return done.text
    found = [await look_up(call["function"]) for call in done.tool_calls]
    return "\n\n".join(found)[:NOTE_CHARACTERS]


async def think(task, goal, budget, notes=(), tools=None):
    messages = about(task, goal, notes)
    completion = await aispm.llm.complete(messages, max_tokens=ANSWER_TOKENS, tools=tools)
    budget.spend(completion, messages)
    return completion


def about(task, goal, notes):
    noted = "\n\nThe notes so far:\n" + "\n---\n".join(notes) if notes else ""
    return [{"role": "system", "content": task + noted}, {"role": "user", "content": goal}]


async def look_up(function):
    aispm.log("tool call", tool=function["name"])
    try:
        query = str(json.loads(function["arguments"])["query"])
        found = await aispm.mcp.call("web_fetch", query=query)
    except (ValueError, KeyError, TypeError):
        return "The search was asked for without a query."
    except aispm.MCPError as error:
        aispm.log("tool failed", tool=function["name"], error=error.message)
        return f"The web could not be searched: {error.message}"
    pages = [f"{page['title']} ({page['url']}): {page['content']}" for page in found.get("results", [])]
    return f"Searched for {query}:\n" + ("\n".join(pages) or "Nothing was found.")


if __name__ == "__main__":
    asyncio.run(main())
