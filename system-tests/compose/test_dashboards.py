"""Prometheus as the overlay sets it up, and the dashboard's questions to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from conftest import ROOT, Compose
from test_deployment import eventually

DASHBOARD = json.loads((ROOT / "deploy/docker/observability/grafana/aispm.json").read_text())
QUESTIONS = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
WORDS = {"sum", "max", "rate", "increase", "by", "job", "status", "histogram_quantile", "le", "avg", "min"}


def metrics(question: str) -> set[str]:
    bare = re.sub(r'\{[^}]*\}|"[^"]*"|\[[^]]*\]', "", question)
    return set(re.findall(r"[a-z_:]{3,}", bare)) - WORDS


@pytest.fixture(scope="module")
def prometheus(compose: Compose) -> Iterator[httpx.Client]:
    """As Grafana sees it; this machine may go where its bridges lead."""
    with compose.over("docker-compose.observability.yml"):
        compose("up", "-d", "--no-build", "prometheus", "lineage-consumer")
        container = next(c for c in compose.containers() if "prometheus" in c["Name"])
        address = next(iter(container["NetworkSettings"]["Networks"].values()))["IPAddress"]
        with httpx.Client(base_url=f"http://{address}:9090/api/v1", timeout=10) as client:
            yield client
        compose("rm", "-s", "-f", "-v", "prometheus")


def test_finds_every_service(prometheus: httpx.Client) -> None:
    wanted = {"spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer"}

    def up() -> set[str]:
        try:
            targets = prometheus.get("/targets").raise_for_status().json()["data"]["activeTargets"]
        except httpx.HTTPError:
            return set()
        return {target["labels"]["job"] for target in targets if target["health"] == "up"}

    eventually(lambda: up() >= wanted, 90)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_panel_asks_for_what_there_is(prometheus: httpx.Client, question: str) -> None:
    answer = prometheus.get("/query", params={"query": question}).json()
    assert answer["status"] == "success", answer

    asked = metrics(question)
    assert asked

    def known() -> bool:
        return asked <= set(prometheus.get("/label/__name__/values").json()["data"])

    eventually(known, 30)
