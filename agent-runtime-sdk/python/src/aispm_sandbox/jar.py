"""What a jar says of itself: how its agent is begun, and what stands against running it. Nothing of it is executed."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

SERVICE = "META-INF/services/io.aispm.sdk.Agent"
LAUNCHER = "io.aispm.sdk.Launcher"

_MANIFEST = "META-INF/MANIFEST.MF"
_LONGEST_TEXT = 1_000_000
_MAGIC = 0xCAFEBABE
_FIRST_VERSION = 44
"""A class file's version is Java's and this."""


class Unfit(Exception):
    """The jar can't be run; the sentence is for whoever uploaded it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the agent begins: a class, found as a service or named as main class, in a jar with the SDK or without."""

    name: str
    service: bool
    sdk: bool


def entry(file: str) -> Entry:
    """Where the agent of a jar begins."""
    try:
        with zipfile.ZipFile(file) as jar:
            return _entry(jar)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as broken:
        raise Unfit(f"The jar can't be read: {broken or type(broken).__name__}") from None


def command(java: list[str], file: str) -> list[str]:
    """The command line that runs the agent of a jar."""
    found = entry(file)
    if not found.sdk:
        return [*java, "-jar", file]
    return [*java, "-cp", file, LAUNCHER, *([] if found.service else [found.name])]


def dry_command(java: list[str], file: str) -> list[str]:
    """The command line that loads the agent of a jar without running it."""
    found = entry(file)
    if not found.sdk:
        return [*java, "--dry-run", "-jar", file]
    return [*java, "-cp", file, LAUNCHER, "--dry-load", *([] if found.service else [found.name])]


def too_new(file: str, runs: int) -> str | None:
    """A sentence where the agent's class is made for a later Java than runs it."""
    found = entry(file)
    with zipfile.ZipFile(file) as jar, jar.open(_class_file(found.name)) as code:
        head = code.read(8)
    if len(head) < 8 or struct.unpack(">I", head[:4])[0] != _MAGIC:
        return f"{found.name} is no class file"
    version = struct.unpack(">H", head[6:])[0]
    if version <= runs + _FIRST_VERSION:
        return None
    made_for = version - _FIRST_VERSION
    return f"{found.name} is compiled for Java {made_for} (class file version {version}); agents run on Java {runs}"


def feature(home: Path) -> int:
    """Which Java a runtime is, by the note in its folder."""
    found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(), re.MULTILINE)
    if found is None:
        raise ValueError(f"{home} does not say which Java it is")
    return int(found[1])


def _entry(jar: zipfile.ZipFile) -> Entry:
    names = set(jar.namelist())
    sdk = _class_file(LAUNCHER) in names
    if SERVICE in names:
        agents = _services(_text(jar, SERVICE))
        if len(agents) != 1:
            raise Unfit(f"{SERVICE} must name one agent; it names {len(agents)}")
        if not sdk:
            raise Unfit(f"The jar has no {LAUNCHER}: build it with the libraries that it needs inside (a fat jar)")
        return Entry(_present(agents[0], names, SERVICE), True, sdk)
    main = _main_class(_text(jar, _MANIFEST)) if _MANIFEST in names else None
    if main is None:
        raise Unfit(f"No entry point: the jar names no agent in {SERVICE} and no Main-Class in its manifest")
    return Entry(_present(main, names, "Main-Class in its manifest"), False, sdk)


def _present(name: str, names: set[str], where: str) -> str:
    if _class_file(name) not in names:
        raise Unfit(f"No entry point: the jar has no class {name}, which {where} names")
    return name


def _class_file(name: str) -> str:
    return name.replace(".", "/") + ".class"


def _text(jar: zipfile.ZipFile, name: str) -> str:
    with jar.open(name) as file:
        return file.read(_LONGEST_TEXT).decode(errors="replace")


def _services(text: str) -> list[str]:
    return [name for line in text.splitlines() if (name := line.partition("#")[0].strip())]


def _main_class(manifest: str) -> str | None:
    """The main section's attribute; long lines go on after a line break and a space."""
    for line in re.sub(r"\r?\n ", "", manifest).splitlines():
        name, _, value = line.partition(":")
        if not line.strip():
            return None
        if name.lower() == "main-class":
            return value.strip() or None
    return None
