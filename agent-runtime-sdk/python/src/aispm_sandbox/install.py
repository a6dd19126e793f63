"""Installs packages into a folder, inside a sandbox whose only way out is a proxy to the configured index.

Usage: install GATE FOLDER BYTES   (GATE is the proxy's socket, BYTES how large the folder may get)

Reads one JSON line, ``{"requirements": ..., "certificates": ..., "env": {...}}``: what to install, whom to trust and
how pip is configured. Prints one, ``{"error": null}`` or what went wrong in the installer's words.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import os
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from .init import forward, listen

_PORT = 3128
_LOOK_S = 0.5
_LONGEST = 500
_PUT_BEFORE = ("ERROR: ", "error: ")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be installed, on files that pip reads."""

    scratch: Path
    hashed: bool
    env: dict[str, str]

    @classmethod
    def place(cls, line: str, scratch: Path) -> Order:
        document = json.loads(line)
        scratch.mkdir()
        (scratch / "requirements.txt").write_text(document["requirements"])
        (scratch / "constraints.txt").write_text("\n".join(importlib.metadata.requires("aispm") or []))
        env = {"TMPDIR": str(scratch)} | document["env"]
        if document["certificates"]:
            certificates = scratch / "certificates.pem"
            certificates.write_text(document["certificates"])
            env["PIP_CERT"] = str(certificates)
        return cls(scratch, "--hash=" in document["requirements"], env)

    def command(self, folder: Path) -> list[str]:
        command = [sys.executable, "-I", "-m", "pip", "install", "--quiet", "--no-input", "--no-cache-dir"]
        command += ["--disable-pip-version-check", "--root-user-action", "ignore", "--progress-bar", "off"]
        command += ["--proxy", f"http://127.0.0.1:{_PORT}", "--target", str(folder)]
        command += ["--requirement", str(self.scratch / "requirements.txt")]
        # Who names hashes has named every version, and a range beside it would be refused.
        return command + (
            ["--require-hashes"] if self.hashed else ["--constraint", str(self.scratch / "constraints.txt")]
        )


def size(folder: Path, most: int) -> int:
    """The bytes below a folder; counting ends where they are too many."""
    total = 0
    for root, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(root, name)).st_size
            except OSError:
                continue
        if total > most:
            break
    return total


def sentence(output: str) -> str:
    """The installer's own reason: its last line that begins with ERROR, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    named = [line for line in lines if line.startswith(_PUT_BEFORE)]
    found = (named or lines or ["the installer said nothing"])[-1]
    for start in _PUT_BEFORE:
        found = found.removeprefix(start)
    return found[:_LONGEST]


async def install(gate: str, folder: Path, order: Order, most: int) -> str | None:
    """What went wrong, or nothing."""
    server = await forward(listen(_PORT), gate)
    pip = await asyncio.create_subprocess_exec(
        *order.command(folder),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ | order.env,
        start_new_session=True,
    )
    talking = asyncio.ensure_future(pip.communicate())
    too_large = False
    while not (await asyncio.wait({talking}, timeout=_LOOK_S))[0]:
        if size(folder, most) > most and not too_large:
            too_large = True
            os.killpg(pip.pid, signal.SIGKILL)
    output, _ = talking.result()
    server.close()
    shutil.rmtree(order.scratch, ignore_errors=True)
    if too_large or size(folder, most) > most:
        return f"the packages are larger than {most // 2**20} MB"
    return None if pip.returncode == 0 else sentence(output.decode(errors="replace"))


def main(arguments: list[str]) -> None:
    gate, target, most = arguments
    folder = Path(target)
    order = Order.place(sys.stdin.readline(), folder / ".tmp")
    error = asyncio.run(install(gate, folder, order, int(most)))
    shutil.rmtree(folder / "bin", ignore_errors=True)
    print(json.dumps({"error": error}))


if __name__ == "__main__":
    main(sys.argv[1:])
