"""Brings the Compose deployment up once, as a person would, and takes it and its data down again."""

from __future__ import annotations

import ipaddress
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import ollama
import pytest

ROOT = Path(__file__).resolve().parents[2]
PORT = int(os.environ.get("AISPM_COMPOSE_PORT", "28092"))


OTHERWISE_SET_UP = ["test_dashboards", "test_keycloak", "test_encrypted_kafka"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs another set-up comes last, each from where the one before it left the deployment: a way back takes a minute."""
    order = {name: number for number, name in enumerate(OTHERWISE_SET_UP)}
    items.sort(key=lambda item: order.get(item.path.stem, -1))


class Compose:
    """`docker compose` on a project of its own, so that no other deployment on this machine is touched."""

    project = "aispm-test"
    overlays = ("docker-compose.auth.yml", "docker-compose.observability.yml")

    def __init__(self) -> None:
        self.settings = {
            "AISPM_GATE_VOLUME": f"{self.project}-gate",
            "AISPM_INDEX_VOLUME": f"{self.project}-index",
            "SPM_AGENT_IMAGE": os.environ.get("SPM_AGENT_IMAGE", "aispm/agent-runtime"),
            "SPM_PUBLISH": f"127.0.0.1:{PORT}",
            "SPM_UI_PUBLISH": f"127.0.0.1:{PORT + 1}",
            "KEYCLOAK_PUBLISH": f"127.0.0.1:{PORT + 2}",
            "KEYCLOAK_URL": f"http://localhost:{PORT + 2}",
            "AISPM_PUBLIC_URL": f"http://localhost:{PORT + 1}",
            "KEYCLOAK_ADMIN_PASSWORD": "only-for-this-test",
            "GRAFANA_ADMIN_PASSWORD": "only-for-this-test",
        }
        self.files = ["docker-compose.yml"]

    def beginning(self) -> list[str]:
        return ["docker", "compose", *(word for file in self.files for word in ("-f", file)), "-p", self.project]

    @contextmanager
    def over(self, *overlays: str, **settings: str) -> Iterator[None]:
        """The deployment as it is with overlays and other settings; as it was afterwards."""
        files, before = self.files, self.settings
        self.files, self.settings = [*files, *overlays], before | settings
        try:
            yield
        finally:
            self.files, self.settings = files, before

    def up(self, *services: str) -> None:
        """Brings up what is not as it should be, and waits until it is healthy."""
        self("up", "--wait", "--wait-timeout", "240", "--no-build", *services, timeout=300)

    def __call__(self, *arguments: str, timeout: float = 300) -> str:
        command = [*self.beginning(), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.settings, capture_output=True, text=True, timeout=timeout
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def exec(self, service: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in a service's container; it may fail."""
        return subprocess.run(
            [*self.beginning(), "exec", "-T", service, *command],
            cwd=ROOT,
            env=os.environ | self.settings,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def containers(self) -> list[dict[str, Any]]:
        names = self("ps", "-a", "-q").split()
        return json.loads(subprocess.check_output(["docker", "inspect", *names]))


@pytest.fixture(scope="session")
def compose() -> Iterator[Compose]:
    compose = Compose()
    clear(compose)
    try:
        compose.up()
        yield compose
    finally:
        logs = ROOT / "target" / "test-reports" / "compose.log"
        logs.parent.mkdir(parents=True, exist_ok=True)
        with compose.over(*compose.overlays):
            logs.write_text(compose("logs", "--no-color", "--timestamps"))
        clear(compose)


def clear(compose: Compose) -> None:
    """Leaves nothing of the deployment, with whatever overlay it was brought up."""
    with compose.over(*compose.overlays):
        compose("down", "-v", "--remove-orphans")


@pytest.fixture(scope="session")
def admin(compose: Compose) -> Iterator[httpx.Client]:
    token = compose("run", "--rm", "-T", "cli", "token").strip()
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}/api/spm", headers=headers, timeout=90) as client:
        yield client


@pytest.fixture(scope="session")
def model_server() -> Iterator[str]:
    """What a container calls this machine's Ollama; it listens where containers see the machine."""
    bridge = json.loads(subprocess.check_output(["docker", "network", "inspect", "bridge"]))
    address = bridge[0]["IPAM"]["Config"][0]
    # An engine that was started for the first time names no gateway; it is the network's first address.
    gateway = address.get("Gateway") or str(next(ipaddress.ip_network(address["Subnet"]).hosts()))
    with ollama.running(gateway) as port:
        yield f"http://host.docker.internal:{port}"
