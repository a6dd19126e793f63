"""Secrets that an administrator set for this agent."""

from __future__ import annotations

from urllib.parse import quote

from ._errors import SecretNotFound
from ._platform import Platform, RefusedError


async def get_secret(platform: Platform, name: str) -> str:
    try:
        document = await platform.ask(f"secrets/{quote(name, safe='')}")
    except RefusedError as refused:
        if refused.status == 404:
            raise SecretNotFound(name) from None
        raise
    return str(document["value"])
