"""Stands beside one sandbox: starts it under its limits, keeps its log, passes the wish to stop on, notes how it ended.

It is told what to do by one JSON line on standard input, so that nothing secret stands on a command line. A sandbox
that has an agent hears of it in a second line, which says where its traces go too and what to hand in; from then on the
keeper outlives whoever started it. When the input ends before, nobody wants the sandbox any more.
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
from .seccomp import filter_file

_INFO_FD = 3
_FILTER_FD = 4
_CAPTURED = 1_000_000
_NAMED_S = 10.0
_SOON_S = 0.02


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be run: until a deadline and with an input, or until an agent has claimed it and ended."""

    argv: list[str]
    env: dict[str, str]
    wanted: Wanted
    deadline_s: float | None
    input: str

    @classmethod
    def of(cls, document: dict[str, Any]) -> Task:
        return cls(
            argv=document["argv"],
            env=document["env"],
            wanted=Wanted(document["name"], document["memory"], document["pids"], document["cpu"]),
            deadline_s=document.get("deadline_s"),
            input=document.get("input", ""),
        )


@dataclass(frozen=True, slots=True)
class Claimed:
    """Where the traces of the sandbox's agent go, and the line that tells the inside who it is."""

    log: Path
    record: Path
    exit: Path
    inside: bytes

    @classmethod
    def of(cls, document: dict[str, Any]) -> Claimed:
        return cls(
            log=Path(document["log"]),
            record=Path(document["record"]),
            exit=Path(document["exit"]),
            inside=json.dumps(document["claim"]).encode() + b"\n",
        )


