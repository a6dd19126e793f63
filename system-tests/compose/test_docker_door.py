"""The way to the engine: what spm-api may ask for, and that nothing else gets through, however it is written."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import httpx
import pytest
from conftest import Compose

NAME = "aispm-agent-01234567-89ab-7cde-8f01-23456789abcd-probe"
INSTALL = "aispm-install-01234567-89ab-7cde-8f01-23456789abcd"


@pytest.fixture(scope="module")
def door(compose: Compose) -> Iterator[httpx.Client]:
    """As spm-api sees it; this machine may go where its bridges lead."""
    container = next(c for c in compose.containers() if "docker-door" in c["Name"])
    address = next(iter(container["NetworkSettings"]["Networks"].values()))["IPAddress"]
    with httpx.Client(base_url=f"http://{address}:2375/v1.41", timeout=30) as client:
        yield client
        client.delete(f"/containers/{NAME}", params={"force": "true"})


@pytest.fixture(scope="module")
def sandbox(compose: Compose) -> dict[str, Any]:
    """The shape of an agent's container."""
    mount = {"Type": "volume", "Source": compose.settings["AISPM_GATE_VOLUME"], "Target": "/run/gate", "ReadOnly": True}
    return {
        "Image": compose.settings["SPM_AGENT_IMAGE"],
        "User": None,
        "Entrypoint": ["sleep", "60"],
        "Env": [],
        "Labels": {"io.aispm.agent": "probe"},
        "OpenStdin": True,
        "StdinOnce": True,
        "Tty": False,
        "HostConfig": {
            "NetworkMode": "none",
            "ReadonlyRootfs": True,
            "CapDrop": ["ALL"],
            "SecurityOpt": ["no-new-privileges", 'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'],
            "PidsLimit": 64,
            "Memory": 67108864,
            "MemorySwap": 67108864,
            "NanoCpus": 500000000,
            "Ulimits": [{"Name": "nofile", "Soft": 1024, "Hard": 1024}],
            "Tmpfs": {"/tmp": "rw,noexec,nosuid,size=16m"},
            "LogConfig": {"Type": "json-file", "Config": {"max-size": "5m", "max-file": "2"}},
            "ExtraHosts": ["spm-api:127.0.0.1", "kafka-broker:127.0.0.1"],
            "Mounts": [mount],
            "Privileged": False,
            "Binds": None,
            "PortBindings": {},
        },
        "NetworkingConfig": None,
    }


def compact(body: Any) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def create(door: httpx.Client, body: bytes, name: str = NAME) -> int:
    headers = {"Content-Type": "application/json"}
    return door.post("/containers/create", params={"name": name}, content=body, headers=headers).status_code


