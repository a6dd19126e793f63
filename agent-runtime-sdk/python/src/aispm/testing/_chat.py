"""The people's side of the chat: what they say goes in, what the agent answers is put together."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from .._time import now
from .._wire import Record


@dataclass(frozen=True, slots=True)
class Reply:
    """An agent's answer to one message; ``parts`` are what a stream released, one after the other."""

    text: str
    parts: tuple[str, ...]
    finish_reason: str
    session_id: str
    trace_id: str


@dataclass(slots=True)
class Question:
    """One message that waits for its answer."""

    text: str
    session_id: str
    user_id: str
    trace_id: str
    answer: asyncio.Future[Reply]
    stream_id: str | None = None
    parts: list[str] = field(default_factory=list)


class Conversations:
    """All sessions with their turns; it is the wire that the SDK reads and writes."""

    def __init__(self) -> None:
        self.history: dict[str, list[dict[str, str]]] = {}
        self.open: dict[str, Question] = {}
        self.committed = 0
        self._incoming: asyncio.Queue[list[Record]] = asyncio.Queue()
        self._offset = 0

    def say(self, text: str, session_id: str, user_id: str) -> Question:
        """Sends a message to the agent."""
        question = Question(text, session_id, user_id, uuid.uuid4().hex, asyncio.get_running_loop().create_future())
        self.open[question.trace_id] = question
        document = {
            "id": str(uuid.uuid4()),
            "session_id": session_id,
            "user_id": user_id,
            "text": text,
            "ts": now(),
            "trace_id": question.trace_id,
        }
        self._incoming.put_nowait([Record(self._offset, json.dumps(document).encode())])
        self._offset += 1
        return question

    def remember(self, session_id: str, role: str, text: str) -> None:
        """Adds to what the session's history answers."""
        self.history.setdefault(session_id, []).append({"role": role, "text": text, "ts": now()})

    def close_turn(self, question: Question) -> None:
        """Whatever comes later for this turn is dropped."""
        self.open.pop(question.trace_id, None)

    async def start(self) -> None:
        """Nothing has to be opened."""

    async def receive(self) -> list[Record]:
        return await self._incoming.get()

    async def send(self, key: str, value: bytes) -> None:
        document = json.loads(value)
        question = self._question(document)
        if question is None:
            return
        match document.get("type"):
            case "delta":
                if self._of_the_answer(question, document) and document["index"] == len(question.parts):
                    question.parts.append(document["text"])
            case "done":
                if self._of_the_answer(question, document):
                    text = "".join(question.parts) or document.get("full_text") or ""
                    self._answer(question, text, document["finish_reason"])
            case _:
                question.parts = [document["text"]]
                self._answer(question, document["text"], "stop")

    async def commit(self, offset: int) -> None:
        self.committed = offset

    async def stop(self) -> None:
        """Nothing has to be closed."""

    def _question(self, document: dict[str, Any]) -> Question | None:
        trace = document.get("trace_id")
        if trace is not None:
            return self.open.get(trace)
        return next((asked for asked in self.open.values() if asked.session_id == document["session_id"]), None)

    @staticmethod
    def _of_the_answer(question: Question, document: dict[str, Any]) -> bool:
        if question.stream_id is None:
            question.stream_id = document["stream_id"]
        return bool(question.stream_id == document["stream_id"])

    def _answer(self, question: Question, text: str, finish_reason: str) -> None:
        self.close_turn(question)
        self.remember(question.session_id, "user", question.text)
        self.remember(question.session_id, "agent", text)
        if not question.answer.done():
            question.answer.set_result(
                Reply(text, tuple(question.parts), finish_reason, question.session_id, question.trace_id)
            )
