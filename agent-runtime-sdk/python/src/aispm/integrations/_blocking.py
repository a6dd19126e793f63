"""Waits for the SDK's coroutines where a framework blocks: without an event loop, or inside of one."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import aispm

_Result = TypeVar("_Result")


def wait_for(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Runs it to its end in a thread with a loop of its own; the turn that is being handled goes along."""
    context = contextvars.copy_context()
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(context.run, asyncio.run, _closing(work)).result()


async def _closing(work: Coroutine[Any, Any, _Result]) -> _Result:
    try:
        return await work
    finally:
        await aispm._process.http.close()
