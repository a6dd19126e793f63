import json
import subprocess
import sys
from pathlib import Path

import pytest

from aispm_sandbox import validate

GOOD = b"async def main():\n    pass\n"


@pytest.mark.parametrize(
    "source",
    [
        GOOD,
        b"import aispm\n@decorated\nasync def main(): ...\n",
        "# -*- coding: latin-1 -*-\nname = 'é'\n".encode("latin-1") + GOOD,
        b"\xef\xbb\xbf" + GOOD,
        b"x = 1 is 1\n" + GOOD,
    ],
)
def test_takes_code_with_a_main(source: bytes) -> None:
    assert validate.errors_of(source) == []


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"def main(): pass\n",
        b"main = 1\n",
        b"class A:\n    async def main(self): ...\n",
        b"async def run(): ...\n",
    ],
)
def test_refuses_code_without_one(source: bytes) -> None:
    assert validate.errors_of(source) == ["No top-level `async def main`"]


@pytest.mark.parametrize(
    ("source", "beginning"),
    [
        (b"x = 1\ndef f(:\n", "Syntax error in line 2: "),
        (b"a\n\nreturn 1\n", "Syntax error in line 3: 'return' outside function"),
        (b"a\n\0b\n", "Syntax error in line 2: "),
        (b"\x7fELF\x02\x01\0\0", "Syntax error in line 1: "),
        (b"# a\nname = '\xe9'\n", "Syntax error in line 2: the file is not UTF-8"),
        (b"# coding: nonsense\n" + GOOD, "Syntax error in line 1: "),
        (b"(" * 5000, "Syntax error in line "),
        (b"-" * 200_000 + b"1", "Syntax error in line "),
        ("async def main():\n    return “quoted”\n".encode(), "Syntax error in line 2: "),
    ],
)
def test_names_the_line_that_is_wrong(source: bytes, beginning: str) -> None:
    (error,) = validate.errors_of(source)

    assert error.startswith(beginning)


def imported(folder: Path, code: str, patience_s: float = 10) -> list[str]:
    file = folder / "agent.py"
    file.write_text(code)
    return validate.warnings_of(file, patience_s)


def test_a_clean_import_says_nothing(tmp_path: Path) -> None:
    assert imported(tmp_path, "import aispm\nprint(aispm.LLM_BASE_URL)\nassert __name__ == 'agent'\n") == []


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        (
            "\nimport nothing_of_this_name\n",
            "Import failed: ModuleNotFoundError: No module named 'nothing_of_this_name' (line 2)",
        ),
        ("1/0\n", "Import failed: ZeroDivisionError: division by zero (line 1)"),
        ("raise SystemExit(3)\n", "Import failed: the code ended the process (status 3)"),
        ("import os\nos._exit(4)\n", "Import failed: the code ended the process (status 4)"),
        ("import os\nos.abort()\n", "Import failed: the code ended the process (signal 6)"),
    ],
)
def test_a_failing_import_is_a_warning(tmp_path: Path, code: str, warning: str) -> None:
    assert imported(tmp_path, code) == [warning]


def test_an_import_without_end_is_ended(tmp_path: Path) -> None:
    assert imported(tmp_path, "while True: pass\n", 0.5) == ["Import failed: it did not finish within 0.5 s"]


def test_prints_one_verdict_and_runs_nothing_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "agent.py"
    file.write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nprint('noise')\n")
    out = subprocess.run(
        [sys.executable, "-I", "-m", "aispm_sandbox.validate", str(file)], capture_output=True, check=True
    ).stdout

    assert json.loads(out) == {"errors": ["No top-level `async def main`"], "warnings": []}
    assert not (tmp_path / "ran").exists()
