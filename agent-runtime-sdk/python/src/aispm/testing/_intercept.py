"""Answers requests to certain addresses in this process, whoever's httpx client sends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx

Answer = Callable[[httpx.Request], httpx.Response]


@contextmanager
def answering(origins: set[str], answer: Answer) -> Iterator[None]:
    """Meanwhile, requests to these origins (``http://host:port``) reach no network."""
    here = httpx.MockTransport(answer)
    asynchronous, blocking = httpx.AsyncHTTPTransport.handle_async_request, httpx.HTTPTransport.handle_request

    async def handle_async(transport: Any, request: httpx.Request) -> httpx.Response:
        if origin(request.url) in origins:
            return await here.handle_async_request(request)
        return await asynchronous(transport, request)

    def handle(transport: Any, request: httpx.Request) -> httpx.Response:
        if origin(request.url) in origins:
            return here.handle_request(request)
        return blocking(transport, request)

    with (
        patch.object(httpx.AsyncHTTPTransport, "handle_async_request", handle_async),
        patch.object(httpx.HTTPTransport, "handle_request", handle),
    ):
        yield


def origin(url: httpx.URL) -> str:
    """Scheme, host and port."""
    return f"{url.scheme}://{url.host}:{url.port}"
