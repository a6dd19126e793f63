"""Reads texts as the Java classifier does: windows of word pieces, the exported network, the n-gram model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from guard_training import ngrams
from guard_training.texts import CLS, SEP

WINDOW, STRIDE = 254, 190
FEWEST_PIECES = 4


@dataclass(frozen=True)
class Window:
    """Log-odds of one window: harm, injection and categories of the network; harm and injection of the n-grams."""

    network: np.ndarray
    linear: tuple[float, float]
    most_orderly: float


class Reader:
    def __init__(self, network: Path, words: Tokenizer, linear: list[tuple[np.ndarray, float]]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(network), options)
        self.words = words
        self.linear = linear

    def windows(self, text: str, answers: bool) -> list[Window]:
        encoding = self.words.encode(text, add_special_tokens=False)
        starts = range(0, max(1, len(encoding.ids) - WINDOW + STRIDE), STRIDE)
        return [self._window(text, encoding, start, answers) for start in starts if encoding.ids]

    def _window(self, text: str, encoding: Encoding, start: int, answers: bool) -> Window:
        ids = encoding.ids[start : start + WINDOW]
        row = np.array([[CLS, *ids, SEP]], np.int64)
        given = {"input_ids": row, "token_type_ids": np.full_like(row, int(answers))}
        whole, pieces = self.session.run(None, given)
        linear = tuple(float(ngrams.logits([ids], head)[0]) for head in self.linear)
        orderly = most_orderly(text, encoding.offsets[start : start + WINDOW], pieces[0][1:-1])
        return Window(whole[0], linear, orderly)


def most_orderly(text: str, offsets: list[tuple[int, int]], pieces: np.ndarray) -> float:
    """The mean log-odds of the sentence that sounds most like an order."""
    most, begun = -20.0, 0
    for at, (_, end) in enumerate(offsets):
        following = offsets[at + 1][0] if at + 1 < len(offsets) else None
        if following is None or _ends(text, end, following):
            if at + 1 - begun >= FEWEST_PIECES:
                most = max(most, float(pieces[begun : at + 1].mean()))
            begun = at + 1
    return most


def _ends(text: str, end: int, following: int) -> bool:
    return "\n" in text[end:following] or (following > end > 0 and text[end - 1] in ".?!")
