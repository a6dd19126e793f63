"""What the chat needs of a broker: records in from one partition, records out, and a note of how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Record:
    """One message as the broker holds it."""

    offset: int
    value: bytes


class Wire(Protocol):
    """The agent's two topics."""

    async def start(self) -> None: ...

    async def receive(self) -> list[Record]:
        """The next records; waits for some, and through outages."""
        ...

    async def send(self, key: str, value: bytes) -> None:
        """Returns once the broker has it; tries again through short outages."""
        ...

    async def commit(self, offset: int) -> None:
        """Everything before this offset has been handled."""
        ...

    async def stop(self) -> None: ...
