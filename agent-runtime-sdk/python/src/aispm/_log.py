"""Structured log lines, with what looks like a credential taken out."""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from typing import Any

from . import _turn
from ._time import now

_REDACTED = "[redacted]"
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CREDENTIALS = {
    "accesskey",
    "accesstoken",
    "apikey",
    "auth",
    "authorization",
    "bearer",
    "cookie",
    "credential",
    "jwt",
    "pass",
    "passphrase",
    "passwd",
    "privatekey",
    "pwd",
    "token",
}
_KEYS = {"access", "api", "auth", "encryption", "master", "private", "secret", "session", "signing"}


def line(message: str, trace: str | None, fields: dict[str, Any], own_secrets: tuple[str, ...]) -> str:
    document: dict[str, Any] = {"ts": now(), "message": str(message)}
    trace = trace or _turn.trace_id()
    if trace is not None:
        document["trace"] = str(trace)
    document["fields"] = {name: _clean(name, value) for name, value in fields.items()}
    text = json.dumps(document, ensure_ascii=False, default=repr)
    for secret in own_secrets:
        if len(secret) >= 8:
            text = text.replace(secret, _REDACTED)
    return text


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _clean(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    words = _words(name)
    if isinstance(value, (int, float)) and words and words[-1] == "token":
        return value  # a count of tokens
    if _is_credential(words):
        return _REDACTED
    if isinstance(value, dict):
        return {str(key): _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_clean("", inner) for inner in value]
    return value


def _words(name: str) -> list[str]:
    words = [word.lower() for word in _WORDS.findall(name)]
    return [word if word.endswith("ss") else word.removesuffix("s") for word in words]


def _is_credential(words: list[str]) -> bool:
    if any(word in _CREDENTIALS or "password" in word or "secret" in word for word in words):
        return True
    return any(second == "key" and first in _KEYS for first, second in pairwise(words))
