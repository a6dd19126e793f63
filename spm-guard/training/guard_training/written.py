"""Texts written for this project (CC0-1.0): look-alikes and what they look like, and orders aimed at models.

A folder of `written/` holds texts of one kind. A line is a text with choices, `{a|b|}`: each draw makes other texts of
it. Lines in square brackets say what follows: a category, or the kind of text; lines after `#` are remarks.
"""

import functools
import random
import re
from pathlib import Path

from guard_training.rows import Row

FOLDER = Path(__file__).parent.parent / "written"
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
# How often a line is drawn for a pass, by kind: of `forms.txt`, whose lines are made of many choices, and of others.
DRAWS = {"harmless": 8, "commands": 10, "long": 14, "harmful": 8, "injections": 14, "documents": 10, "replies": 0}
DRAWS_OF_OTHERS = 3
ANSWERS = {"documents": "document", "replies": "response"}


def drawn(chance: random.Random) -> list[Row]:
    """Some texts of each line, none twice."""
    rows = []
    for name, draws in DRAWS.items():
        for form, mark, line in _lines(name):
            texts = {_chosen(line, chance) for _ in range(draws if form else DRAWS_OF_OTHERS)}
            rows += [_row(name, mark, text) for text in sorted(texts)]
    return rows


def look_alikes(chance: random.Random) -> list[str]:
    """One text of each line that was written to calibrate on; no training sees that file."""
    return [_chosen(line, chance) for _, _, line in _lines("calibration")]


def override(order: str, words: str, chance: random.Random) -> str:
    """A sentence that turns the task at hand into another one."""
    _, _, line = chance.choice(_lines("overrides"))
    return _chosen(line, chance).replace("<order>", order).replace("<words>", words)


def constraint(chance: random.Random) -> str:
    """An order about the form of an answer."""
    _, _, line = chance.choice(_lines("constraints"))
    return _chosen(line, chance)


@functools.cache
def _lines(name: str) -> list[tuple[bool, str, str]]:
    """Whether a line is one of forms.txt, what stands in brackets before it, and the line."""
    found = []
    for path in sorted((FOLDER / name).glob("*.txt")):
        mark = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.fullmatch(r"\[\w+\]", line):
                mark = line[1:-1]
            elif line and not line.startswith("# "):
                found.append((path.stem == "forms", mark, line.replace("\\n", "\n")))
    return found


def _chosen(line: str, chance: random.Random) -> str:
    text = line
    while CHOICE.search(text):
        text = CHOICE.sub(lambda found: chance.choice(found.group(1).split("|")), text)
    return re.sub(r" +([?.,;:!])", r"\1", re.sub(r" {2,}", " ", text)).strip()


def _row(name: str, mark: str, text: str) -> Row:
    source = f"written_{name}"
    if name == "harmful":
        return Row(text, source, "prompt", 1, None if mark == "S14" else 0, frozenset({mark}))
    if name == "injections":
        return Row(text, source, "document" if mark == "document" else "prompt", None, 1, None)
    if name == "replies" and mark == "harmful":
        return Row(text, source, "response", 1, 0, None)
    return Row(text, source, ANSWERS.get(name, "prompt"), 0, 0, frozenset())
