"""LangChain (1.x): the platform's models as a chat model, its tools as tools.

from langchain.agents import create_agent
from aispm.integrations.langchain import ChatAispm, web_fetch

agent = create_agent(ChatAispm(), [web_fetch])
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import aispm

from ._blocking import wait_for
from ._results import arguments_of, text_of

try:
    from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
    from langchain_core.language_models import BaseChatModel, LanguageModelInput
    from langchain_core.messages import (
        AIMessage,
        AIMessageChunk,
        BaseMessage,
        ToolCall,
        convert_to_openai_messages,
    )
    from langchain_core.messages.ai import UsageMetadata
    from langchain_core.messages.tool import invalid_tool_call, tool_call_chunk
    from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool, StructuredTool, ToolException
    from langchain_core.utils.function_calling import convert_to_openai_tool
    from pydantic import BaseModel, Field
except ModuleNotFoundError as missing:
    raise ImportError(
        "aispm.integrations.langchain needs LangChain, which is not installed here: "
        "name `langchain` in the agent's requirements.txt, or `pip install 'aispm[langchain]'`"
    ) from missing

__all__ = ["ChatAispm", "mcp_tool", "web_fetch"]

_PASSED_ON = {"model", "max_tokens", "temperature", "tools", "tool_choice", "response_format"}
_DROPPED = {"ls_structured_output_format"}  # LangChain's own note for its traces


class ChatAispm(BaseChatModel):
    """A chat model behind the platform's gateway; which one answers is the operator's choice unless ``model`` is told.

    What the gateway refuses is an ``aispm.LLMError``.
    """

    model: str | None = None
    max_tokens: int | None = 2048
    temperature: float | None = 0.7

    @property
    def _llm_type(self) -> str:
        return "aispm"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | bool | dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Offers tools to the model; ``tool_choice`` is a tool's name, or LangChain's ``auto``, ``any``, ``none``."""
        offered = [convert_to_openai_tool(tool) for tool in tools]
        choice = _choice(tool_choice)
        return self.bind(tools=offered, **({"tool_choice": choice} if choice else {}), **kwargs)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        completion = await aispm.llm.complete(_wire(messages), **self._options(kwargs))
        return ChatResult(generations=[ChatGeneration(message=_message(completion, stop))])

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return wait_for(self._agenerate(messages, stop, **kwargs))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        if stop:  # the gateway's stream has no stop words: what follows one must not be shown first
            (whole,) = (await self._agenerate(messages, stop, **kwargs)).generations
            yield ChatGenerationChunk(message=AIMessageChunk(**whole.message.model_dump(exclude={"type"})))
            return
        stream = aispm.llm.stream(_wire(messages), **self._options(kwargs))
        async for text in stream:
            yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        yield ChatGenerationChunk(message=_last_chunk(stream.completion))

    def _options(self, given: dict[str, Any]) -> dict[str, Any]:
        unknown = given.keys() - _PASSED_ON - _DROPPED
        if unknown:
            raise TypeError(f"aispm.llm takes no {', '.join(sorted(unknown))}")
        own = {"model": self.model, "max_tokens": self.max_tokens, "temperature": self.temperature}
        return own | {name: value for name, value in given.items() if name in _PASSED_ON}


def mcp_tool(name: str, description: str, args_schema: type[BaseModel]) -> BaseTool:
    """A tool of the platform; what it refuses or fails at is told to the model."""

    async def call(**arguments: Any) -> str:
        aispm.log("tool call", tool=name)
        try:
            return text_of(await aispm.mcp.call(name, **arguments))
        except aispm.MCPError as error:
            aispm.log("tool failed", tool=name, error=error.message)
            raise ToolException(f"{name} can't be used: {error.message}") from error

    def call_blocking(**arguments: Any) -> str:
        return wait_for(call(**arguments))

    return StructuredTool.from_function(
        call_blocking,
        coroutine=call,
        name=name,
        description=description,
        args_schema=args_schema,
        handle_tool_error=True,
    )


class _WebFetch(BaseModel):
    query: str = Field(description="what to search for")


web_fetch = mcp_tool("web_fetch", "Searches the web and returns the text of the best pages.", _WebFetch)
"""The platform's web search."""


def _wire(messages: list[BaseMessage]) -> list[dict[str, Any]]:
    return convert_to_openai_messages(messages)


def _choice(choice: str | bool | dict[str, Any] | None) -> str | dict[str, Any] | None:
    if choice is True or choice == "any":
        return "required"
    if not choice or isinstance(choice, dict) or choice in ("auto", "none", "required"):
        return choice or None
    return {"type": "function", "function": {"name": choice}}


def _message(completion: aispm.Completion, stop: list[str] | None) -> AIMessage:
    text = completion.text
    for word in stop or []:
        text = text.partition(word)[0]
    calls, invalid = [], []
    for call in completion.tool_calls:
        name, arguments = call["function"]["name"], arguments_of(call)
        if arguments is None:
            wrong = call["function"]["arguments"]
            invalid.append(invalid_tool_call(name=name, args=wrong, id=call["id"], error="no JSON object"))
        else:
            calls.append(ToolCall(name=name, args=arguments, id=call["id"]))
    return AIMessage(
        text,
        tool_calls=calls,
        invalid_tool_calls=invalid,
        usage_metadata=_usage(completion),
        response_metadata=_metadata(completion),
    )


def _last_chunk(completion: aispm.Completion) -> AIMessageChunk:
    calls = [
        tool_call_chunk(name=call["function"]["name"], args=call["function"]["arguments"], id=call["id"], index=index)
        for index, call in enumerate(completion.tool_calls)
    ]
    return AIMessageChunk(
        content="",
        tool_call_chunks=calls,
        usage_metadata=_usage(completion),
        response_metadata=_metadata(completion),
        chunk_position="last",
    )


def _metadata(completion: aispm.Completion) -> dict[str, Any]:
    return {"model_name": completion.model, "finish_reason": completion.finish_reason}


def _usage(completion: aispm.Completion) -> UsageMetadata | None:
    prompt, answer = completion.usage.get("prompt_tokens"), completion.usage.get("completion_tokens")
    if prompt is None or answer is None:
        return None
    return UsageMetadata(input_tokens=prompt, output_tokens=answer, total_tokens=prompt + answer)
