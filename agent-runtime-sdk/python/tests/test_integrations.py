"""Frameworks are optional: the SDK needs none, and a helper without its framework says what to install."""

import subprocess
import sys

import pytest


def test_the_sdk_imports_no_framework() -> None:
    code = (
        "import sys, aispm, aispm.integrations, aispm.testing\n"
        "sys.exit(' '.join({'langchain_core', 'llama_index', 'openai', 'pydantic'} & sys.modules.keys()) or 0)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize(
    ("module", "framework", "name"),
    [("langchain", "langchain_core", "langchain"), ("llamaindex", "llama_index", "llama-index-core")],
)
def test_a_missing_framework_is_named(module: str, framework: str, name: str) -> None:
    code = f"import sys; sys.modules['{framework}'] = None\nimport aispm.integrations.{module}"

    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)

    assert f"ImportError: aispm.integrations.{module} needs" in ended.stderr
    assert f"name `{name}` in the agent's requirements.txt" in ended.stderr
