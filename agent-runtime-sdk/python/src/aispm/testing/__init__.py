"""The platform in memory, with which an agent's test needs no server, no broker and no model.

import my_agent
from aispm.testing import InMemoryPlatform

async def test_looks_it_up():
    async with InMemoryPlatform() as platform:
        platform.tools["web_fetch"] = lambda query: {"results": [{"title": "T", "url": "U", "content": "It is 4711."}]}
        platform.llm.calls("web_fetch", query="the number").says("4711")
        async with platform.running(my_agent.main):
            assert (await platform.ask("Which number is it?")).text == "4711"

The agent runs on the SDK as it is: what is replaced is what lies behind it. Requests that the agent's own `httpx`
clients (a framework's, for example) send to `aispm.LLM_BASE_URL` or `aispm.MCP_URL` are answered too.
"""

from ._chat import Reply
from ._model import ScriptedModel
from ._platform import InMemoryPlatform, LogLine
from ._tools import StandInTools, Tool, ToolCall

__all__ = ["InMemoryPlatform", "LogLine", "Reply", "ScriptedModel", "StandInTools", "Tool", "ToolCall"]
