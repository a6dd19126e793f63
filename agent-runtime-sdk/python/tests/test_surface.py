import subprocess
import sys
import types

import pytest

import aispm


def test_every_public_name_is_exported() -> None:
    modules = {name for name, value in vars(aispm).items() if isinstance(value, types.ModuleType)}
    public = [name for name in vars(aispm) if not name.startswith("_") and name not in modules]

    assert aispm.__all__ == sorted(public)
    assert all(name.startswith("_") for name in modules - {"integrations", "testing"})


def test_a_dry_import_sees_placeholders(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL"):
        monkeypatch.delenv(name, raising=False)

    assert aispm.LLM_BASE_URL.endswith("/v1")
    assert all(getattr(aispm, name) for name in aispm.__all__ if name.isupper())


def test_a_constant_can_be_set_for_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aispm, "MCP_URL", "http://elsewhere/mcp")

    assert aispm.MCP_URL == "http://elsewhere/mcp"


def test_errors_are_one_tree() -> None:
    for kind in (aispm.LLMError, aispm.MCPError, aispm.SecretNotFound):
        assert issubclass(kind, aispm.AispmError)
    assert "503" in str(aispm.LLMError(503, "llm_not_configured", "set Default LLM"))
    error = aispm.MCPError(-32602, "no such tool", {"tool": "x"})
    assert (error.code, error.message, error.data) == (-32602, "no such tool", {"tool": "x"})
    assert aispm.SecretNotFound("k").name == "k"


def test_importing_the_sdk_asks_nobody() -> None:
    code = "import aispm, sys; sys.exit('asyncio.runners' not in sys.modules and 0)"
    environment = {"AGENT_ID": "a", "MCP_TOKEN": "t", "CONTROLLER_URL": "http://127.0.0.1:1"}

    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
