"""What a tool's result says, as text for a model."""

from __future__ import annotations

import json
from typing import Any


def text_of(result: dict[str, Any]) -> str:
    """The result's texts; its structure where it has none."""
    texts = [part.get("text", "") for part in result.get("content") or [] if part.get("type") == "text"]
    return "\n".join(texts) or json.dumps(result, ensure_ascii=False)


def arguments_of(call: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments of a model's tool call; none where the model wrote no JSON object."""
    try:
        arguments = json.loads(call["function"].get("arguments") or "{}")
    except ValueError:
        return None
    return arguments if isinstance(arguments, dict) else None
