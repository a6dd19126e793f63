"""The first process inside a sandbox: carries ports to their gates, and begins the agent that claims it."""

import hashlib
import json
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

SHA256 = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


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


LATE = """
import sys
loaded = set(sys.modules)
import aispm
async def main():
    await aispm._process.http.client().get(aispm.CONTROLLER_URL)
    ahead = set(open(__file__ + ".ahead").read().split())
    print(sorted((loaded | set(sys.modules)) - ahead - {"agent", "runpy"}), aispm._http.trusted.cache_info().hits)
"""


def test_a_start_finds_loaded_what_could_be_loaded_before_it(tmp_path: Path, control_plane: str) -> None:
    waiting = "import sys, aispm_sandbox.init, aispm._ahead\naispm._ahead.prepare()\nprint(*sys.modules)\n"
    code = tmp_path / "agent.py"
    code.write_text(LATE)
    ahead = subprocess.run([sys.executable, "-I", "-c", waiting], capture_output=True, text=True, check=True)
    (tmp_path / "agent.py.ahead").write_text(ahead.stdout)
    process = init(
        tmp_path,
        [],
        "",
        env={"AGENT_ID": "a", "MCP_TOKEN": "t", "CONTROLLER_URL": control_plane},
        command=None,
        file=str(code),
        sha256=hashlib.sha256(LATE.encode()).hexdigest(),
    )
    out, errors = process.communicate(timeout=60)

    assert errors == ""
    assert out == "[] 2\n"
