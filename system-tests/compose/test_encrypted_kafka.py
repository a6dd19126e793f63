"""The deployment with the one setting that makes Kafka speak TLS."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpx
import pytest
from conftest import ROOT, Compose
from test_agents import chat


@pytest.fixture(scope="module", autouse=True)
def encrypted(compose: Compose) -> Iterator[None]:
    with compose.over(KAFKA_SECURITY_PROTOCOL="SASL_SSL"):
        compose.up()
        yield


def test_the_broker_shows_a_certificate_of_the_deployments_authority(compose: Compose) -> None:
    authority = compose.exec("spm-mcp", "cat", "/run/secrets/kafka-authority.pem").stdout
    broker = next(c for c in compose.containers() if "kafka-broker" in c["Name"])
    address = next(iter(broker["NetworkSettings"]["Networks"].values()))["IPAddress"]

    trust = ssl.create_default_context(cadata=authority)
    trust.verify_flags |= ssl.VERIFY_X509_STRICT
    with (
        socket.create_connection((address, 9092), 5) as plain,
        trust.wrap_socket(plain, server_hostname="kafka-broker") as known,
    ):
        assert known.version() in ("TLSv1.2", "TLSv1.3")


def test_only_the_broker_has_its_key(compose: Compose) -> None:
    for service in ("spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer"):
        assert "PRIVATE KEY" not in compose.exec(service, "bash", "-c", "cat /run/secrets/*.pem").stdout


def test_an_agent_hears_and_answers(admin: httpx.Client) -> None:
    code = (ROOT / "system-tests/compose/echo.py").read_bytes()
    form = {"name": "by-tls", "version": "1.0.0", "agent_type": "custom"}
    deployed = admin.post("/agents", params={"wait": "60s"}, data=form, files={"code": ("agent.py", code)})
    assert deployed.json()["runtime_state"] == "running", deployed.text

    frames = chat(admin, deployed.json()["id"], "Hello")

    assert frames[-1]["type"] == "done" and frames[-1]["text"] == "echo: Hello", frames
    assert admin.delete(f"/agents/{deployed.json()['id']}").status_code == 204
