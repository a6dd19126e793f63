"""A model that answers from a script, in the dialect of the platform's gateway."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

_MODEL = "scripted"
_CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str = ""
    tool: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    code: str = ""


class ScriptedModel:
    """Gives one scripted answer to each request, in order; ``asked`` holds the requests' bodies."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self._script: deque[_Answer] = deque()

    def says(self, *texts: str) -> Self:
        """The next answers are these texts, one each."""
        self._script.extend(_Answer(text) for text in texts)
        return self

    def calls(self, tool: str, /, **arguments: Any) -> Self:
        """The next answer asks for a tool."""
        self._script.append(_Answer(tool=tool, arguments=arguments))
        return self

    def fails(self, status: int, code: str, message: str) -> Self:
        """The next request is refused, as the gateway refuses."""
        self._script.append(_Answer(message, status=status, code=code))
        return self

    @property
    def left(self) -> int:
        """How many answers nobody has asked for yet."""
        return len(self._script)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The gateway's answer to a chat completion."""
        body = json.loads(request.content)
        self.asked.append(body)
        if not self._script:
            return _refusal(_Answer("The script of the model's answers is over.", status=500, code="script_over"))
        scripted = self._script.popleft()
        if scripted.status != 200:
            return _refusal(scripted)
        usage = _usage(request.content, scripted)
        if body.get("stream"):
            return _streamed(scripted, usage, len(self.asked))
        message: dict[str, Any] = {"role": "assistant", "content": scripted.text or None}
        if scripted.tool:
            message["tool_calls"] = [_call(scripted, len(self.asked))]
        choice = {"index": 0, "message": message, "finish_reason": _finish_reason(scripted)}
        return httpx.Response(200, json=_head("chat.completion") | {"choices": [choice], "usage": usage})


def _streamed(scripted: _Answer, usage: dict[str, int], number: int) -> httpx.Response:
    deltas: list[dict[str, Any]] = [{"content": part} for part in _parts(scripted.text)]
    if scripted.tool:
        deltas.append({"tool_calls": [{"index": 0} | _call(scripted, number)]})
    choices: list[dict[str, Any]] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": _finish_reason(scripted)})
    chunks: list[dict[str, Any]] = [*({"choices": [choice]} for choice in choices), {"choices": [], "usage": usage}]
    lines = [f"data: {json.dumps(_head('chat.completion.chunk') | chunk)}\n\n" for chunk in chunks]
    return httpx.Response(200, text="".join(lines) + "data: [DONE]\n\n", headers={"Content-Type": "text/event-stream"})


def _parts(text: str) -> list[str]:
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + [word for word in words[-1:] if word]


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 0, "model": _MODEL}


def _call(scripted: _Answer, number: int) -> dict[str, Any]:
    function = {"name": scripted.tool, "arguments": json.dumps(scripted.arguments)}
    return {"id": f"call_{number}", "type": "function", "function": function}


def _finish_reason(scripted: _Answer) -> str:
    return "tool_calls" if scripted.tool else "stop"


def _usage(request: bytes, scripted: _Answer) -> dict[str, int]:
    prompt = len(request) // _CHARACTERS_PER_TOKEN
    completion = len(scripted.text) // _CHARACTERS_PER_TOKEN + 1
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _refusal(scripted: _Answer) -> httpx.Response:
    error = {"message": scripted.text, "type": "error", "code": scripted.code}
    return httpx.Response(scripted.status, json={"error": error})
