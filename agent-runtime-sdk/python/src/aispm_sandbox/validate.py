"""Looks at an agent's code inside a sandbox and prints one JSON verdict: ``{"errors": [...], "warnings": [...]}``.

Usage: validate FILE PACKAGES...   (folders in which it finds what it imports beside the SDK)
       validate -                  (both are told in one JSON line, ``{"code": base64, "packages": [...]}``)
"""

from __future__ import annotations

import ast
import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

_IMPORT_S = 10.0

_DRY_IMPORT = """
import importlib.util, json, os, sys, traceback
file, answer = sys.argv[1], os.fdopen(int(sys.argv[2]), "w")
sys.argv = [file]
spec = importlib.util.spec_from_file_location("agent", file)
module = importlib.util.module_from_spec(spec)
sys.modules["agent"] = module
sys.path.insert(0, os.path.dirname(file))
try:
    spec.loader.exec_module(module)
    problem = None
except SystemExit as left:
    problem = f"the code ended the process (status {left.code})"
except BaseException as failure:
    lines = [frame.lineno for frame in traceback.extract_tb(failure.__traceback__) if frame.filename == file]
    place = f" (line {lines[-1]})" if lines else ""
    problem = f"{type(failure).__name__}: {failure}"[:500] + place
answer.write(json.dumps(problem))
answer.flush()
os._exit(0)
"""


def errors_of(source: bytes) -> list[str]:
    """What stands against running this code; nothing of it is executed to find out."""
    if b"\0" in source:
        return [f"Syntax error in line {_line(source, source.index(0))}: the file holds null bytes; is it a text file?"]
    try:
        source.decode()
    except UnicodeDecodeError as odd:
        if not _names_its_encoding(source):
            return [f"Syntax error in line {_line(source, odd.start)}: the file is not UTF-8 text"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, "agent.py")
            compile(source, "agent.py", "exec", dont_inherit=True)
    except SyntaxError as wrong:
        return [f"Syntax error in line {wrong.lineno or 1}: {wrong.msg}"]
    except (ValueError, RecursionError, MemoryError) as wrong:
        return [f"Syntax error in line 1: the code can't be read: {wrong or 'it is nested too deeply'}"]
    if any(isinstance(node, ast.AsyncFunctionDef) and node.name == "main" for node in tree.body):
        return []
    return ["No top-level `async def main`"]


def warnings_of(file: Path, patience_s: float = _IMPORT_S, packages: Sequence[str] = ()) -> list[str]:
    """What a dry import found: in a process of its own, with nobody to talk to and nothing secret to read."""
    environment = os.environ | ({"PYTHONPATH": os.pathsep.join(packages)} if packages else {})
    answer, answer_in = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", _DRY_IMPORT, str(file), str(answer_in)],
        pass_fds=[answer_in],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        os.close(answer_in)
        try:
            status = process.wait(patience_s)
        except subprocess.TimeoutExpired:
            return [_sentence(f"it did not finish within {patience_s:g} s")]
        finally:
            end(process)
    os.set_blocking(answer, False)
    try:
        problem = json.loads(os.read(answer, 65536))
    except (ValueError, BlockingIOError):
        cause = f"signal {-status}" if status < 0 else f"status {status}"
        problem = f"the code ended the process ({cause})"
    finally:
        os.close(answer)
    return [_sentence(problem)] if problem else []


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _sentence(problem: str) -> str:
    return f"Import failed: {problem}"


def _line(source: bytes, place: int) -> int:
    return source.count(b"\n", 0, place) + 1


def _names_its_encoding(source: bytes) -> bool:
    return any(line.lstrip().startswith(b"#") and b"coding" in line for line in source.split(b"\n")[:2])


def told(line: str) -> tuple[Path, Sequence[str]]:
    """Puts the code that was told into a file."""
    document = json.loads(line)
    file = Path(tempfile.mkdtemp()) / "agent.py"
    file.write_bytes(base64.b64decode(document["code"]))
    return file, document["packages"]


def main(file: Path, packages: Sequence[str]) -> None:
    errors = errors_of(file.read_bytes())
    found = [] if errors else warnings_of(file, packages=packages)
    print(json.dumps({"errors": errors, "warnings": found}))


if __name__ == "__main__":
    if sys.argv[1] == "-":
        main(*told(sys.stdin.readline()))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
