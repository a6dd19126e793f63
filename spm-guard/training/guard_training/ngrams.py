"""The linear model over hashed runs of one to three word pieces, as `NgramModel` in Java reads it."""

import struct
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

BUCKETS = 1 << 18
MULTIPLIER = np.uint32(1_000_003)


def features(ids: list[int]) -> np.ndarray:
    """The distinct buckets of a row of word pieces (its marks not among them), in order."""
    if not ids:
        return np.empty(0, np.int64)
    numbers = np.asarray(ids, np.uint32) + np.uint32(1)
    found = []
    with np.errstate(over="ignore"):
        running = np.zeros(len(numbers), np.uint32)
        for length in range(min(3, len(numbers))):
            kept = len(numbers) - length
            running = running[:kept] * MULTIPLIER + numbers[length:]
            found.append(_mixed(running))
    return np.unique(np.concatenate(found) & np.uint32(BUCKETS - 1)).astype(np.int64)


def matrix(rows: list[list[int]]) -> csr_matrix:
    """A row per text; each n-gram counts once, and a long text's n-grams count less."""
    buckets = [features(ids) for ids in rows]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in buckets])])
    values = np.concatenate([np.full(len(each), 1 / np.sqrt(max(1, len(each)))) for each in buckets])
    return csr_matrix((values, np.concatenate(buckets), starts), shape=(len(rows), BUCKETS))


def fit(rows: list[list[int]], targets: np.ndarray, weights: np.ndarray, seed: int) -> tuple[np.ndarray, float]:
    said = targets >= 0
    model = SGDClassifier(loss="log_loss", alpha=2e-7, max_iter=30, tol=None, average=True, random_state=seed)
    model.fit(matrix(rows)[said], targets[said], sample_weight=weights[said])
    return model.coef_[0], float(model.intercept_[0])


def write(path: Path, heads: list[tuple[np.ndarray, float]]) -> None:
    """Writes the weights as signed bytes."""
    header, body = struct.pack("<i", BUCKETS), b""
    for weights, bias in heads:
        # The few largest are clipped, so that the many small ones keep their difference.
        scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
        small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
        header += struct.pack("<ff", scale, bias)
        body += small.tobytes()
    path.write_bytes(header + body)


def read(path: Path) -> list[tuple[np.ndarray, float]]:
    content = path.read_bytes()
    buckets, *numbers = struct.unpack_from("<iffff", content)
    weights = np.frombuffer(content, np.int8, offset=struct.calcsize("<iffff")).reshape(2, buckets)
    return [(weights[head].astype(np.float64) * numbers[2 * head], numbers[2 * head + 1]) for head in range(2)]


def logits(rows: list[list[int]], head: tuple[np.ndarray, float]) -> np.ndarray:
    weights, bias = head
    return matrix(rows) @ weights + bias


def _mixed(hashes: np.ndarray) -> np.ndarray:
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed = mixed * np.uint32(0x85EBCA6B)
    mixed = mixed ^ (mixed >> np.uint32(13))
    mixed = mixed * np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))
