"""Models, through the platform's gateway; which one answers is the operator's choice unless told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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

    async def stream(
        self,
        messages: list[Message],
        *,
        model: str | None = None,
        max_tokens: int | None = 2048,
        temperature: float | None = 0.7,
        tools: list[dict[str, Any]] | None = None,
        tool_choice: str | dict[str, Any] | None = None,
        response_format: dict[str, Any] | None = None,
    ) -> AsyncIterator[str]:
        """Asks a model and yields its answer while it is written."""
        request = self._request(
            messages, model, max_tokens, temperature, tools, tool_choice, response_format, stream=True
        )
        try:
            answer = await self._platform.http.client().send(request, stream=True)
            try:
                if answer.status_code != 200:
                    raise _refused(answer.status_code, await answer.aread())
                async for text in _texts(answer):
                    yield text
            finally:
                await answer.aclose()
        except httpx.HTTPError as trouble:
            raise _unreachable(trouble) from trouble

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


async def _texts(answer: httpx.Response) -> AsyncIterator[str]:
    async for line in answer.aiter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        document = _document(data)
        if "error" in document:
            raise _error(_status_of(document["error"]), document["error"])
        for choice in document.get("choices") or []:
            text = (choice.get("delta") or {}).get("content")
            if text:
                yield text


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
