"""What a sandbox is told when an agent takes it: one JSON line from outside, once, then the code where it has none."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from . import jar

CODE_FD = 100
"""Where code that came with the claim is open, so that a link to ``/proc/self/fd/100`` leads to it."""

_PART = 2**20
_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL


class Refused(Exception):
    """The claim can't be obeyed; the sentence is for the operator."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who the sandbox becomes.

    ``env`` is the agent's whole environment, ``file`` its code as it lies inside, ``packages`` the folders in which it
    finds what it asked for beside the SDK, most important first; ``command`` runs it where the SDK that is loaded here
    does not: packages that replace what is loaded. For a jar there is ``java``, a JVM with its options, to which the
    jar itself adds how it is begun. ``code_size`` bytes of code follow the claim where it does not lie inside already.
    """

    env: dict[str, str]
    file: str
    sha256: str
    packages: list[str] = field(default_factory=list)
    command: list[str] | None = None
    java: list[str] | None = None
    code_size: int | None = None

    @classmethod
    def read(cls, line: bytes) -> Claim:
        document: dict[str, Any] = json.loads(line)
        return cls(
            env=document["env"],
            file=document["file"],
            sha256=document["sha256"],
            packages=document.get("packages", []),
            command=document.get("command"),
            java=document.get("java"),
            code_size=document.get("code_size"),
        )

    def place_code(self, rest: BinaryIO) -> None:
        """Makes the code readable at its place, unchangeable, and checks that it is what was reviewed."""
        if self.code_size is not None:
            hold(rest, self.code_size)
        try:
            with open(self.file, "rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as missing:
            raise Refused(f"The agent's code is not in its sandbox: {missing.strerror}.") from None
        if found != self.sha256:
            raise Refused("The code is not the code that was uploaded: its SHA-256 differs.")

    def program(self) -> list[str] | None:
        """What is executed to become the agent; nothing where the SDK that is loaded here runs it."""
        if self.java is None:
            return self.command
        try:
            return jar.command(self.java, self.file)
        except jar.Unfit as unfit:
            raise Refused(str(unfit)) from None

    def environment(self) -> dict[str, str]:
        """The agent's environment, in which programs that it starts find its packages too."""
        return self.env | ({"PYTHONPATH": os.pathsep.join(self.packages)} if self.packages else {})


def hold(stream: BinaryIO, size: int) -> None:
    """Keeps the code in memory at a fixed descriptor, sealed: whoever opens it can read it and no more."""
    memory = os.memfd_create("agent", os.MFD_ALLOW_SEALING | os.MFD_CLOEXEC)
    with os.fdopen(memory, "wb", closefd=False) as file:
        while size > 0 and (part := stream.read(min(size, _PART))):
            file.write(part)
            size -= len(part)
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, _SEALS)
    os.dup2(memory, CODE_FD, inheritable=True)
    os.close(memory)
