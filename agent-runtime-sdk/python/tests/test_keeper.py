"""The process that keeps an agent's sandbox: starts it, bounds it, notes how it ended."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from aispm_sandbox.limits import Wanted, limits
from aispm_sandbox.lines import Lines, Log

NAMED = "import os; os.write(3, b'{\"child-pid\": %d}' % os.getpid()); os.close(3)\n"


def keeper(
    folder: Path, code: str, out: int | None = None, *, claim: bool = True, **more: Any
) -> subprocess.Popen[bytes]:
    task = {
        "argv": [sys.executable, "-u", "-c", NAMED + code],
        "env": {"A": "1"},
        "name": f"test-{os.getpid()}-{folder.name}",
        "memory": 256 * 2**20,
        "pids": 64,
        "cpu": 1.0,
        **more,
    }
    process = subprocess.Popen([sys.executable, "-I", "-m", "aispm_sandbox.keeper"], stdin=subprocess.PIPE, stdout=out)
    assert process.stdin
    process.stdin.write(json.dumps(task).encode() + b"\n")
    if claim:
        order = {name: str(folder / f"{name}.jsonl") for name in ("log", "record", "exit")}
        process.stdin.write(json.dumps(order | {"claim": {"who": "me"}}).encode() + b"\n")
        process.stdin.close()
    return process


def document(file: Path) -> Any:
    return json.loads(file.read_text())


def lines(folder: Path) -> list[tuple[str, str]]:
    entries = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [(entry["stream"], entry["text"]) for entry in entries]


def test_keeps_the_log_and_notes_how_it_ended(tmp_path: Path) -> None:
    code = "import sys; print('a\\nb'); print('c', end='', file=sys.stderr); print(dict(os.environ)); sys.exit(3)"
    keeper(tmp_path, code).wait(20)

    assert document(tmp_path / "exit.jsonl") == {"code": 3, "reason": "exit code 3"}
    assert sorted(lines(tmp_path))[:2] == [("stderr", "c"), ("stdout", "a")]
    assert any(text.startswith("{'A': '1'") for _, text in lines(tmp_path))


def test_passes_the_wish_to_stop_on(tmp_path: Path) -> None:
    code = "import signal; signal.signal(15, lambda *_: os._exit(7)); print('up'); signal.pause()"
    process = keeper(tmp_path, code)
    while not (tmp_path / "record.jsonl").exists() or ("stdout", "up") not in lines(tmp_path):
        assert process.poll() is None
    assert document(tmp_path / "record.jsonl")["pid"] == process.pid
    process.send_signal(signal.SIGTERM)
    process.wait(20)

    assert document(tmp_path / "exit.jsonl") == {"code": 7, "reason": "exit code 7"}


def test_ends_what_takes_too_long_and_hands_over_what_it_said(tmp_path: Path) -> None:
    process = keeper(tmp_path, "print('hi'); import signal; signal.pause()", subprocess.PIPE, claim=False, deadline_s=2)
    assert process.stdin
    process.stdin.close()
    assert process.stdout
    with process.stdout:
        out = process.stdout.read()
    process.wait(20)

    assert json.loads(out) == {"code": 137, "reason": "out of time", "stdout": "hi\n", "stderr": ""}


def test_a_sandbox_waits_for_its_agent_and_hears_of_it_once(tmp_path: Path) -> None:
    process = keeper(tmp_path, "import sys; print(sys.stdin.read())", claim=False)
    assert process.stdin
    assert not (tmp_path / "record.jsonl").exists()
    order = {name: str(tmp_path / f"{name}.jsonl") for name in ("log", "record", "exit")}
    process.stdin.write(json.dumps(order | {"claim": {"who": "me"}}).encode() + b"\n")
    process.stdin.close()
    process.wait(20)

    assert ("stdout", '{"who": "me"}') in lines(tmp_path)
    assert document(tmp_path / "exit.jsonl") == {"code": 0, "reason": "exit code 0"}


def test_a_sandbox_that_nobody_can_claim_any_more_ends(tmp_path: Path) -> None:
    process = keeper(tmp_path, "import signal; signal.pause()", claim=False)
    assert process.stdin
    process.stdin.close()

    assert process.wait(20) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_started_says_why(tmp_path: Path) -> None:
    keeper(tmp_path, "", argv=["/nowhere/bwrap"]).wait(20)

    assert document(tmp_path / "exit.jsonl")["code"] == 126
    assert "could not be started" in lines(tmp_path)[0][1]


def test_want_of_memory_is_named(tmp_path: Path) -> None:
    code = "x = []\nwhile True: x.append(bytearray(b'x' * 2**20))"
    keeper(tmp_path, code).wait(60)

    ended = document(tmp_path / "exit.jsonl")
    assert ended == {"code": 137, "reason": "out of memory (limit 256 MiB)"} or "MemoryError" in str(lines(tmp_path))


def test_the_log_is_bounded_and_long_lines_are_cut(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    log = Log(file, page=50_000)
    out = Lines(log, "stdout")
    for _ in range(20):
        out.feed(b"x" * 40_000 + b"\n\xff\n")
    out.finish()
    log.close()

    assert {path.name for path in tmp_path.iterdir()} == {"log.jsonl", "log.1.jsonl"}
    texts = [json.loads(line)["text"] for line in (tmp_path / "log.1.jsonl").read_text().splitlines()]
    assert set(map(len, texts)) <= {1, 16_000, 8_000}
    assert file.stat().st_size < 70_000


def test_control_groups_of_either_version_are_used(tmp_path: Path) -> None:
    wanted = Wanted("a", 1000, 10, 0.5)
    for name in ("memory", "pids", "cpu"):
        (tmp_path / "v1" / name / "own").mkdir(parents=True)
    (tmp_path / "v2" / "slice" / "own").mkdir(parents=True)
    (tmp_path / "v2" / "cgroup.controllers").write_text("memory pids")
    (tmp_path / "v2" / "slice" / "cgroup.procs").write_text("")
    (tmp_path / "v2" / "slice" / "cgroup.subtree_control").write_text("cpu memory pids")

    first = limits(wanted, tmp_path / "v1", "4:memory:/own\n3:pids:/own\n2:cpu,cpuacct:/own\n")
    second = limits(wanted, tmp_path / "v2", "0::/slice/own\n")
    third = limits(wanted, tmp_path / "none", "0::/\n")

    assert (first.kind, second.kind, third.kind) == ("cgroup v1", "cgroup v2", "rlimits")
    assert (tmp_path / "v1/memory/own/aispm-a/memory.limit_in_bytes").read_text() == "1000"
    assert (tmp_path / "v1/cpu/own/aispm-a/cpu.cfs_quota_us").read_text() == "50000"
    assert third.groups == []
