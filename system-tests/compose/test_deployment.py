"""The deployment as `docker compose up` leaves it: who reaches what, who may do what, what a restart loses."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from conftest import Compose

SERVICES = {"spm-api": 8092, "spm-mcp": 8500, "spm-llm-proxy": 8501, "lineage-consumer": 8502}
T = TypeVar("T")
CONNECT = "exec 3<>/dev/tcp/{}/{}"


def eventually(question: Callable[[], T], seconds: float = 60) -> T:
    """The first answer that counts as true."""
    limit = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < limit:
        time.sleep(0.5)
    assert answer
    return answer


def reaches(compose: Compose, service: str, host: str, port: int) -> bool:
    return compose.exec(service, "timeout", "3", "bash", "-c", CONNECT.format(host, port)).returncode == 0


def degraded(compose: Compose, service: str) -> str:
    ask = CONNECT.format("127.0.0.1", SERVICES[service]) + "; printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
    return compose.exec(service, "bash", "-c", ask).stdout


def test_every_service_is_healthy_and_misses_nothing(compose: Compose) -> None:
    eventually(lambda: '"degraded":[]' in degraded(compose, "spm-api"))
    for service in SERVICES:
        assert '"status":"UP"' in degraded(compose, service)


def test_a_person_signs_in_with_a_link(admin: httpx.Client) -> None:
    link = admin.post("/sign-in-links").raise_for_status().json()["url"]

    page = httpx.get(link.split("#")[0])
    code = link.split("#code=")[1]
    session = httpx.post(f"{admin.base_url}session", json={"code": code})

    assert page.status_code == 200 and '<div id="root">' in page.text
    assert session.status_code == 200 and "HttpOnly" in session.headers["set-cookie"]


def test_a_strangers_token_opens_nothing(admin: httpx.Client) -> None:
    assert httpx.get(f"{admin.base_url}agents").status_code == 401


def test_containers_are_locked_down(compose: Compose) -> None:
    for container in compose.containers():
        name, host = container["Name"], container["HostConfig"]
        assert host["ReadonlyRootfs"], name
        assert host["CapDrop"] == ["ALL"], name
        assert "no-new-privileges:true" in host["SecurityOpt"], name
        assert host["Memory"] > 0, name
        assert not host["Privileged"], name


def test_only_the_door_holds_the_engines_socket(compose: Compose) -> None:
    holders = [c["Name"] for c in compose.containers() if any("docker.sock" in m["Source"] for m in c["Mounts"])]

    assert len(holders) == 1 and "docker-door" in holders[0]


def test_passwords_stand_in_no_environment(compose: Compose) -> None:
    for container in compose.containers():
        for variable in container["Config"]["Env"]:
            name, _, value = variable.partition("=")
            assert "PASSWORD" not in name or name.endswith("_FILE"), container["Name"]
            assert "SCRAM-SHA-512=[" not in value


def test_who_reaches_what(compose: Compose) -> None:
    assert reaches(compose, "spm-api", "docker-door", 2375)
    assert reaches(compose, "spm-api", "postgres", 5432)
    assert reaches(compose, "spm-mcp", "kafka-broker", 9092)
    for service, host, port in [
        ("spm-mcp", "docker-door", 2375),
        ("spm-mcp", "postgres", 5432),
        ("spm-llm-proxy", "postgres", 5432),
        ("lineage-consumer", "docker-door", 2375),
        ("gate", "postgres", 5432),
        ("gate", "opa", 8181),
        ("docker-door", "kafka-broker", 9092),
    ]:
        assert not reaches(compose, service, host, port), f"{service} reaches {host}:{port}"


def test_the_gate_leads_to_agents_routes_only(compose: Compose) -> None:
    """Through the socket, as an agent's first process forwards it; the folder of the volume is this machine's."""
    volume = subprocess.check_output(["docker", "volume", "inspect", compose.settings["AISPM_GATE_VOLUME"]])
    folder = Path(json.loads(volume)[0]["Mountpoint"])

    assert sorted(path.name for path in folder.iterdir()) == ["8093.sock", "8500.sock", "8501.sock", "9092.sock"]
    assert through(folder / "8093.sock", "/agents/unknown/bootstrap") == 401
    assert through(folder / "8093.sock", "/api/spm/agents") == 404
    assert through(folder / "8093.sock", "/ui/") == 404
    assert through(folder / "8093.sock", "/internal/opa/bundle.tar.gz") == 404
    assert through(folder / "8500.sock", "/health") == 200
    assert through(folder / "8501.sock", "/v1/models") == 401


def through(socket: Path, path: str) -> int:
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://gate") as client:
        return client.get(path).status_code


@pytest.mark.parametrize("suffix", ["", "/v1"])
def test_an_ollama_on_this_machine_is_reached(admin: httpx.Client, model_server: str, suffix: str) -> None:
    row = {"connector_type": "ollama", "name": f"Ollama {suffix}", "config": {"base_url": model_server + suffix}}
    integration = admin.post("/integrations", json=row).raise_for_status().json()["id"]

    trial = admin.post(f"/integrations/{integration}/test").raise_for_status().json()

    assert trial["ok"], trial


def test_no_other_private_address_is_reached(admin: httpx.Client) -> None:
    row = {"connector_type": "ollama", "name": "Inside", "config": {"base_url": "http://postgres:5432"}}
    answer = admin.post("/integrations", json=row)
    if answer.status_code == 201:
        answer = admin.post(f"/integrations/{answer.json()['id']}/test")

    assert not answer.json().get("ok", False)


def test_kafka_remembers_its_users_after_a_restart(compose: Compose, admin: httpx.Client) -> None:
    compose("restart", "kafka-broker")

    eventually(lambda: '"degraded":[]' in degraded(compose, "spm-api"), 90)
    assert admin.get("/agents").status_code == 200
