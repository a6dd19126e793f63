"""Bounds memory, processes and processor time by control groups where this process may make them, else by rlimits."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_PERIOD_US = 100_000
_FILES = 2048
_NEEDED = {"memory", "pids"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one sandbox may use."""

    name: str
    memory: int
    pids: int
    cpu: float


@dataclass(slots=True)
class Limits:
    """The limits of one sandbox, as they could be had; ``kind`` says how."""

    wanted: Wanted
    kind: str = "rlimits"
    groups: list[Path] = field(default_factory=list)

    def enter(self) -> None:
        """Puts the calling process, and all that it will start, under the limits."""
        for group in self.groups:
            (group / "cgroup.procs").write_text(str(os.getpid()))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
        if not self.groups:
            resource.setrlimit(resource.RLIMIT_DATA, (self.wanted.memory, self.wanted.memory))

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel killed something in here for want of memory."""
        for group in self.groups:
            for file in ("memory.events", "memory.oom_control"):
                with contextlib.suppress(OSError):
                    words = (group / file).read_text().split()
                    counts = dict(zip(words[::2], words[1::2], strict=False))
                    if int(counts.get("oom_kill", 0)) > 0:
                        return True
        return False

    def remove(self) -> None:
        for group in self.groups:
            with contextlib.suppress(OSError):
                group.rmdir()


def limits(wanted: Wanted, root: Path = _ROOT, own: str | None = None) -> Limits:
    """The best limits that can be had here."""
    own = Path("/proc/self/cgroup").read_text() if own is None else own
    for kind, attempt in (("cgroup v2", _unified), ("cgroup v1", _separate)):
        groups: list[Path] = []
        try:
            attempt(wanted, root, own, groups)
        except OSError:
            Limits(wanted, kind, groups).remove()
            continue
        return Limits(wanted, kind, groups)
    return Limits(wanted)


def _unified(wanted: Wanted, root: Path, own: str, groups: list[Path]) -> None:
    if not (root / "cgroup.controllers").exists():
        raise FileNotFoundError(root)
    parent = _delegated(root, own)
    group = parent / f"aispm-{wanted.name}"
    group.mkdir()
    groups.append(group)
    (group / "memory.max").write_text(str(wanted.memory))
    (group / "pids.max").write_text(str(wanted.pids))
    with contextlib.suppress(OSError):
        (group / "memory.swap.max").write_text("0")
    with contextlib.suppress(OSError):
        (group / "cpu.max").write_text(f"{int(wanted.cpu * _PERIOD_US)} {_PERIOD_US}")


def _delegated(root: Path, own: str) -> Path:
    """The nearest group above our own that may have groups with limits in it."""
    path = next(line.removeprefix("0::") for line in own.splitlines() if line.startswith("0::"))
    place = root / path.strip("/")
    while place != root:
        place = place.parent
        if os.access(place / "cgroup.procs", os.W_OK) and _hands_down(place):
            return place
    raise PermissionError(root)


def _hands_down(group: Path) -> bool:
    control = group / "cgroup.subtree_control"
    for controller in ("memory", "pids", "cpu"):
        if controller not in control.read_text().split():
            with contextlib.suppress(OSError):
                control.write_text(f"+{controller}")
    return set(control.read_text().split()) >= _NEEDED


def _separate(wanted: Wanted, root: Path, own: str, groups: list[Path]) -> None:
    settings = {
        "memory": {"memory.limit_in_bytes": wanted.memory},
        "pids": {"pids.max": wanted.pids},
        "cpu": {"cpu.cfs_period_us": _PERIOD_US, "cpu.cfs_quota_us": int(wanted.cpu * _PERIOD_US)},
    }
    for controller, values in settings.items():
        group = _parent(root / controller, controller, own) / f"aispm-{wanted.name}"
        group.mkdir()
        groups.append(group)
        for name, value in values.items():
            (group / name).write_text(str(value))
        with contextlib.suppress(OSError):
            (group / "memory.memsw.limit_in_bytes").write_text(str(wanted.memory))


def _parent(mount: Path, controller: str, own: str) -> Path:
    for line in own.splitlines():
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(",") and (mount / path.strip("/")).is_dir():
            return mount / path.strip("/")
    return mount
