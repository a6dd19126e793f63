"""Starts the proxy's jar between stand-ins, once for all tests."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_ins import StandIns

MODULE = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise AssertionError("the proxy did not start")


@pytest.fixture(scope="session")
def stand_ins() -> Iterator[StandIns]:
    with StandIns() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def proxy(stand_ins: StandIns, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the proxy is, without a path."""
    token = tmp_path_factory.mktemp("proxy") / "service-token"
    token.write_text("a-service-token-that-is-long-enough-for-it")
    jar = next((MODULE / "target").glob("spm-llm-proxy-*.jar"))
    port, around = free_port(), f"http://127.0.0.1:{stand_ins.server_address[1]}"
    environment = os.environ | {
        "SERVER_PORT": str(port),
        "MANAGEMENT_SERVER_PORT": "0",
        "SPM_BIND_ADDRESS": "127.0.0.1",
        "SPM_CONTROLLER_URL": around,
        "OPA_URL": around,
        "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
        "SPM_SERVICE_TOKEN_FILE": str(token),
        "SPM_ONE_MACHINE": "true",
    }
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    flags = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"]
    process = subprocess.Popen(
        [java, *flags, "--sun-misc-unsafe-memory-access=allow", "-jar", jar, "--logging.level.root=error"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        await_health(url, process)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(params=["openai", "anthropic"])
def provider(request: pytest.FixtureRequest) -> str:
    """The shape of the provider behind the proxy: whatever it is, every client reads its own."""
    return request.param