def test_a_sandbox_lives_and_goes(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    assert create(door, compact(sandbox)) == 201
    assert door.post(f"/containers/{NAME}/start").status_code == 204
    seen = door.get(f"/containers/{NAME}/json").json()
    image = door.get(f"/images/{sandbox['Image'].replace('/', '%2F')}/json")
    listed = door.get("/containers/json", params={"filters": '{"label":["io.aispm.agent"]}'}).json()
    assert door.post(f"/containers/{NAME}/kill").status_code == 204
    assert door.delete(f"/containers/{NAME}", params={"force": "true"}).status_code == 204

    assert image.status_code == 200
    assert seen["State"]["Running"] and seen["HostConfig"]["NetworkMode"] == "none"
    assert [f"/{NAME}"] in [container["Names"] for container in listed]


def test_a_sandbox_is_told_its_agent(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    assert create(door, compact(sandbox | {"Entrypoint": ["head", "-n", "1"]})) == 201
    try:
        assert door.post(f"/containers/{NAME}/start").status_code == 204
        said = attach(door, b"who you are\n")
        ended = door.post(f"/containers/{NAME}/wait").json()
    finally:
        door.delete(f"/containers/{NAME}", params={"force": "true"})

    assert said.startswith(b"HTTP/1.1 101") and b"who you are" in said
    assert ended["StatusCode"] == 0


def attach(door: httpx.Client, line: bytes) -> bytes:
    """Takes over the connection, as the engine's clients do, and writes into the container's input."""
    with socket.create_connection((door.base_url.host, 2375), timeout=20) as connection:
        connection.sendall(
            f"POST /v1.41/containers/{NAME}/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\n"
            "Host: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n".encode()
        )
        said = connection.recv(4096)
        connection.sendall(line)
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(4096):
            said += part
        return said


ESCAPES: list[tuple[str, dict[str, Any]]] = [
    ("a privileged container", {"Privileged": True}),
    ("a folder of this machine", {"Binds": ["/:/host"]}),
    ("a bind mount", {"Mounts": [{"Type": "bind", "Source": "/", "Target": "/run/gate", "ReadOnly": True}]}),
    (
        "another volume",
        {"Mounts": [{"Type": "volume", "Source": "aispm_keys", "Target": "/run/gate", "ReadOnly": True}]},
    ),
    (
        "a volume's driver",
        {"Mounts": [{"Type": "volume", "Target": "/run/gate", "VolumeOptions": {"DriverConfig": {"Name": "local"}}}]},
    ),
    ("the machine's network", {"NetworkMode": "host"}),
    ("a network", {"NetworkMode": "bridge"}),
    ("the machine's processes", {"PidMode": "host"}),
    ("a capability", {"CapAdd": ["SYS_ADMIN"]}),
    ("capabilities that stay", {"CapDrop": ["CHOWN"]}),
    ("a device", {"Devices": [{"PathOnHost": "/dev/mem", "PathInContainer": "/dev/mem", "CgroupPermissions": "rwm"}]}),
    ("no seccomp", {"SecurityOpt": ["no-new-privileges", "seccomp=unconfined"]}),
    ("no AppArmor", {"SecurityOpt": ["no-new-privileges", "apparmor=unconfined"]}),
    ("new privileges", {"SecurityOpt": ["seccomp={}"]}),
    ("a root that can be written", {"ReadonlyRootfs": False}),
    ("another container's volumes", {"VolumesFrom": ["aispm-spm-api-1"]}),
    ("a key in another case", {"privileged": True}),
    ("a pinned key in another case, unset", {"networkmode": ""}),
    ("a host name that leads out", {"ExtraHosts": ["spm-api:10.0.0.1"]}),
    ("a published port", {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=what) for what, change in ESCAPES])
def test_refuses_a_container_with(door: httpx.Client, sandbox: dict[str, Any], change: dict[str, Any]) -> None:
    body = deepcopy(sandbox)
    body["HostConfig"] |= change

    assert create(door, compact(body)) == 403


@pytest.mark.parametrize("missing", ["NetworkMode", "ReadonlyRootfs", "CapDrop", "SecurityOpt"])
def test_refuses_a_container_without(door: httpx.Client, sandbox: dict[str, Any], missing: str) -> None:
    body = deepcopy(sandbox)
    del body["HostConfig"][missing]

    assert create(door, compact(body)) == 403


@pytest.mark.parametrize("change", [{"User": "0"}, {"User": "root"}, {"Image": "postgres:18"}, {"Volumes": {"/": {}}}])
def test_refuses_a_container_that_is(door: httpx.Client, sandbox: dict[str, Any], change: dict[str, Any]) -> None:
    assert create(door, compact(sandbox | change)) == 403


def test_refuses_a_container_of_any_image(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    assert create(door, compact({key: value for key, value in sandbox.items() if key != "Image"})) == 403


def test_an_install_may_write_into_its_root_and_is_kept(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    body = deepcopy(sandbox)
    body["HostConfig"]["ReadonlyRootfs"] = None
    kept = {"container": INSTALL, "repo": "aispm/agent-packages", "tag": "probe"}
    try:
        assert create(door, compact(body)) == 403
        assert create(door, compact(body), name=INSTALL) == 201
        assert commit(door, kept | {"repo": "aispm/agent-runtime"}) == 403
        assert commit(door, kept | {"container": "aispm-spm-api-1"}) == 403
        assert commit(door, kept | {"changes": "USER 0"}) == 403
        assert commit(door, kept, {"User": "0"}) == 403
        assert commit(door, kept) == 201
        sets = {"filters": '{"reference":["aispm/agent-packages"]}'}
        assert "aispm/agent-packages:probe" in door.get("/images/json", params=sets).text
        assert door.delete("/images/aispm/agent-packages:probe", params={"force": "true"}).status_code == 403
        assert door.delete("/images/aispm/agent-packages:probe").status_code == 200
        assert commit(door, kept) == 201
    finally:
        door.delete(f"/containers/{INSTALL}", params={"force": "true"})
        subprocess.run(["docker", "rmi", "-f", "aispm/agent-packages:probe"], check=True, capture_output=True)


def commit(door: httpx.Client, question: dict[str, str], body: dict[str, Any] | None = None) -> int:
    content = compact({"repository": question["repo"], "Cmd": None, **(body or {})})
    return door.post(
        "/commit", params=question, content=content, headers={"Content-Type": "application/json"}
    ).status_code


def test_only_what_waits_gets_another_name(door: httpx.Client) -> None:
    assert door.post(f"/containers/{NAME}/rename", params={"name": "postgres"}).status_code == 403
    waiting = "/containers/aispm-waiting-01234567-89ab-7cde-8f01-23456789abcd/rename"
    assert door.post(waiting, params={"name": "postgres"}).status_code == 403
    assert door.post(waiting, params={"name": NAME}).status_code == 404


def test_refuses_versions_that_give_privileges_at_the_start(door: httpx.Client) -> None:
    url = door.base_url.copy_with(raw_path=f"/v1.23/containers/{NAME}/start".encode())
    assert door.post(url, json={"Privileged": True}).status_code == 403


def test_refuses_what_engines_read_differently(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    good = compact(sandbox)
    assert create(door, good[:-1] + b',"HostConfig":{"Privileged":true}}') == 403
    assert create(door, good[:-1] + b',"HostConfig":null}') == 403
    assert create(door, good.replace(b'"Privileged":false', b'"Privilege\\u0064":true')) == 403
    assert create(door, good.replace(b'"Privileged":false', '"Bind\u017f":["/:/host"]'.encode())) == 403
    assert create(door, good + b'{"HostConfig":{}}') == 403
    assert create(door, good.replace(b'"Tty":false', b'"Tty":false,"Domainname":"' + b"a" * 120_000 + b'"')) == 403


def test_refuses_a_body_of_unknown_length(door: httpx.Client, sandbox: dict[str, Any]) -> None:
    parts = iter([compact(sandbox)[:100], compact(sandbox)[100:]])
    answer = door.post(
        "/containers/create", params={"name": NAME}, content=parts, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 403


def test_refuses_containers_of_others(door: httpx.Client, compose: Compose, sandbox: dict[str, Any]) -> None:
    postgres = next(c for c in compose.containers() if "postgres" in c["Name"])
    for container in (postgres["Id"], postgres["Name"].lstrip("/")):
        assert door.get(f"/containers/{container}/json").status_code == 403
        assert door.post(f"/containers/{container}/stop").status_code == 403
        assert door.delete(f"/containers/{container}").status_code == 403
    assert create(door, compact(sandbox), name="postgres") == 403


@pytest.mark.parametrize(
    "call",
    [
        "GET /containers/json",
        "GET /events",
        "GET /secrets",
        "GET /volumes",
        f"GET /containers/{NAME}/archive",
        "GET /images/json",
        "GET /images/a/../../containers/json/json",
        f"POST /containers/{NAME}/exec",
        f"POST /containers/{NAME}/update",
        f"PUT /containers/{NAME}/archive",
        "POST /build",
        "POST /commit",
        "POST /images/create",
        "POST /volumes/create",
        "POST /networks/create",
        "POST /swarm/init",
        "DELETE /images/aispm/spm-api",
    ],
)
def test_refuses_the_call(door: httpx.Client, call: str) -> None:
    method, path = call.split()

    # As it stands: a client would tidy the path.
    url = door.base_url.copy_with(raw_path=f"/v1.41{path}".encode())
    assert door.request(method, url).status_code == 403
