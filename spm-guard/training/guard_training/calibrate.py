"""Fits scores and block points on sources that were held out whole, and never on `eval/`."""

import random
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from guard_training import authored, written
from guard_training.augment import Wardrobe
from guard_training.reading import Reader, Window
from guard_training.rows import Row

BLOCK_POINT, FLAG_POINT = 0.6, 0.35


class Shares(NamedTuple):
    """The shares of harmless texts that may be blocked and flagged: of ordinary ones, of look-alikes, of long ones."""

    blocked: tuple[float, ...]
    flagged: tuple[float, ...]


OF_HARM = Shares((0.003, 0.02, 0.01), (0.01, 0.05, 0.02))
# People write of rules, prompts and orders more often than anybody attacks a model.
OF_ATTACKS = Shares((0.002, 0.005, 0.005), (0.005, 0.03, 0.01))
# Log-odds that lie between the two points at least, where the tail of harmless texts is short.
LEAST_BETWEEN = 0.1
FALSE_FLAGS_OF_ORDERS = 0.02
# One source makes up nearly all attacks that are held out: too few to learn how far each model is to be trusted.
INJECTION_WEIGHTS = (1.0, 0.3)
MOST_OF_A_SOURCE = 300
LONG_WINDOWS = 150
# Ordinary texts that are read a second time with orders about the form of the answer.
CONSTRAINED = 400
# A streamed reply is judged in parts: what was released last, and the next.
OVERLAP, FRESH, MOST_PARTS = 512, 160, 4


def calibration(reader: Reader, rows: list[Row], seed: int) -> dict:
    chance = random.Random(seed)
    rows = _few_of_each(rows, chance)
    asked = [row for row in rows if not row.answers]
    said = [row for row in rows if row.kind == "response"]
    read = [reader.windows(row.text, False) for row in asked]
    look_alikes = [*authored.TRIGGER_WORDS, *written.look_alikes(chance)]
    tricky = [reader.windows(text, False) for text in look_alikes]
    quiet = [windows for row, windows in zip(asked, read) if row.harm == 0]
    harmful = [windows for row, windows in zip(asked, read) if row.harm == 1]
    attacks = [windows for row, windows in zip(asked, read) if row.injection == 1]
    company = [row.text for row in asked if row.harm == 0]
    wardrobe = Wardrobe(rows, chance)
    quiet += [reader.windows(wardrobe.constrained(text), False) for text in chance.sample(company, CONSTRAINED)]
    long_quiet = [_long(reader, company, chance) for _ in range(LONG_WINDOWS)]

    prompt = {
        "harm": _scale("prompt harm", harmful, [quiet, tricky, long_quiet], 0),
        "injection": _scale("prompt injection", attacks, [quiet, tricky, long_quiet], 1, OF_ATTACKS, INJECTION_WEIGHTS),
    }
    bad = [_streamed(reader, row.text) for row in said if row.harm == 1]
    good = [_streamed(reader, row.text) for row in said if row.harm == 0]
    reply = {"harm": _scale("reply harm", bad, [good], 0), "injection": prompt["injection"]}
    tool, instruction = _tool(reader, rows, prompt, chance)
    return {
        "stages": {"prompt": prompt, "reply": reply, "tool": tool},
        "categories": {f"S{number}": {"slope": 1.0, "bias": 0.0} for number in range(1, 15)},
        "instruction": instruction,
    }


def _tool(reader: Reader, rows: list[Row], prompt: dict, chance: random.Random) -> tuple[dict, dict]:
    wardrobe = Wardrobe(rows, chance)
    examples = [wardrobe.document() for _ in range(400)]
    documents = [row.text for row in rows if row.kind == "document"] + list(authored.TOOL_RESULTS)
    quiet = [reader.windows(text, True) for text in documents]
    attacks, orders = [], []
    for example in examples:
        windows = reader.windows(example.row.text, True)
        if example.row.injection == 1:
            attacks.append(windows)
        elif example.hidden:
            orders.append(windows)
        else:
            quiet.append(windows)
    tool = {"harm": prompt["harm"], "injection": _scale("tool injection", attacks, [quiet], 1, OF_HARM, INJECTION_WEIGHTS)}
    high = np.array([max(each.most_orderly for each in windows) for windows in orders])
    low = np.array([max(each.most_orderly for each in windows) for windows in quiet])
    point = float(np.quantile(low, 1 - FALSE_FLAGS_OF_ORDERS))
    print(f"orders in documents: flagged {np.mean(high >= point):.3f} at {FALSE_FLAGS_OF_ORDERS} false")
    return tool, {"slope": 1.0, "bias": -point}


