import json
from pathlib import Path

import httpx
import pytest
from platform_stub import ENVIRONMENT

from aispm import AispmError
from aispm._config import PLACEHOLDER, Bootstrap, Identity, Settings, fetch_bootstrap

GOLDEN = Path(__file__).parents[3] / "spm-contract/src/main/resources/golden"


def identity() -> Identity:
    known = Identity.of(ENVIRONMENT)
    assert known is not None
    return known


def test_reads_the_golden_bootstrap() -> None:
    document = json.loads((GOLDEN / "bootstrap.json").read_text())

    bootstrap = Bootstrap.of({**document, "unknown": 1})

    assert {name: getattr(bootstrap, name) for name in document} == document


def test_asks_with_the_token_and_only_once() -> None:
    asked: list[httpx.Request] = []
    document = json.loads((GOLDEN / "bootstrap.json").read_text())

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=document)

    settings = Settings(ENVIRONMENT, lambda who: fetch_bootstrap(who, httpx.MockTransport(answer)))

    assert settings.llm_base_url == "http://127.0.0.1:8501/v1"
    assert settings.bootstrap.tenant_id == "t1"
    (request,) = asked
    assert str(request.url) == f"http://controller:8093/agents/{ENVIRONMENT['AGENT_ID']}/bootstrap"
    assert request.headers["authorization"] == "Bearer mcp-token-1234"


def test_waits_for_a_controller_that_is_starting() -> None:
    answers = iter([httpx.Response(503), httpx.Response(200, text=(GOLDEN / "bootstrap.json").read_text())])

    bootstrap = fetch_bootstrap(identity(), httpx.MockTransport(lambda request: next(answers)))

    assert bootstrap.tenant_id == "t1"


def test_a_refusal_is_final() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(401, text="Unknown agent token"))

    with pytest.raises(AispmError, match="401: Unknown agent token"):
        fetch_bootstrap(identity(), transport)


def test_without_an_identity_nothing_is_asked() -> None:
    settings = Settings({}, lambda who: pytest.fail("asked"))

    assert settings.bootstrap is PLACEHOLDER
    with pytest.raises(AispmError):
        settings.require_started()


def test_secrets_are_not_printed() -> None:
    assert "mcp-token-1234" not in repr(identity())
    assert "not-started" not in repr(PLACEHOLDER)
