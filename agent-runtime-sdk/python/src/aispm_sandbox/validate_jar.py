"""Looks at an agent's jar inside a sandbox and prints one JSON verdict: ``{"errors": [...], "warnings": [...]}``.

Usage: validate_jar FILE JAVA...   (a JVM with its options)
       validate_jar - JAVA...      (the jar follows one JSON line, ``{"code_size": bytes}``)
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from . import jar
from .validate import end

_LOAD_S = 10.0
_PART = 2**20
_LONGEST = 500
_NO_MAIN = re.compile(r"main method not found|NoSuchMethodException: \S+\.main\(", re.IGNORECASE)
_THROWN = re.compile(r"(?:Caused by: |Exception in thread \S+ )?((?:[\w$]+\.)+[\w$]*(?:Exception|Error)\b.*)")


def errors_of(file: str, java: list[str]) -> list[str]:
    """What stands against running this jar; nothing of it is executed to find out."""
    try:
        late = jar.too_new(file, jar.feature(Path(java[0]).parents[1]))
    except jar.Unfit as unfit:
        return [str(unfit)]
    return [] if late is None else [late]


def dry_load(file: str, java: list[str], patience_s: float = _LOAD_S) -> tuple[list[str], list[str]]:
    """Errors and warnings of loading the agent, in a JVM of its own, with nobody to talk to and nothing secret."""
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(
            jar.dry_command(java, file),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                status = process.wait(patience_s)
            except subprocess.TimeoutExpired:
                return [], [_sentence(f"it did not finish within {patience_s:g} s")]
            finally:
                end(process)
        output.seek(0)
        said = output.read(_PART).decode(errors="replace")
    if status == 0:
        return [], []
    if _NO_MAIN.search(said):
        return [f"No entry point: {jar.entry(file).name} is no io.aispm.sdk.Agent and has no main method"], []
    return [], [_sentence(_reason(said, status))]


def _reason(said: str, status: int) -> str:
    """The innermost exception, which is the cause of the others."""
    thrown = [found[1] for line in said.splitlines() if (found := _THROWN.match(line.strip()))]
    return (thrown or [f"the JVM ended (status {status})"])[-1][:_LONGEST]


def _sentence(problem: str) -> str:
    return f"Loading failed: {problem}"


def told(stream: BinaryIO) -> str:
    """Puts the jar that was told into a file."""
    left = json.loads(stream.readline())["code_size"]
    path = os.path.join(tempfile.mkdtemp(), "agent.jar")
    with open(path, "wb") as file:
        while left > 0 and (part := stream.read(min(left, _PART))):
            file.write(part)
            left -= len(part)
    return path


def main(file: str, java: list[str]) -> None:
    errors, warnings = errors_of(file, java), list[str]()
    if not errors:
        errors, warnings = dry_load(file, java)
    print(json.dumps({"errors": errors, "warnings": warnings}))


if __name__ == "__main__":
    main(told(sys.stdin.buffer) if sys.argv[1] == "-" else sys.argv[1], sys.argv[2:])
