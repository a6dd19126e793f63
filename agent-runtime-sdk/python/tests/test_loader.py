import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from platform_stub import AGENT, MemoryWire, platform, until

from aispm._chat import Chat
from aispm._loader import serve

GOLDEN = Path(__file__).parents[3] / "spm-contract/src/main/resources/golden"


class Controller(BaseHTTPRequestHandler):
    """Answers every GET with the golden bootstrap and refuses foreign tokens."""

    def do_GET(self) -> None:
        known = self.headers["Authorization"] == "Bearer mcp-token-1234"
        body = (GOLDEN / "bootstrap.json").read_bytes() if known else b'{"detail": "Unknown agent token"}'
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def controller() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Controller) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def start(controller: str, file: Path, *command: str, token: str = "mcp-token-1234") -> subprocess.Popen[str]:
    identity = {"AGENT_ID": AGENT, "MCP_TOKEN": token, "CONTROLLER_URL": controller}
    return subprocess.Popen(
        [sys.executable, *command, str(file)],
        env={**os.environ, **identity, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def agent(folder: Path, code: str) -> Path:
    file = folder / "my_agent.py"
    file.write_text(code)
    return file


LOADER = ("-m", "aispm")


def test_constants_hold_their_values_when_the_agent_is_imported(controller: str, tmp_path: Path) -> None:
    code = (
        "import aispm, json, sys\n"
        "print(json.dumps([aispm.TENANT_ID, aispm.LLM_BASE_URL, aispm.LLM_API_KEY, aispm.MCP_URL]))\n"
        "async def main():\n    print(__name__, sys.modules['agent'].main is main)\n"
    )
    process = start(controller, agent(tmp_path, code), *LOADER)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 0, err
    first, second = out.splitlines()
    assert json.loads(first) == ["t1", "http://127.0.0.1:8501/v1", "llm-key", "http://127.0.0.1:8500/mcp"]
    assert second == "agent True"


def test_an_agent_runs_by_its_own_main_too(controller: str, tmp_path: Path) -> None:
    code = (
        "import aispm, asyncio\nfrom aispm import TENANT_ID\n"
        "async def main():\n    print(TENANT_ID, aispm.LLM_API_KEY)\n"
        "if __name__ == '__main__':\n    asyncio.run(main())\n"
    )
    out, err = start(controller, agent(tmp_path, code)).communicate(timeout=30)

    assert out == "t1 llm-key\n", err


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import nothing_of_this_name\n", "ModuleNotFoundError"),
        ("async def main():\n    raise KeyError('own words')\n", "KeyError: 'own words'"),
        ("def main(): pass\n", "No top-level `async def main`"),
        ("raise SystemExit('enough')\n", "enough"),
    ],
)
def test_a_crash_prints_why_and_exits_1(controller: str, tmp_path: Path, code: str, sentence: str) -> None:
    process = start(controller, agent(tmp_path, code), *LOADER)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert sentence in err


def test_a_refused_bootstrap_ends_the_start(controller: str, tmp_path: Path) -> None:
    process = start(controller, agent(tmp_path, "async def main(): ...\n"), *LOADER, token="wrong-token")
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "Unknown agent token" in err


def test_an_idle_agent_leaves_when_asked(controller: str, tmp_path: Path) -> None:
    code = "import asyncio\nasync def main():\n    print('up')\n    await asyncio.Event().wait()\n"
    process = start(controller, agent(tmp_path, code), *LOADER)
    assert process.stdout and process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=10)

    assert (process.returncode, err) == (0, "")


async def test_a_turn_in_hand_is_finished_before_leaving() -> None:
    wire = MemoryWire()
    place = platform(wire)
    chat = Chat(place)
    wire.say("one")
    in_hand, go = asyncio.Event(), asyncio.Event()

    async def main() -> None:
        async for message in chat.subscribe():
            in_hand.set()
            await go.wait()
            await chat.reply(message.session_id, "done")

    served = asyncio.create_task(serve(place, main))
    await in_hand.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    await until(lambda: place.stopping)
    go.set()
    await served

    assert wire.texts() == ["done"]
    assert wire.committed == [1]
    assert wire.stopped


async def test_turns_in_tasks_are_finished_before_leaving() -> None:
    wire = MemoryWire()
    place = platform(wire)
    chat = Chat(place)
    wire.say("one")
    in_hand, go = asyncio.Event(), asyncio.Event()

    async def handle(session: str) -> None:
        in_hand.set()
        await go.wait()
        await chat.reply(session, "done")

    async def main() -> None:
        tasks = set()
        async for message in chat.subscribe():
            tasks.add(asyncio.create_task(handle(message.session_id)))

    served = asyncio.create_task(serve(place, main))
    await in_hand.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    await until(lambda: place.stopping)
    go.set()
    await served

    assert wire.texts() == ["done"]


@pytest.mark.parametrize("trouble", [asyncio.CancelledError(), OSError("broken")])
async def test_trouble_while_leaving_is_no_crash(trouble: BaseException) -> None:
    class Broken(MemoryWire):
        async def stop(self) -> None:
            raise trouble

    place = platform(Broken())

    async def main() -> None:
        await place.wire()

    await serve(place, main)


async def test_a_wire_that_is_refused_ends_the_agent() -> None:
    class Refused(MemoryWire):
        async def receive(self):  # type: ignore[no-untyped-def]
            raise PermissionError("no access")

    place = platform(Refused())

    async def main() -> None:
        async for _ in Chat(place).subscribe():
            pass

    with pytest.raises(PermissionError):
        await serve(place, main)
