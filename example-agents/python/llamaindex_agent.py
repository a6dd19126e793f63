"""A retrieval agent: what the web says is cut into passages, the best are found again, and the answer is made of them.

With LlamaIndex its query engine does that; where it is not installed, the same is done by hand.
"""

import asyncio
import json
import math
import re
from collections import Counter

import aispm

try:
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.schema import NodeWithScore, TextNode

    from aispm.integrations.llamaindex import AispmLLM
except ImportError:
    AispmLLM = None

PROMPT = "You are a research assistant. Call web_fetch with what has to be looked up to answer the user's question."
ANSWER = "Answer the question only from these passages, and say so when they don't hold the answer.\n\n"
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
PASSAGE_CHARACTERS = 600
BEST = 4


async def main():
    await aispm.ready()
    async with asyncio.TaskGroup() as turns:
        async for msg in aispm.chat.subscribe():
            turns.create_task(answer(msg))


async def answer(msg):
    try:
        async with aispm.chat.stream(msg.session_id) as out:
            try:
                await write_reply(msg.text, out)
            except aispm.MCPError as error:
                aispm.log("tool failed", tool="web_fetch", error=error.message)
                await out.write(f"I could not look this up: {error.message}")
            except aispm.LLMError as error:
                aispm.log("the model could not answer", status=error.status, code=error.code)
                await out.write(f"I can't answer right now, the model is not available: {error.message}")
    except Exception as error:  # one turn that fails must not end the others
        aispm.log("the turn failed", error=f"{type(error).__name__}: {error}")


async def write_reply(question, out):
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": question}]
    first = await aispm.llm.complete(messages, max_tokens=700, tools=[WEB_FETCH])
    if not first.tool_calls:
        await out.write(first.text)
        return
    passages = []
    for call in first.tool_calls:
        passages += await look_up(call["function"], question)
    aispm.log("retrieval", by="LlamaIndex" if AispmLLM else "hand", passages=len(passages))
    write = write_with_llamaindex if AispmLLM else write_by_hand
    await write(question, passages, out)


async def look_up(function, question):
    """The pages found, cut into passages; with a query that can't be read, the question is searched for itself."""
    aispm.log("tool call", tool="web_fetch")
    try:
        query = json.loads(function["arguments"])["query"]
    except (ValueError, KeyError, TypeError):
        query = question
    found = await aispm.mcp.call("web_fetch", query=str(query))
    return [
        f"{page['title']} ({page['url']}): {page['content'][start : start + PASSAGE_CHARACTERS]}"
        for page in found.get("results", [])
        for start in range(0, len(page["content"]), PASSAGE_CHARACTERS)
    ]


def ranked(question, passages):
    """The passages that share the question's rarer words come first: each with its score."""
    words = [set(re.findall(r"\w+", passage.lower())) for passage in passages]
    common = Counter(word for found in words for word in found)
    asked = set(re.findall(r"\w+", question.lower()))
    scores = [sum(math.log(1 + len(passages) / common[word]) for word in asked & found) for found in words]
    return sorted(zip(passages, scores, strict=True), key=lambda pair: -pair[1])[:BEST]


async def write_by_hand(question, passages, out):
    best = "\n\n".join(passage for passage, _ in ranked(question, passages))
    messages = [{"role": "system", "content": ANSWER + best}, {"role": "user", "content": question}]
    async for text in aispm.llm.stream(messages, max_tokens=700):
        await out.write(text)


async def write_with_llamaindex(question, passages, out):
    class Passages(BaseRetriever):
        def _retrieve(self, query):
            best = ranked(query.query_str, passages)
            return [NodeWithScore(node=TextNode(text=passage), score=score) for passage, score in best]

    engine = RetrieverQueryEngine.from_args(Passages(), llm=AispmLLM(max_tokens=700), streaming=True)
    response = await engine.aquery(question)
    async for text in response.async_response_gen():
        await out.write(text)


if __name__ == "__main__":
    asyncio.run(main())
