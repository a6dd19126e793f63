import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aispm_sandbox.limits import Wanted, limits
from aispm_sandbox.lines import Lines, Log
from aispm_sandbox.seccomp import Unavailable, filter_file

SHA256 = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
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


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Path]:
    """A Unix socket that gives back in capitals what it is told, to the end."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "0.sock"))
        server.listen()

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    while data := connection.recv(65536):
                        connection.sendall(data.upper())

        threading.Thread(target=serve, daemon=True).start()
        yield tmp_path
        server.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def init(gate: Path, ports: list[int], program: str, *, after: str = "", **more: Any) -> subprocess.Popen[str]:
    """A sandbox's first process, claimed for an agent that is a program of its own."""
    named = ",".join(map(str, ports))
    command = [sys.executable, "-I", "-m", "aispm_sandbox.init", str(gate), named, "0"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdin
    claim = {"env": {}, "file": __file__, "sha256": SHA256, "command": [sys.executable, "-c", program], **more}
    process.stdin.write(json.dumps(claim) + "\n" + after)
    process.stdin.flush()
    return process


CLIENT = """
import socket, sys, threading
with socket.create_connection(("127.0.0.1", {port})) as c:
    threading.Thread(target=lambda: (c.sendall(b"x" * 3_000_000), c.shutdown(socket.SHUT_WR))).start()
    size = 0
    while data := c.recv(65536):
        assert set(data) == {{ord("X")}}
        size += len(data)
print(size)
sys.exit(5)
"""


def test_carries_a_port_to_its_gate_and_ends_with_the_agent(gate: Path) -> None:
    port = free_port()
    (gate / "0.sock").rename(gate / f"{port}.sock")
    process = init(gate, [port], CLIENT.format(port=port))
    out, _ = process.communicate(timeout=20)

    assert (out, process.returncode) == ("3000000\n", 5)


def test_a_gate_that_is_away_is_a_closed_connection(tmp_path: Path) -> None:
    port = free_port()
    code = f"import socket\nwith socket.create_connection(('127.0.0.1', {port})) as c:\n"
    process = init(tmp_path, [port], code + "    try: print(c.recv(1))\n    except ConnectionError: print(b'')\n")
    out, _ = process.communicate(timeout=20)

    assert (out, process.returncode) == ("b''\n", 0)


def test_the_wish_to_stop_reaches_the_agent_and_strays_are_reaped(tmp_path: Path) -> None:
    code = "import os, signal, time\nif os.fork() == 0: os._exit(0)\nprint('up', flush=True)\nsignal.pause()\n"
    process = init(tmp_path, [], code)
    assert process.stdout and process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert process.returncode == 128 + signal.SIGTERM


AGENT = """
import os, sys
async def main():
    ...
print(sorted(os.environ), open("/proc/self/fd/100").read() == open(__file__).read())
for attempt in ("w", "ab"):
    try:
        with open("/proc/self/fd/100", attempt) as file:
            file.write("x" if attempt == "w" else b"x")
        print("written")
    except OSError as refused:
        print(type(refused).__name__)
sys.exit(9)
"""


def test_code_that_comes_with_the_claim_runs_and_cannot_be_changed(tmp_path: Path) -> None:
    link = tmp_path / "agent.py"
    link.symlink_to("/proc/self/fd/100")
    identity = {"AGENT_ID": "a", "MCP_TOKEN": "t", "CONTROLLER_URL": "http://127.0.0.1:9", "LC_ALL": "C.UTF-8"}
    process = init(
        tmp_path,
        [],
        "",
        env=identity,
        command=[sys.executable, str(link)],
        file=str(link),
        code_size=len(AGENT.encode()),
        after=AGENT,
        sha256=hashlib.sha256(AGENT.encode()).hexdigest(),
    )
    out, errors = process.communicate(timeout=20)

    assert errors == ""
    names, *attempts = out.splitlines()
    assert names == "['AGENT_ID', 'CONTROLLER_URL', 'LC_ALL', 'MCP_TOKEN'] True"
    assert attempts == ["PermissionError", "PermissionError"]
    assert process.returncode == 9


def test_a_jar_that_comes_with_the_claim_is_begun_as_it_says(tmp_path: Path) -> None:
    made = tmp_path / "made.jar"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: Agent\n")
        archive.writestr("Agent.class", "")
    link = tmp_path / "agent.jar"
    link.symlink_to("/proc/self/fd/100")
    java = tmp_path / "java"
    java.write_text('#!/bin/sh\necho "$@"\nsha256sum < "$3"\nexit 9\n')
    java.chmod(0o755)
    content = made.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    command = [sys.executable, "-I", "-m", "aispm_sandbox.init", str(tmp_path), "", "0"]
    claim = {"env": {"PATH": "/usr/bin:/bin"}, "file": str(link), "sha256": digest, "code_size": len(content)}
    order = json.dumps(claim | {"java": [str(java), "-Xmx1m"]}).encode() + b"\n"

    done = subprocess.run(command, input=order + content, capture_output=True, timeout=20)

    assert done.stdout.decode().splitlines() == [f"-Xmx1m -jar {link}", f"{digest}  -"]
    assert (done.stderr, done.returncode) == (b"", 9)


def test_other_code_than_was_reviewed_is_not_run(tmp_path: Path) -> None:
    process = init(tmp_path, [], "print('ran')", sha256="0" * 64)
    out, errors = process.communicate(timeout=20)

    assert (out, process.returncode) == ("", 126)
    assert "its SHA-256 differs" in errors


@pytest.fixture
def control_plane() -> Iterator[str]:
    """Answers every bootstrap."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names = "agent_id tenant_id mcp_url llm_base_url llm_api_key kafka_bootstrap_servers kafka_group_id"
            fields = [*names.split(), "chat_in_topic", "chat_out_topic"]
            body = json.dumps({name: f"its {name}" for name in fields}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_agent_is_a_fork_of_what_is_loaded_with_exactly_its_environment(tmp_path: Path, control_plane: str) -> None:
    code = tmp_path / "agent.py"
    code.write_text(
        "import aispm, os, sys\n"
        "print(sorted(os.environ), aispm.TENANT_ID)\n"
        "print('aiokafka' in sys.modules, '/packages/one' in sys.path, os.environ['PYTHONPATH'])\n"
        "raise SystemExit(4)\n"
    )
    process = init(
        tmp_path,
        [],
        "",
        env={"AGENT_ID": "a", "MCP_TOKEN": "t", "CONTROLLER_URL": control_plane},
        command=None,
        file=str(code),
        sha256=hashlib.sha256(code.read_bytes()).hexdigest(),
        packages=["/packages/one"],
    )
    out, errors = process.communicate(timeout=60)

    assert errors == ""
    assert out.splitlines() == [
        "['AGENT_ID', 'CONTROLLER_URL', 'MCP_TOKEN', 'PYTHONPATH'] its tenant_id",
        "True True /packages/one",
    ]
    assert process.returncode == 4


FORBIDDEN = {
    "ptrace": 101,
    "keyctl": 250,
    "add_key": 248,
    "mount": 165,
    "unshare": 272,
    "bpf": 321,
    "io_uring_setup": 425,
}

ATTEMPTS = f"""
import ctypes, json, socket
libc = ctypes.CDLL(None, use_errno=True)
outcome = {{}}
for name, number in {FORBIDDEN}.items():
    ctypes.set_errno(0)
    libc.syscall(number, 0, 0, 0, 0, 0)
    outcome[name] = ctypes.get_errno()
try:
    socket.socket(17, socket.SOCK_RAW)
except PermissionError:
    outcome["socket"] = 1
print(json.dumps(outcome))
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers of system calls are this architecture's")
def test_the_filter_refuses_what_agents_do_not_need_and_lets_a_program_run(tmp_path: Path) -> None:
    file = filter_file()
    command = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-user", "--seccomp", str(file), "--"]
    done = subprocess.run([*command, sys.executable, "-c", ATTEMPTS], pass_fds=[file], capture_output=True, text=True)
    os.close(file)

    assert done.stderr == ""
    assert json.loads(done.stdout) == dict.fromkeys([*FORBIDDEN, "socket"], 1)


def test_a_host_that_cannot_make_a_filter_makes_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aispm_sandbox.seccomp._LIBRARY", "libnothing.so.0")

    with pytest.raises(Unavailable, match="libseccomp"):
        filter_file()
