import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aispm_sandbox import jar, validate_jar
from aispm_sandbox.claim import Claim, Refused

CLASS = struct.pack(">IHH", 0xCAFEBABE, 0, 65) + b"rest"
SDK = {"io/aispm/sdk/Launcher.class": CLASS}
MAIN = {
    "META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\nMain-Class: com.example.Main\r\n\r\n",
    "com/example/Main.class": CLASS,
}
AGENT = {jar.SERVICE: b"# ours\ncom.example.Agent # the one\n", "com/example/Agent.class": CLASS} | SDK


def made(folder: Path, entries: dict[str, bytes]) -> str:
    file = folder / "agent.jar"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return str(file)


@pytest.fixture
def java(tmp_path: Path) -> list[str]:
    """A runtime that says which Java it is, and does what its second argument is."""
    home = tmp_path / "jre"
    (home / "bin").mkdir(parents=True)
    (home / "release").write_text('IMPLEMENTOR="Somebody"\nJAVA_VERSION="25.0.1"\n')
    program = home / "bin" / "java"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$(dirname "$0")/asked"\neval "$1"\n')
    program.chmod(0o755)
    return [str(program)]


@pytest.mark.parametrize(
    ("entries", "begun"),
    [
        (AGENT, ["-cp", "FILE", jar.LAUNCHER]),
        (AGENT | MAIN, ["-cp", "FILE", jar.LAUNCHER]),
        (MAIN | SDK, ["-cp", "FILE", jar.LAUNCHER, "com.example.Main"]),
        (MAIN, ["-jar", "FILE"]),
    ],
)
def test_a_jar_is_begun_as_it_says(tmp_path: Path, entries: dict[str, bytes], begun: list[str]) -> None:
    file = made(tmp_path, entries)

    assert jar.command(["java", "-Xmx1m"], file) == [
        "java",
        "-Xmx1m",
        *(file if part == "FILE" else part for part in begun),
    ]
    assert ("--dry-load" in jar.dry_command(["java"], file)) == ("Launcher.class" in str(entries))


def test_a_main_class_may_be_longer_than_a_line(tmp_path: Path) -> None:
    manifest = b"Manifest-Version: 1.0\nMain-Class: com.exam\n ple.Main\n\nName: x\nMain-Class: no\n"

    assert jar.entry(made(tmp_path, MAIN | {"META-INF/MANIFEST.MF": manifest})).name == "com.example.Main"


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({}, "No entry point: the jar names no agent in "),
        ({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n\nMain-Class: no\n"}, "No entry point: "),
        ({jar.SERVICE: b"a.A\nb.B\n"} | SDK, "META-INF/services/io.aispm.sdk.Agent must name one agent; it names 2"),
        ({jar.SERVICE: b"a.A\n"} | SDK, "No entry point: the jar has no class a.A, which META-INF/services"),
        (
            {jar.SERVICE: b"a.A\n", "a/A.class": CLASS},
            "The jar has no io.aispm.sdk.Launcher: build it with the libraries",
        ),
        (MAIN | {"com/example/Main.class": b"\xca\xfe\xba\xbe\0\0\0\x46"}, "com.example.Main is compiled for Java 26"),
        (MAIN | {"com/example/Main.class": b""}, "com.example.Main is no class file"),
    ],
)
def test_what_stands_against_a_jar_is_said(
    tmp_path: Path, java: list[str], entries: dict[str, bytes], sentence: str
) -> None:
    (error,) = validate_jar.errors_of(made(tmp_path, entries), java)

    assert error.startswith(sentence)


def test_a_file_that_is_no_jar_is_said_to_be_none(tmp_path: Path, java: list[str]) -> None:
    (tmp_path / "agent.jar").write_bytes(b"PK\x03\x04 half of one")

    (error,) = validate_jar.errors_of(str(tmp_path / "agent.jar"), java)

    assert error == "The jar can't be read: File is not a zip file"


@pytest.mark.parametrize(
    ("says", "errors", "warnings"),
    [
        ("exit 0", [], []),
        (
            "echo 'aispm: it failed'; echo 'a.X'; echo 'Caused by: java.lang.NoClassDefFoundError: a/B'; exit 1",
            [],
            ["Loading failed: java.lang.NoClassDefFoundError: a/B"],
        ),
        (
            "echo 'error: Main method not found in class com.example.Main'; exit 1",
            ["No entry point: com.example.Main is no io.aispm.sdk.Agent and has no main method"],
            [],
        ),
        ("exit 3", [], ["Loading failed: the JVM ended (status 3)"]),
        ("sleep 9", [], ["Loading failed: it did not finish within 0.5 s"]),
    ],
)
def test_a_dry_load_says_what_happened(
    tmp_path: Path, java: list[str], says: str, errors: list[str], warnings: list[str]
) -> None:
    file = made(tmp_path, MAIN)

    assert validate_jar.dry_load(file, [*java, says], patience_s=0.5) == (errors, warnings)


def test_a_jar_that_follows_its_order_is_looked_at(tmp_path: Path, java: list[str]) -> None:
    content = Path(made(tmp_path, MAIN)).read_bytes()
    command = [sys.executable, "-m", "aispm_sandbox.validate_jar", "-", *java, "exit 0"]
    order = json.dumps({"code_size": len(content)}).encode() + b"\n"

    done = subprocess.run(command, input=order + content + b"more", capture_output=True, check=True)

    assert json.loads(done.stdout) == {"errors": [], "warnings": []}


def test_a_claim_of_a_jar_adds_how_it_is_begun(tmp_path: Path) -> None:
    file = made(tmp_path, MAIN)

    assert Claim({}, file, "", java=["java", "-Xmx1m"]).program() == ["java", "-Xmx1m", "-jar", file]
    assert Claim({}, file, "", command=["x"]).program() == ["x"]
    with pytest.raises(Refused, match="No entry point"):
        Claim({}, made(tmp_path, {}), "", java=["java"]).program()
