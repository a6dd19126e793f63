"""LlamaIndex (0.14): the platform's models as an LLM that calls functions, its tools as tools.

from llama_index.core.agent.workflow import FunctionAgent
from aispm.integrations.llamaindex import AispmLLM, web_fetch

agent = FunctionAgent(llm=AispmLLM(), tools=[web_fetch])
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import aispm

from ._blocking import wait_for
from ._results import arguments_of, text_of

try:
    from llama_index.core.base.llms.types import (
        ChatMessage,
        ChatResponse,
        ChatResponseAsyncGen,
        ChatResponseGen,
        CompletionResponse,
        CompletionResponseAsyncGen,
        CompletionResponseGen,
        ContentBlock,
        LLMMetadata,
        MessageRole,
        TextBlock,
        ToolCallBlock,
    )
    from llama_index.core.llms.function_calling import FunctionCallingLLM
    from llama_index.core.llms.llm import ToolSelection
    from llama_index.core.tools import BaseTool, FunctionTool
    from pydantic import BaseModel, Field
except ModuleNotFoundError as missing:
    raise ImportError(
        "aispm.integrations.llamaindex needs LlamaIndex, which is not installed here: "
        "name `llama-index-core` in the agent's requirements.txt, or `pip install 'aispm[llamaindex]'`"
    ) from missing

__all__ = ["AispmLLM", "mcp_tool", "web_fetch"]

_PASSED_ON = {"model", "max_tokens", "temperature", "tools", "tool_choice", "response_format"}


class AispmLLM(FunctionCallingLLM):
    """A model behind the platform's gateway; which one answers is the operator's choice unless ``model`` is told.

    ``context_window`` is what LlamaIndex may fill, in tokens. What the gateway refuses is an ``aispm.LLMError``.
    """

    model: str | None = None
    max_tokens: int = 2048
    temperature: float = 0.7
    context_window: int = 8192

    @classmethod
    def class_name(cls) -> str:
        return "aispm"

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(
            context_window=self.context_window,
            num_output=self.max_tokens,
            is_chat_model=True,
            is_function_calling_model=True,
            model_name=self.model or "default",
        )

    async def achat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        completion = await aispm.llm.complete(_wire(messages), **self._options(kwargs))
        return ChatResponse(message=_message(completion), raw=_raw(completion))

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        return wait_for(self.achat(messages, **kwargs))

    async def astream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseAsyncGen:
        stream = aispm.llm.stream(_wire(messages), **self._options(kwargs))

        async def parts() -> ChatResponseAsyncGen:
            so_far = ""
            async for text in stream:
                so_far += text
                yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=so_far), delta=text)
            yield ChatResponse(message=_message(stream.completion), delta="", raw=_raw(stream.completion))

        return parts()

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """In one part: who waits without an event loop waits for the whole."""
        whole = self.chat(messages, **kwargs)
        whole.delta = whole.message.content or ""
        yield whole

    async def acomplete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        answer = await self.achat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs)
        return CompletionResponse(text=answer.message.content or "", raw=answer.raw)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return wait_for(self.acomplete(prompt, formatted, **kwargs))

    async def astream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseAsyncGen:
        answers = await self.astream_chat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs)

        async def parts() -> CompletionResponseAsyncGen:
            async for answer in answers:
                yield CompletionResponse(text=answer.message.content or "", delta=answer.delta, raw=answer.raw)

        return parts()

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """In one part, as ``stream_chat``."""
        whole = self.complete(prompt, formatted, **kwargs)
        whole.delta = whole.text
        yield whole

    def _prepare_chat_with_tools(
        self,
        tools: Sequence[BaseTool],
        user_msg: str | ChatMessage | None = None,
        chat_history: list[ChatMessage] | None = None,
        verbose: bool = False,
        allow_parallel_tool_calls: bool = False,
        tool_required: bool = False,
        **kwargs: Any,
    ) -> dict[str, Any]:
        said = ChatMessage(role=MessageRole.USER, content=user_msg) if isinstance(user_msg, str) else user_msg
        messages = [*(chat_history or []), *([said] if said else [])]
        prepared = {"messages": messages, "tools": [tool.metadata.to_openai_tool() for tool in tools] or None, **kwargs}
        if tools and tool_required:
            prepared.setdefault("tool_choice", "required")
        return prepared

    def get_tool_calls_from_response(
        self, response: ChatResponse, error_on_no_tool_call: bool = True, **kwargs: Any
    ) -> list[ToolSelection]:
        """The tools that the model asks for; arguments that are no JSON object are left empty, so the tool says why."""
        selected = [
            ToolSelection(
                tool_id=block.tool_call_id or "",
                tool_name=block.tool_name,
                tool_kwargs=block.tool_kwargs if isinstance(block.tool_kwargs, dict) else {},
            )
            for block in response.message.blocks
            if isinstance(block, ToolCallBlock)
        ]
        if error_on_no_tool_call and not selected:
            raise ValueError("the model asked for no tool")
        return selected

    def _options(self, given: dict[str, Any]) -> dict[str, Any]:
        unknown = given.keys() - _PASSED_ON
        if unknown:
            raise TypeError(f"aispm.llm takes no {', '.join(sorted(unknown))}")
        return {"model": self.model, "max_tokens": self.max_tokens, "temperature": self.temperature} | given


def mcp_tool(name: str, description: str, fn_schema: type[BaseModel]) -> FunctionTool:
    """A tool of the platform; what it refuses or fails at is told to the model."""

    async def call(**arguments: Any) -> str:
        aispm.log("tool call", tool=name)
        try:
            return text_of(await aispm.mcp.call(name, **arguments))
        except aispm.MCPError as error:
            aispm.log("tool failed", tool=name, error=error.message)
            return f"{name} can't be used: {error.message}"

    def call_blocking(**arguments: Any) -> str:
        return wait_for(call(**arguments))

    return FunctionTool.from_defaults(
        fn=call_blocking, async_fn=call, name=name, description=description, fn_schema=fn_schema
    )


class _WebFetch(BaseModel):
    query: str = Field(description="what to search for")


web_fetch = mcp_tool("web_fetch", "Searches the web and returns the text of the best pages.", _WebFetch)
"""The platform's web search."""


