"""An agent file as they were written for the first system's SDK runs as it is."""

import importlib.util
from pathlib import Path
from types import ModuleType

from aispm.testing import InMemoryPlatform

AS_IT_WAS_WRITTEN = '''
"""An agent of the first system: a framework's client at module level, everything else by the SDK's names."""
import asyncio

from langchain_openai import ChatOpenAI

import aispm
from aispm import AGENT_ID, LLM_API_KEY, LLM_BASE_URL, MCP_TOKEN, TENANT_ID, LLMError, MCPError, SecretNotFound

llm = ChatOpenAI(base_url=aispm.LLM_BASE_URL, api_key=aispm.LLM_API_KEY, model="gpt-4o-mini")


async def handle(msg):
    history = await aispm.chat.history(msg.session_id, limit=10)
    messages = [{"role": "user" if h.role == "user" else "assistant", "content": h.text} for h in history]
    try:
        found = await aispm.mcp.call("web_fetch", query=msg.text, max_results=3)
        context = "\\n".join(r["content"] for r in found["results"])
    except MCPError as e:
        aispm.log("tool failed", trace=msg.id, code=e.code, error=e.message)
        context = ""
    try:
        key = await aispm.get_secret("api_key")
    except SecretNotFound:
        key = None
    prompt = messages + [{"role": "user", "content": f"{context}\\n{msg.text}"}]
    try:
        resp = await aispm.llm.complete(messages=prompt, model=None, max_tokens=256, temperature=0.2)
    except LLMError as e:
        await aispm.chat.reply(msg.session_id, f"LLM error {e.status}")
        return
    second = await llm.ainvoke("summarise: " + resp.text)
    aispm.log("answered", trace=msg.id, model=resp.model, usage=resp.usage, key=key)
    await aispm.chat.reply(msg.session_id, second.content, trace_id=msg.trace_id)


async def main():
    aispm.log("booting", agent=AGENT_ID, tenant=TENANT_ID)
    await aispm.ready()
    async for msg in aispm.chat.subscribe():
        asyncio.create_task(handle(msg))


if __name__ == "__main__":
    asyncio.run(main())
'''


def load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("as_it_was_written", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_an_agent_file_of_the_first_system_runs_unmodified(tmp_path: Path) -> None:
    file = tmp_path / "agent.py"
    file.write_text(AS_IT_WAS_WRITTEN)
    agent = load(file)

    async with InMemoryPlatform() as platform, platform.running(agent.main):
        platform.tools["web_fetch"] = lambda query, max_results: {"results": [{"content": f"{query} is 4711"}]}
        platform.llm.says("first", "in short")
        reply = await platform.ask("x")
        platform.llm.fails(503, "llm_not_configured", "Set Default LLM.")
        refused = await platform.ask("x")

    assert (reply.text, refused.text) == ("in short", "LLM error 503")
    assert platform.llm.asked[0]["messages"][-1]["content"] == "x is 4711\nx"
    assert platform.tools.calls[0].trace_id == reply.trace_id
    assert [line.message for line in platform.logged] == ["booting", "answered"]
