"""What every agent's start needs and no identity: done while a sandbox waits, so that the start finds it done."""

from __future__ import annotations

import gc
import importlib

from . import _http

_LOADED_LATE = ("aiokafka", "aispm._loader", "anyio._backends._asyncio", "encodings.idna")
"""Modules that would otherwise be imported at the first request or message."""


def prepare() -> None:
    """Loads the modules and the authorities that this process will trust; what is there then is shared after a fork."""
    for name in _LOADED_LATE:
        importlib.import_module(name)
    _http.blocking_transport().close()
    # The collector would touch, and so copy, each page that the agent's process shares with the one that minds it.
    gc.freeze()
