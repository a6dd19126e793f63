"""HTTP to the platform, and the traceparent on every httpx request made while a message is handled."""

from __future__ import annotations

import asyncio
import functools
import ssl
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from . import _turn

_Send = TypeVar("_Send", bound=Callable[..., Any])


@functools.cache
def trusted() -> ssl.SSLContext:
    """The authorities that the platform's address is checked against; read once, as it takes long."""
    return httpx.create_ssl_context(trust_env=False)


def blocking_transport() -> httpx.BaseTransport:
    """For a request before there is an event loop."""
    return httpx.HTTPTransport(verify=trusted())


class Http:
    """One client per event loop, without the environment's proxies."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = (
            weakref.WeakKeyDictionary()
        )

    def client(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = httpx.AsyncClient(
                transport=self._transport or httpx.AsyncHTTPTransport(verify=trusted(), retries=2),
                timeout=httpx.Timeout(30, connect=10),
                trust_env=False,
            )
            self._clients[loop] = client
        return client

    async def close(self) -> None:
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()


def follow_turns() -> None:
    """Teaches httpx, once, to name the turn in the requests made for it; outside of turns nothing changes."""
    httpx.AsyncClient.send = _traced(httpx.AsyncClient.send)  # type: ignore[method-assign]
    httpx.Client.send = _traced(httpx.Client.send)  # type: ignore[method-assign]


def _traced(send: _Send) -> _Send:
    if hasattr(send, "traces_turns"):
        return send

    @functools.wraps(send)
    def traced(client: Any, request: httpx.Request, **options: Any) -> Any:
        header = _turn.traceparent()
        if header is not None and "traceparent" not in request.headers:
            request.headers["traceparent"] = header
        return send(client, request, **options)

    traced.traces_turns = True  # type: ignore[attr-defined]
    return traced  # type: ignore[return-value]
