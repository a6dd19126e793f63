"""Runs an agent's file: bootstrap first, then its code, then its ``main`` until it ends or is asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import inspect
import logging
import signal
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from ._errors import AispmError
from ._platform import Platform

_log = logging.getLogger("aispm")

_GRACE_S = 8.0
_WIND_UP_S = 0.5
_CLOSING_S = 1.5


def run(file: str) -> int:
    """The exit status of the agent's process."""
    from . import _process

    try:
        _process.settings.require_started()
        _ = _process.settings.bootstrap
        main = load(Path(file))
        asyncio.run(serve(_process, main))
    except SystemExit as exit_:
        return _status(exit_)
    except KeyboardInterrupt:
        return 130
    except AispmError as refused:
        traceback.print_exc()
        print(f"aispm: {refused}", file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def load(file: Path) -> Callable[[], Awaitable[Any]]:
    """Imports the file as the module ``agent`` and finds its ``async def main``."""
    spec = importlib.util.spec_from_file_location("agent", file)
    if spec is None or spec.loader is None:
        raise AispmError(f"{file.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules["agent"] = module
    sys.argv = [str(file)]
    sys.path.insert(0, str(file.absolute().parent))
    spec.loader.exec_module(module)
    main = getattr(module, "main", None)
    if not inspect.iscoroutinefunction(main):
        raise AispmError("No top-level `async def main`")
    return main


async def serve(platform: Platform, main: Callable[[], Awaitable[Any]]) -> None:
    """Runs ``main`` until it ends or this process gets a signal to leave."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, asked.set)
    await attend(platform, main, asked)


async def attend(platform: Platform, main: Callable[[], Awaitable[Any]], asked: asyncio.Event) -> None:
    """Runs ``main``; asked to stop, it lets the turns in hand finish, notes the place, and leaves."""
    agent = asyncio.ensure_future(main())
    stopper = asyncio.ensure_future(_stop_when_asked(platform, asked, agent))
    try:
        await asyncio.wait({agent})
        await _finish_turns(platform, agent)
        if not agent.cancelled():
            agent.result()
        elif not platform.stopping:
            raise asyncio.CancelledError
    finally:
        stopper.cancel()
        await _close(platform)


async def _close(platform: Platform) -> None:
    """Leaves as well as it can be done in time; nobody is helped by what goes wrong then."""
    closing = asyncio.ensure_future(platform.close())
    await asyncio.wait({closing}, timeout=_CLOSING_S)
    if closing.done() and not closing.cancelled() and (trouble := closing.exception()):
        _log.warning("while leaving: %s", trouble)


async def _finish_turns(platform: Platform, agent: asyncio.Future[Any]) -> None:
    """Tasks that ``main`` left behind may end their turns, unless it failed."""
    if agent.cancelled() or agent.exception() is None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(platform.drained(), _GRACE_S if platform.stopping else 0.1)


async def _stop_when_asked(platform: Platform, asked: asyncio.Event, agent: asyncio.Future[Any]) -> None:
    await asked.wait()
    await platform.stop()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(platform.drained(), _GRACE_S - _WIND_UP_S)
    await asyncio.wait({agent}, timeout=_WIND_UP_S)
    agent.cancel()


def _status(exit_: SystemExit) -> int:
    if exit_.code is None:
        return 0
    if isinstance(exit_.code, int):
        return exit_.code
    print(exit_.code, file=sys.stderr)
    return 1
