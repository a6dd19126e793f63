"""The admin UI behind nginx: the same pages as spm-api's own, and the same API."""

from __future__ import annotations

import json

import httpx
import pytest
from conftest import PORT, Compose
from test_agents import chat
from test_deployment import reaches

NGINX = f"http://127.0.0.1:{PORT + 1}"
OWN = f"http://127.0.0.1:{PORT}"
HEADERS = (
    "content-security-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
    "cache-control",
)


@pytest.mark.parametrize("path", ["/ui/", "/ui/agents/some-id?tab=chat", "/ui/index.html", "/ui/favicon.svg"])
def test_a_page_is_the_same(compose: Compose, path: str) -> None:
    behind, own = httpx.get(NGINX + path), httpx.get(OWN + path)

    assert behind.status_code == own.status_code == 200
    assert behind.content == own.content
    for header in HEADERS:
        assert behind.headers[header] == own.headers[header], header
    assert behind.headers["content-type"].split(";")[0] == own.headers["content-type"].split(";")[0]


def test_a_script_is_compressed_and_kept(compose: Compose) -> None:
    page = httpx.get(NGINX + "/ui/").text
    script = next(word for word in page.split('"') if word.startswith("/ui/assets/") and word.endswith(".js"))

    answer = httpx.get(NGINX + script)

    assert answer.status_code == 200 and answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == httpx.get(OWN + script).content


def test_what_is_not_there_is_missing(compose: Compose) -> None:
    for path in ("/ui/assets/none.js", "/ui/none.png", "/internal/opa/bundle.tar.gz", "/metrics"):
        assert httpx.get(NGINX + path).status_code == 404, path
    for path in ("/", "/ui"):
        assert httpx.get(NGINX + path).headers["location"] == "/ui/"


def test_a_person_signs_in_and_chats_through_it(admin: httpx.Client) -> None:
    token = admin.headers["authorization"]
    with httpx.Client(base_url=f"{NGINX}/api/spm", headers={"Authorization": token}, timeout=90) as behind:
        link = behind.post("/sign-in-links").raise_for_status().json()["url"]
        assert link.startswith(f"{NGINX}/ui/sign-in#code=")
        session = httpx.post(f"{NGINX}/api/spm/session", json={"code": link.split("#code=")[1]})
        assert session.status_code == 200 and "HttpOnly" in session.headers["set-cookie"]

        assert behind.get("/agents").json() == admin.get("/agents").json()
        assert chat(behind, "unknown", "hello") == []
        form = {"name": "large", "version": "1.0.0", "agent_type": "custom"}
        large = behind.post("/agents", data=form, files={"code": ("agent.jar", b"x" * 70_000_000)})
        assert large.status_code == 413 and large.json()["code"] == "content_too_large"


def test_it_reaches_nobody_but_the_control_plane(compose: Compose) -> None:
    assert reaches(compose, "ui", "spm-api", 8092)
    for host, port in [("postgres", 5432), ("opa", 8181), ("kafka-broker", 9092), ("docker-door", 2375)]:
        assert not reaches(compose, "ui", host, port), host


def test_a_control_plane_that_is_away_is_a_problem_with_a_code(compose: Compose) -> None:
    compose("stop", "spm-api")
    try:
        answer = httpx.get(f"{NGINX}/api/spm/agents", timeout=30)
        assert answer.status_code == 503
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert json.loads(answer.text)["code"] == "control_plane_unavailable"
        page = httpx.get(f"{NGINX}/ui/agents", timeout=30)
        assert page.status_code == 200 and "<html" in page.text and "content-security-policy" in page.headers
    finally:
        compose.up()
