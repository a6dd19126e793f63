"""Who this agent is (three environment variables) and what the control plane tells it at its start."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import httpx

from ._errors import AispmError
from ._http import blocking_transport

Fetch = Callable[["Identity"], "Bootstrap"]

_PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Identity:
    """What the platform puts into an agent's environment."""

    agent_id: str
    token: str
    controller_url: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Identity | None:
        names = ("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL")
        if any(not environment.get(name) for name in names):
            return None
        agent_id, token, url = (environment[name] for name in names)
        return cls(agent_id, token, url.rstrip("/"))

    def url(self, path: str) -> str:
        return f"{self.controller_url}/agents/{self.agent_id}/{path}"

    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def __repr__(self) -> str:
        return f"Identity({self.agent_id})"


@dataclass(frozen=True, slots=True, repr=False)
class Bootstrap:
    """What one start of an agent works with; the same for its whole life."""

    agent_id: str
    tenant_id: str
    mcp_url: str
    llm_base_url: str
    llm_api_key: str
    kafka_bootstrap_servers: str
    kafka_group_id: str
    chat_in_topic: str
    chat_out_topic: str
    kafka_security_protocol: str = "PLAINTEXT"
    kafka_sasl_mechanism: str | None = None
    kafka_sasl_username: str | None = None
    kafka_sasl_password: str | None = None
    kafka_ssl_ca_pem: str | None = None

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Bootstrap:
        known = {field.name for field in fields(cls)}
        given = {name: value for name, value in document.items() if name in known and value is not None}
        try:
            made = cls(**given)
        except TypeError as incomplete:
            raise AispmError(f"the control plane's bootstrap is incomplete: {incomplete}") from None
        return made


PLACEHOLDER_IDENTITY = Identity("00000000-0000-0000-0000-000000000000", "not-started", "http://127.0.0.1:8093")
PLACEHOLDER = Bootstrap(
    agent_id=PLACEHOLDER_IDENTITY.agent_id,
    tenant_id="not-started",
    mcp_url="http://127.0.0.1:8500/mcp",
    llm_base_url="http://127.0.0.1:8501/v1",
    llm_api_key="not-started",
    kafka_bootstrap_servers="127.0.0.1:9092",
    kafka_group_id="not-started",
    chat_in_topic="not-started.chat.in",
    chat_out_topic="not-started.chat.out",
)


def fetch_bootstrap(identity: Identity, transport: httpx.BaseTransport | None = None) -> Bootstrap:
    """Asks the control plane, patiently while it can't be reached; a refusal is final."""
    give_up = time.monotonic() + _PATIENCE_S
    pause = 0.1
    with httpx.Client(timeout=10, trust_env=False, transport=transport or blocking_transport()) as client:
        while True:
            try:
                answer = client.get(identity.url("bootstrap"), headers=identity.authorization())
                if answer.status_code < 500:
                    break
                trouble = f"answered {answer.status_code}"
            except httpx.TransportError as away:
                trouble = f"can't be reached: {away or type(away).__name__}"
            if time.monotonic() > give_up:
                raise AispmError(f"bootstrap failed: the control plane {trouble}")
            time.sleep(pause)
            pause = min(pause * 2, 2.0)
    if answer.status_code != 200:
        raise AispmError(f"bootstrap was refused with {answer.status_code}: {answer.text[:500]}")
    return Bootstrap.of(answer.json())


class Settings:
    """The agent's identity and bootstrap, asked for once, when first needed."""

    def __init__(self, environment: Mapping[str, str] | None = None, fetch: Fetch = fetch_bootstrap) -> None:
        self._environment = os.environ if environment is None else environment
        self._fetch = fetch
        self._lock = threading.Lock()
        self._bootstrap: Bootstrap | None = None

    @property
    def started(self) -> bool:
        """Whether the platform started this process; a dry import is not started."""
        return Identity.of(self._environment) is not None

    @property
    def identity(self) -> Identity:
        return Identity.of(self._environment) or PLACEHOLDER_IDENTITY

    @property
    def bootstrap(self) -> Bootstrap:
        if not self.started:
            return PLACEHOLDER
        with self._lock:
            if self._bootstrap is None:
                self._bootstrap = self._fetch(self.identity)
            return self._bootstrap

    @property
    def llm_base_url(self) -> str:
        url = self.bootstrap.llm_base_url.rstrip("/")
        return url if url.endswith("/v1") else url + "/v1"

    @property
    def own_secrets(self) -> tuple[str, ...]:
        """What must never be printed, as far as it is known already."""
        identity, bootstrap = Identity.of(self._environment), self._bootstrap
        known: tuple[str, ...] = (identity.token,) if identity else ()
        if bootstrap is not None:
            known += (bootstrap.llm_api_key, bootstrap.kafka_sasl_password or "")
        return known

    def require_started(self) -> None:
        if not self.started:
            raise AispmError(
                "AGENT_ID, MCP_TOKEN and CONTROLLER_URL are not set: the platform did not start this agent"
            )
