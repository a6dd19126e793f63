"""The services' images as they run: whose they are, and that their JVMs use what a first start taught them."""

from __future__ import annotations

import re
import subprocess

import pytest
from conftest import Compose

SERVICES = ["spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer"]
JAVA = 'for p in /proc/[0-9]*; do [ "$(readlink $p/exe)" = /opt/jre/bin/java ] && break; done; '


def image(compose: Compose, service: str) -> str:
    """The id of what a service's container is made of."""
    label = "com.docker.compose.service"
    return next(str(c["Image"]) for c in compose.containers() if c["Config"]["Labels"][label] == service)


def java(compose: Compose, service: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A JVM in the service's image that reads the archive as the service does, and goes no further."""
    command = ["docker", "run", "--rm", "--network", "none", "--entrypoint", "java", image(compose, service)]
    command += [*options, "-cp", "app.jar", "-version"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_no_administrator(compose: Compose, service: str) -> None:
    assert compose.exec(service, "id", "-u").stdout.strip() == "10000"
    assert compose.exec(service, "touch", "/opt/aispm/x").returncode != 0


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_most_of_its_classes_from_the_archive(compose: Compose, service: str) -> None:
    listed = compose.exec(service, "bash", "-c", JAVA + "jcmd ${p#/proc/} VM.classes").stdout
    rows = [row for line in listed.splitlines() if len(row := line.split()) >= 4 and row[0].startswith("0x")]
    # Fourth are the flags, of which S says that the class is shared; a class without any has its name there.
    shared = [row for row in rows if re.fullmatch("[FfWCRS]+", row[3]) and "S" in row[3]]

    assert len(rows) > 5_000, listed[:2000]
    assert len(shared) > 0.5 * len(rows), f"{len(shared)} of {len(rows)}"


@pytest.mark.parametrize("service", SERVICES)
def test_an_archive_that_does_not_fit_would_be_seen(compose: Compose, service: str) -> None:
    strict = ["-XX:AOTMode=on", "@jvm.options"]

    assert java(compose, service, "-XX:AOTCache=app.aot", *strict).returncode == 0
    assert java(compose, service, "-XX:AOTCache=missing.aot", *strict).returncode != 0
