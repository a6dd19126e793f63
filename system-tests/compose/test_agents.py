"""An agent in its container: from the upload to the recorded answer of a model on this machine, and past a restart."""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any

import httpx
import pytest
from conftest import ROOT, Compose


@pytest.fixture(scope="module")
def agent(admin: httpx.Client) -> str:
    code = (ROOT / "example-agents/python/custom_agent.py").read_bytes()
    form = {"name": "in-a-container", "version": "1.0.0", "agent_type": "custom"}
    deployed = admin.post("/agents", params={"wait": "60s"}, data=form, files={"code": ("agent.py", code)})

    assert deployed.status_code == 201, deployed.text
    assert deployed.json()["runtime_state"] == "running", deployed.text
    return str(deployed.json()["id"])


def chat(admin: httpx.Client, agent: str, message: str) -> list[dict[str, Any]]:
    with admin.stream("POST", f"/agents/{agent}/chat", json={"message": message}) as frames:
        return [json.loads(line[5:]) for line in frames.iter_lines() if line.startswith("data:")]


def use(admin: httpx.Client, base_url: str) -> None:
    """Makes a model server the tenant's default."""
    row = {"connector_type": "ollama", "name": base_url, "config": {"base_url": base_url}}
    integration = admin.post("/integrations", json=row).raise_for_status().json()["id"]
    runtime = next(r["id"] for r in admin.get("/integrations").json() if r["connector_type"] == "agent-runtime")
    fields = {"default_llm_integration_id": integration}
    admin.post(f"/integrations/{runtime}/configure", json={"fields": fields}).raise_for_status()


@pytest.mark.parametrize(
    ("suffix", "answer"), [("", "I was asked natively."), ("/v1", "I was asked as a compatible server.")]
)
def test_answers_with_an_ollama_on_this_machine(
    admin: httpx.Client, agent: str, model_server: str, suffix: str, answer: str
) -> None:
    use(admin, model_server + suffix)

    frames = chat(admin, agent, "Who asked you, and how?")

    assert frames[-1]["type"] == "done", frames
    assert frames[-1]["text"].strip() == answer
    recorded(admin, agent, frames[0]["trace_id"])


def recorded(admin: httpx.Client, agent: str, trace: str) -> None:
    limit = time.monotonic() + 10
    kinds: list[str] = []
    while time.monotonic() < limit and (kinds.count("chat"), kinds.count("llm_call")) != (2, 1):
        rows = admin.get(f"/agents/{agent}/activity", params={"limit": 200}).json()
        kinds = [row["kind"] for row in rows if row["trace_id"] == trace]
        time.sleep(0.2)
    assert kinds.count("chat") == 2 and kinds.count("llm_call") == 1, kinds


def test_answers_after_kafka_was_restarted(compose: Compose, admin: httpx.Client, agent: str) -> None:
    compose("restart", "kafka-broker")
    limit = time.monotonic() + 90
    frames = chat(admin, agent, "Are you still there?")
    while frames[-1]["type"] != "done" and time.monotonic() < limit:
        time.sleep(1)
        frames = chat(admin, agent, "Are you still there?")

    assert frames[-1]["type"] == "done", frames


def test_leaves_no_container_when_it_is_deleted(admin: httpx.Client, agent: str) -> None:
    assert containers_of(agent) == 1

    assert admin.delete(f"/agents/{agent}").status_code == 204

    assert containers_of(agent) == 0


def containers_of(agent: str) -> int:
    listed = subprocess.check_output(["docker", "ps", "-aq", "--filter", f"name=aispm-agent-{agent}"], text=True)
    return len(listed.split())
