"""What `pip install` makes of this repository: a wheel with all of the SDK, that works where it is installed."""

import subprocess
import sys
import zipfile
from pathlib import Path

SDK = Path(__file__).parents[1]


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_the_wheel_holds_the_sdk_and_works_where_it_is_installed(tmp_path: Path) -> None:
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(SDK))
    (wheel,) = tmp_path.glob("aispm-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        (metadata,) = (archive.read(name).decode() for name in held if name.endswith(".dist-info/METADATA"))
    sources = {str(file.relative_to(SDK / "src")) for file in (SDK / "src").rglob("*.py")}
    assert sources | {"aispm/py.typed"} <= held
    assert not any(name.startswith("tests") for name in held)
    assert "Provides-Extra: langchain" in metadata

    pip("install", "--no-deps", "--target", str(tmp_path / "there"), str(wheel))
    code = "import aispm, aispm.testing; print(aispm.__file__, aispm.LLM_BASE_URL)"
    environment = {"PYTHONPATH": str(tmp_path / "there"), "PATH": "/usr/bin:/bin"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, check=False, capture_output=True, text=True)
    assert said.stdout.startswith(str(tmp_path / "there")), said.stderr
    assert said.stdout.strip().endswith("/v1")
