"""Stands beside one sandbox: starts it under its limits, keeps its log, passes the wish to stop on, notes how it ended.

It is told what to do by one JSON document on standard input, so that nothing secret stands on a command line,
and it outlives whoever started it.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .limits import Limits, Wanted, limits
from .lines import Lines, Log

_INFO_FD = 3
_CAPTURED = 1_000_000
_NAMED_S = 10.0


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be run, and where its traces go."""

    argv: list[str]
    env: dict[str, str]
    wanted: Wanted
    log: Path | None
    record: Path | None
    exit: Path | None
    deadline_s: float | None

    @classmethod
    def of(cls, document: dict[str, Any]) -> Task:
        def path(name: str) -> Path | None:
            return Path(document[name]) if document.get(name) else None

        return cls(
            argv=document["argv"],
            env=document["env"],
            wanted=Wanted(document["name"], document["memory"], document["pids"], document["cpu"]),
            log=path("log"),
            record=path("record"),
            exit=path("exit"),
            deadline_s=document.get("deadline_s"),
        )


class Sandbox:
    """The running process, from outside."""

    def __init__(self, task: Task, bounds: Limits) -> None:
        info, info_in = os.pipe()
        self.out, out_in = os.pipe()
        self.err, err_in = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _become(task, bounds, out_in, err_in, info_in)
        for inner in (info_in, out_in, err_in):
            os.close(inner)
        self.inside = _read_inside(info)

    def signal(self, number: int) -> None:
        """Reaches the first process inside; ending that ends everything inside."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.inside or self.pid, number)


def _become(task: Task, bounds: Limits, out: int, err: int, info: int) -> None:
    try:
        bounds.enter()
        nothing = os.open(os.devnull, os.O_RDONLY)
        # Moved out of the way first: a pipe's end may itself be 0 to 3.
        ends = [os.dup2(end, 20 + place) for place, end in enumerate((nothing, out, err, info))]
        for place, end in enumerate(ends):
            os.dup2(end, place, inheritable=True)
        os.closerange(_INFO_FD + 1, 256)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.execve(task.argv[0], task.argv, task.env)
    except BaseException as failure:
        os.write(2, f"The sandbox could not be started: {failure}\n".encode())
    finally:
        os._exit(126)


def _read_inside(info: int) -> int | None:
    """The pid of the first process inside, from bubblewrap."""
    text = b""
    give_up = time.monotonic() + _NAMED_S
    with selectors.DefaultSelector() as selector:
        selector.register(info, selectors.EVENT_READ)
        while b"}" not in text and selector.select(give_up - time.monotonic()):
            data = os.read(info, 4096)
            if not data:
                break
            text += data
    os.close(info)
    try:
        return int(json.loads(text)["child-pid"])
    except (ValueError, KeyError):
        return None


def keep(task: Task) -> dict[str, Any]:
    """Runs the task to its end and says how it ended."""
    bounds = limits(task.wanted)
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    stop_wished = False

    def wish_to_stop(*_: object) -> None:
        nonlocal stop_wished
        stop_wished = True

    signal.signal(signal.SIGTERM, wish_to_stop)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    log = Log(task.log) if task.log else None
    sandbox = Sandbox(task, bounds)
    if task.record is not None:
        _note(task.record, _record(sandbox, bounds))
        _say("started\n")
    captured: dict[str, bytearray] = {"stdout": bytearray(), "stderr": bytearray()}
    lines = {name: Lines(log, name) for name in captured} if log else {}
    give_up = None if task.deadline_s is None else time.monotonic() + task.deadline_s
    status = None
    expired = False
    with selectors.DefaultSelector() as selector:
        selector.register(sandbox.out, selectors.EVENT_READ, "stdout")
        selector.register(sandbox.err, selectors.EVENT_READ, "stderr")
        selector.register(wake, selectors.EVENT_READ, None)
        while len(selector.get_map()) > 1 or status is None:
            pause = None if give_up is None else max(0.0, give_up - time.monotonic())
            events = selector.select(0.5 if status is not None else pause)
            if status is not None and not events:
                break
            for key, _ in events:
                data = os.read(key.fd, 65536)
                if key.data is None:
                    continue
                if not data:
                    selector.unregister(key.fd)
                elif log:
                    lines[key.data].feed(data)
                elif len(captured[key.data]) < _CAPTURED:
                    captured[key.data] += data
            if stop_wished:
                stop_wished = False
                sandbox.signal(signal.SIGTERM)
            if give_up is not None and time.monotonic() >= give_up:
                expired, give_up = True, None
                sandbox.signal(signal.SIGKILL)
            if status is None:
                status = _ended(sandbox.pid)
    for stream in lines.values():
        stream.finish()
    ended = _exit(status, bounds, expired)
    bounds.remove()
    if log is not None:
        log.close()
    else:
        ended |= {name: bytes(data).decode(errors="replace") for name, data in captured.items()}
    if task.exit is not None:
        _note(task.exit, ended)
    return ended


def _ended(pid: int) -> int | None:
    gone, status = os.waitpid(pid, os.WNOHANG)
    if gone == 0:
        return None
    code = os.waitstatus_to_exitcode(status)
    return 128 - code if code < 0 else code


def _exit(code: int, bounds: Limits, expired: bool) -> dict[str, Any]:
    reason = f"killed by signal {code - 128}" if code > 128 else f"exit code {code}"
    if code > 128 and bounds.ran_out_of_memory():
        reason = f"out of memory (limit {bounds.wanted.memory // 2**20} MiB)"
    if expired:
        reason = "out of time"
    return {"code": code, "reason": reason}


def _record(sandbox: Sandbox, bounds: Limits) -> dict[str, Any]:
    pid = os.getpid()
    inside = sandbox.inside or sandbox.pid
    return {
        "pid": pid,
        "started": _started(pid),
        "inside": inside,
        "inside_started": _started(inside),
        "limits": bounds.kind,
    }


def _started(pid: int) -> int:
    """When a process began, in the kernel's ticks: with its pid this names it for good."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return 0


def _say(text: str) -> None:
    """Answers whoever started this process, who then need not stay."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(text)
        sys.stdout.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def _note(file: Path, document: dict[str, Any]) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(document))
    os.replace(fresh, file)


def main() -> int:
    with contextlib.suppress(PermissionError):
        os.setsid()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    task = Task.of(json.loads(sys.stdin.buffer.read()))
    ended = keep(task)
    if task.record is None:
        _say(json.dumps(ended))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
