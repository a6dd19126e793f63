"""One tree of exceptions: whoever catches ``AispmError`` has caught all that the platform can answer."""

from __future__ import annotations

from typing import Any


class AispmError(Exception):
    """Something that the platform was asked for could not be had."""


class LLMError(AispmError):
    """The model gateway refused or failed; ``status`` is its HTTP status, ``code`` its stable code."""

    def __init__(self, status: int, code: str | None, message: str) -> None:
        super().__init__(f"{status} {code}: {message}" if code else f"{status}: {message}")
        self.status = status
        self.code = code
        self.message = message


class MCPError(AispmError):
    """A tool call was refused or failed; ``code`` is JSON-RPC's, or the platform's own word for the refusal."""

    def __init__(self, code: int | str, message: str, data: Any = None) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message
        self.data = data


class SecretNotFound(AispmError):
    """Nobody has set this secret for this agent."""

    def __init__(self, name: str) -> None:
        super().__init__(f"secret '{name}' not configured")
        self.name = name