class Sandbox:
    """The running process, from outside."""

    def __init__(self, task: Task, bounds: Limits) -> None:
        rules = filter_file()
        info, info_in = os.pipe()
        into, self.into = os.pipe()
        self.out, out_in = os.pipe()
        self.err, err_in = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _become(task, bounds, (into, out_in, err_in, info_in, rules))
        for inner in (into, info_in, out_in, err_in, rules):
            os.close(inner)
        self.inside = _read_inside(info)

    def hears(self, number: int) -> bool:
        """Whether the first process inside takes the signal; until it has said how, the kernel drops it."""
        bit = 1 << (number - 1)
        try:
            status = Path(f"/proc/{self.inside or self.pid}/status").read_text()
        except OSError:
            return True
        masks = [line.split()[1] for line in status.splitlines() if line.startswith(("SigBlk:", "SigCgt:"))]
        return any(int(mask, 16) & bit for mask in masks)

    def tell(self, line: bytes) -> None:
        """Hands the inside its one line; it reads no other."""
        with contextlib.suppress(BrokenPipeError), os.fdopen(self.into, "wb") as into:
            into.write(line)

    def signal(self, number: int) -> None:
        """Reaches the first process inside; ending that ends everything inside."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.inside or self.pid, number)


def _become(task: Task, bounds: Limits, files: tuple[int, int, int, int, int]) -> None:
    try:
        bounds.enter()
        # Moved out of the way first: a pipe's end may itself be 0 to 4.
        ends = [os.dup2(end, 20 + place) for place, end in enumerate(files)]
        for place, end in enumerate(ends):
            os.dup2(end, place, inheritable=True)
        os.closerange(_FILTER_FD + 1, 256)
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


class Keeping:
    """One sandbox from its making to its end."""

    def __init__(self, task: Task, orders: int | None, heard: bytes = b"") -> None:
        self._task = task
        self._bounds = limits(task.wanted)
        self._stop_wished = False
        self._claimed: Claimed | None = None
        self._log: Log | None = None
        self._lines: dict[str, Lines] = {}
        self._captured = {"stdout": bytearray(), "stderr": bytearray()}
        self._order = heard
        self._orders = orders
        self._selector = selectors.DefaultSelector()
        wake, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGTERM, self._wish_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._sandbox = Sandbox(task, self._bounds)
        self._selector.register(self._sandbox.out, selectors.EVENT_READ, "stdout")
        self._selector.register(self._sandbox.err, selectors.EVENT_READ, "stderr")
        self._selector.register(wake, selectors.EVENT_READ, "wake")
        if orders is None:
            self._sandbox.tell(task.input.encode())
        else:
            self._selector.register(orders, selectors.EVENT_READ, "order")

    def run(self) -> dict[str, Any]:
        """Keeps it to its end and says how it ended."""
        task, sandbox = self._task, self._sandbox
        give_up = None if task.deadline_s is None else time.monotonic() + task.deadline_s
        status = None
        expired = False
        self._look_at_order()
        while self._speaks() or status is None:
            pause = None if give_up is None else max(0.0, give_up - time.monotonic())
            pause = _SOON_S if self._stop_wished else pause
            events = self._selector.select(0.5 if status is not None else pause)
            if status is not None and not events:
                break
            for key, _ in events:
                self._hear(key.data, key.fd)
            if self._stop_wished and sandbox.hears(signal.SIGTERM):
                self._stop_wished = False
                sandbox.signal(signal.SIGTERM)
            if give_up is not None and time.monotonic() >= give_up:
                expired, give_up = True, None
                sandbox.signal(signal.SIGKILL)
            if status is None:
                status = _ended(sandbox.pid)
        return self._finish(status, expired)

    def _speaks(self) -> bool:
        return any(key.data in self._captured for key in self._selector.get_map().values())

    def _hear(self, source: str, end: int) -> None:
        data = os.read(end, 65536)
        if source == "order":
            self._take_order(data)
        elif source == "wake":
            return
        elif not data:
            self._selector.unregister(end)
        elif self._lines:
            self._lines[source].feed(data)
        elif len(self._captured[source]) < _CAPTURED:
            self._captured[source] += data

    def _take_order(self, data: bytes) -> None:
        self._order += data
        self._look_at_order()
        if not data and self._orders is not None:
            self._forget_orders()
            self._sandbox.signal(signal.SIGKILL)

    def _look_at_order(self) -> None:
        if self._orders is not None and self._order.endswith(b"\n"):
            self._forget_orders()
            self._be_claimed(Claimed.of(json.loads(self._order)))

    def _forget_orders(self) -> None:
        if self._orders is not None:
            self._selector.unregister(self._orders)
            self._orders = None

    def _be_claimed(self, claimed: Claimed) -> None:
        self._claimed = claimed
        self._log = Log(claimed.log)
        self._lines = {name: Lines(self._log, name) for name in self._captured}
        for name, data in self._captured.items():
            self._lines[name].feed(bytes(data))
        self._sandbox.tell(claimed.inside)
        _note(claimed.record, _record(self._sandbox, self._bounds))
        _say("started\n")

    def _finish(self, status: int | None, expired: bool) -> dict[str, Any]:
        for stream in self._lines.values():
            stream.finish()
        ended = _exit(255 if status is None else status, self._bounds, expired)
        self._bounds.remove()
        if self._log is not None:
            self._log.close()
        if self._claimed is not None:
            _note(self._claimed.exit, ended)
            return ended
        return ended | {name: bytes(data).decode(errors="replace") for name, data in self._captured.items()}

    def _wish_to_stop(self, *_: object) -> None:
        self._stop_wished = True


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
    orders = sys.stdin.fileno()
    first, heard = _first_line(orders)
    task = Task.of(json.loads(first))
    if task.deadline_s is not None:
        _say(json.dumps(Keeping(task, None).run()))
    else:
        Keeping(task, orders, heard).run()
    return 0


def _first_line(orders: int) -> tuple[bytes, bytes]:
    """The line, and what was heard of the next one with it."""
    heard = b""
    while b"\n" not in heard and (data := os.read(orders, 65536)):
        heard += data
    line, _, rest = heard.partition(b"\n")
    return line, rest


if __name__ == "__main__":
    raise SystemExit(main())