def _scale(
    name: str, positive: list[list[Window]], negatives: list[list[list[Window]]], head: int,
    false: Shares = OF_HARM, weights: tuple[float, float] | None = None,
) -> dict:
    """A logistic regression of balanced classes, shifted so that of no kind of harmless text more than the wanted share
    is flagged, and so steep from there on that no more than the wanted share is blocked. The kinds are ordinary texts,
    look-alikes, and long ones, which also tell what more windows cost."""

    def of(texts: list[list[Window]]) -> np.ndarray:
        return np.array([max(((w.network[head], w.linear[head]) for w in text), key=sum) for text in texts])

    negative = [text for kind in negatives for text in kind]
    x = np.concatenate([of(positive), of(negative)])
    y = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    if weights:
        x = (x @ np.array(weights)).reshape(-1, 1)
    fitted = LogisticRegression(class_weight="balanced", C=1.0).fit(x, y)
    slopes = [float(each) for each in fitted.coef_[0]]
    network, linear = (max(0.0, each) for each in (np.array(weights) * slopes[0] if weights else slopes))

    def raw(texts: list[list[Window]]) -> np.ndarray:
        return np.array([max(network * w.network[head] + linear * w.linear[head] for w in text) for text in texts])

    blocked, flagged = (
        max(float(np.quantile(raw(kind), 1 - share)) for kind, share in zip(negatives, shares))
        for shares in false
    )
    caught = [float(np.mean(raw(positive) >= point)) for point in (blocked, flagged)]
    print(
        f"{name}: network {network:.2f} n-grams {linear:.2f}, {len(positive)} + {len(negative)} texts, "
        f"points {blocked:.2f} and {flagged:.2f}, caught {caught[0]:.3f} at the block point, {caught[1]:.3f} at the flag point"
    )
    steepness = (_log_odds(BLOCK_POINT) - _log_odds(FLAG_POINT)) / max(blocked - flagged, LEAST_BETWEEN)
    per_window = _per_window(raw(negatives[2])) if len(negatives) == 3 else 0.0
    bias = _log_odds(FLAG_POINT) - min(flagged, blocked - LEAST_BETWEEN)
    return {"encoder": network, "ngrams": linear, "bias": bias, "windows": per_window, "steepness": steepness}


def _log_odds(score: float) -> float:
    return float(np.log(score / (1 - score)))


def _per_window(long_quiet: np.ndarray) -> float:
    """How the largest of n harmless windows grows with the logarithm of n."""
    chance = np.random.default_rng(0)
    counts = np.array([1, 2, 4, 8, 16])
    highest = [np.quantile(chance.choice(long_quiet, (4000, count)).max(1), 0.9) for count in counts]
    return max(0.0, float(np.polyfit(np.log(counts), highest, 1)[0]))


def _long(reader: Reader, texts: list[str], chance: random.Random) -> list[Window]:
    joined = ""
    while len(joined) < 1_000:
        joined += chance.choice(texts) + chance.choice((" ", "\n"))
    return reader.windows(joined, False)[:1]


def _streamed(reader: Reader, text: str) -> list[Window]:
    ends = list(range(FRESH, len(text) + FRESH, FRESH))
    if len(ends) > MOST_PARTS:
        ends = ends[:: max(1, len(ends) // MOST_PARTS)]
    return [reader.windows(text[max(0, end - FRESH - OVERLAP) : end], True)[0] for end in ends]


def _few_of_each(rows: list[Row], chance: random.Random) -> list[Row]:
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    return [
        row
        for name in sorted(by_source)
        for row in chance.sample(by_source[name], min(MOST_OF_A_SOURCE, len(by_source[name])))
    ]
