"""Models, through the platform's gateway; which one answers is the operator's choice unless told."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import httpx

from ._errors import LLMError

if TYPE_CHECKING:
    from ._platform import Platform

Message = dict[str, Any]

_TIMEOUT = httpx.Timeout(300, connect=10)


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's whole answer; ``tool_calls`` are in OpenAI's shape."""

    text: str
    model: str
    usage: dict[str, Any] = field(default_factory=dict)
    tool_calls: list[dict[str, Any]] = field(default_factory=list)
    finish_reason: str | None = None


class Llm:
    """Chat completions."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def complete(
        self,
        messages: list[Message],
        *,
        model: str | None = None,
        max_tokens: int | None = 2048,
        temperature: float | None = 0.7,
        tools: list[dict[str, Any]] | None = None,
        tool_choice: str | dict[str, Any] | None = None,
        response_format: dict[str, Any] | None = None,
    ) -> Completion:
        """Asks a model and waits for its whole answer."""
        request = self._request(
            messages, model, max_tokens, temperature, tools, tool_choice, response_format, stream=False
        )
        try:
            answer = await self._platform.http.client().send(request)
        except httpx.HTTPError as trouble:
            raise _unreachable(trouble) from trouble
        if answer.status_code != 200:
            raise _refused(answer.status_code, answer.content)
        return _completion(_document(answer.content))

    def stream(
        self,
        messages: list[Message],
        *,
        model: str | None = None,
        max_tokens: int | None = 2048,
        temperature: float | None = 0.7,
        tools: list[dict[str, Any]] | None = None,
        tool_choice: str | dict[str, Any] | None = None,
        response_format: dict[str, Any] | None = None,
    ) -> CompletionStream:
        """Asks a model and yields its answer while it is written; ``.completion`` is the whole, also its tool calls."""
        request = self._request(
            messages, model, max_tokens, temperature, tools, tool_choice, response_format, stream=True
        )
        return CompletionStream(self._platform.http.client(), request)

    def _request(
        self,
        messages: list[Message],
        model: str | None,
        max_tokens: int | None,
        temperature: float | None,
        tools: list[dict[str, Any]] | None,
        tool_choice: str | dict[str, Any] | None,
        response_format: dict[str, Any] | None,
        *,
        stream: bool,
    ) -> httpx.Request:
        settings = self._platform.settings
        settings.require_started()
        optional = {
            "model": model,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "tools": tools,
            "tool_choice": tool_choice,
            "response_format": response_format,
            "stream": stream or None,
        }
        return self._platform.http.client().build_request(
            "POST",
            settings.llm_base_url + "/chat/completions",
            headers={"Authorization": f"Bearer {settings.bootstrap.llm_api_key}"},
            json={"messages": messages} | {name: value for name, value in optional.items() if value is not None},
            timeout=_TIMEOUT,
        )


class CompletionStream(AsyncIterator[str]):
    """The text of an answer as it is written; once it has ended, ``completion`` is the whole answer."""

    def __init__(self, client: httpx.AsyncClient, request: httpx.Request) -> None:
        self.completion = Completion("", "")
        self._texts = self._read(client, request)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        return await anext(self._texts)

    async def aclose(self) -> None:
        await self._texts.aclose()

    async def _read(self, client: httpx.AsyncClient, request: httpx.Request) -> AsyncGenerator[str, None]:
        parts = _Parts()
        try:
            answer = await client.send(request, stream=True)
            try:
                if answer.status_code != 200:
                    raise _refused(answer.status_code, await answer.aread())
                async for line in answer.aiter_lines():
                    data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
                    if data == "[DONE]":
                        break
                    if data and (text := parts.add(_document(data))):
                        yield text
            finally:
                await answer.aclose()
        except httpx.HTTPError as trouble:
            raise _unreachable(trouble) from trouble
        self.completion = parts.whole()


class _Parts:
    """What the parts of a streamed answer add up to."""

    def __init__(self) -> None:
        self._model = ""
        self._texts: list[str] = []
        self._calls: dict[int, dict[str, Any]] = {}
        self._usage: dict[str, Any] = {}
        self._finish_reason: str | None = None

    def add(self, document: dict[str, Any]) -> str:
        """The text that this part adds."""
        if document.get("error"):
            raise _error(_status_of(document["error"]), document["error"])
        self._model = document.get("model") or self._model
        self._usage = document.get("usage") or self._usage
        added = ""
        for choice in document.get("choices") or []:
            delta = choice.get("delta") or {}
            added += delta.get("content") or ""
            for call in delta.get("tool_calls") or []:
                self._add_call(call)
            self._finish_reason = choice.get("finish_reason") or self._finish_reason
        self._texts.append(added)
        return added

    def whole(self) -> Completion:
        calls = [self._calls[index] for index in sorted(self._calls)]
        return Completion("".join(self._texts), self._model, self._usage, calls, self._finish_reason)

    def _add_call(self, part: dict[str, Any]) -> None:
        index = part.get("index", len(self._calls))
        empty = {"id": "", "type": "function", "function": {"name": "", "arguments": ""}}
        call = self._calls.setdefault(index, empty)
        call["id"] = part.get("id") or call["id"]
        for name, text in (part.get("function") or {}).items():
            if isinstance(text, str):
                call["function"][name] = call["function"].get(name, "") + text


def _completion(document: dict[str, Any]) -> Completion:
    choices = document.get("choices")
    if not choices:
        raise LLMError(502, "bad_answer", "the gateway answered without a choice")
    message = choices[0].get("message") or {}
    return Completion(
        text=message.get("content") or "",
        model=document.get("model") or "",
        usage=document.get("usage") or {},
        tool_calls=message.get("tool_calls") or [],
        finish_reason=choices[0].get("finish_reason"),
    )


def _document(text: str | bytes) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise LLMError(502, "bad_answer", "the gateway's answer is not a JSON object")
    return document


def _refused(status: int, content: bytes) -> LLMError:
    try:
        return _error(status, json.loads(content)["error"])
    except (ValueError, KeyError, TypeError):
        return LLMError(status, None, content.decode(errors="replace")[:500])


def _error(status: int, error: Any) -> LLMError:
    if not isinstance(error, dict):
        return LLMError(status, None, str(error))
    code = error.get("code") or error.get("type")
    return LLMError(status, None if code is None else str(code), str(error.get("message") or "no reason given"))


def _status_of(error: Any) -> int:
    status = error.get("status") if isinstance(error, dict) else None
    return status if isinstance(status, int) else 502


def _unreachable(trouble: httpx.HTTPError) -> LLMError:
    if isinstance(trouble, httpx.TimeoutException):
        return LLMError(504, "timeout", "the model gateway did not answer in time")
    return LLMError(503, "unreachable", f"the model gateway can't be reached: {trouble or type(trouble).__name__}")