def _wire(messages: Sequence[ChatMessage]) -> list[dict[str, Any]]:
    return [_wire_message(message) for message in messages]


def _wire_message(message: ChatMessage) -> dict[str, Any]:
    document: dict[str, Any] = {"role": message.role.value, "content": message.content or ""}
    calls = [block for block in message.blocks if isinstance(block, ToolCallBlock)]
    if calls:
        document["tool_calls"] = [_wire_call(block) for block in calls]
    if message.role == MessageRole.TOOL:
        document["tool_call_id"] = message.additional_kwargs.get("tool_call_id", "")
    return document


def _wire_call(block: ToolCallBlock) -> dict[str, Any]:
    arguments = block.tool_kwargs if isinstance(block.tool_kwargs, str) else json.dumps(block.tool_kwargs)
    function = {"name": block.tool_name, "arguments": arguments}
    return {"id": block.tool_call_id, "type": "function", "function": function}


def _message(completion: aispm.Completion) -> ChatMessage:
    blocks: list[ContentBlock] = [TextBlock(text=completion.text)] if completion.text else []
    for call in completion.tool_calls:
        arguments = arguments_of(call)
        blocks.append(
            ToolCallBlock(
                tool_call_id=call["id"],
                tool_name=call["function"]["name"],
                tool_kwargs=call["function"]["arguments"] if arguments is None else arguments,
            )
        )
    return ChatMessage(role=MessageRole.ASSISTANT, blocks=blocks)


def _raw(completion: aispm.Completion) -> dict[str, Any]:
    return {"model": completion.model, "usage": completion.usage, "finish_reason": completion.finish_reason}
