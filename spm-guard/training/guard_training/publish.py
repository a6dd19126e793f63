"""From the trained seeds to the files that Java reads: one version, told by its hash."""

import argparse
import hashlib
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from guard_training import authored, calibrate, develop, export, ngrams, rows, texts, train, written
from guard_training.augment import Wardrobe
from guard_training.reading import Reader

NAME = "aispm-guard"
FILES = ("guard.onnx", "ngrams.bin", "vocab.txt")
LONGEST = 254
DRAWS_OF_OWN, HIJACKED = 3, 1_500

TRICKY_SPELLINGS = (
    "Hello, world!", "naïve café, déjà vu", "İstanbul ÄÖÜ ß ẞ", "ΑΒΓ αβγ Σίσυφος", "don't can't it's",
    "a\u200bb\u00adc", "tab\tand\nline\u00a0break", "snake_case camelCase kebab-case", "user@example.com https://x.example/a?b=c&d=1",
    "日本語のテキスト", "中文 and English", "Ты кто?", "עברית", "हिन्दी", "ไทย", "😀 emoji 👩‍👩‍👧", "$100 + 20% = ~€5 ^ ` |",
    "supercalifragilisticexpialidocious", "x" * 101, "1,234.56 3.14e-10 0xDEADBEEF", "\x00\x01\ufffd", "", " ",
    "¿Qué? ¡Sí!", "“quotes” ‘single’ — dash … ellipsis", "ﬁne ﬂow ½ Ⅷ ①", "e\u0301 n\u0303 a\u030a", "\U0001d400\U0001d401", "½kg №5",
)


def linear(data: list[rows.Row], words: Tokenizer, seed: int, path: Path) -> None:
    short = [row for row in data if len(row.text) < 4_000]
    ids = [words.encode(row.text, add_special_tokens=False).ids[:LONGEST] for row in short]
    weights = np.array([train.WEIGHTS.get(row.source, 1.0) for row in short])

    def head(told: list[int | None]) -> tuple[np.ndarray, float]:
        """Rows of one source that say the same count for so many together at most, as in a pass of the encoder's training."""
        alike = [(row.source, each) for row, each in zip(short, told)]
        count = Counter(alike)
        shares = np.array([min(1.0, train.MOST_OF_A_SOURCE / count[each]) for each in alike])
        return ngrams.fit(ids, np.array([-1 if each is None else each for each in told]), weights * shares, seed)

    ngrams.write(path, [head([row.harm for row in short]), head([row.injection for row in short])])


def vectors(words: Tokenizer, reader: Reader) -> list[dict]:
    """What Java must agree with: pieces of tricky spellings, and log-odds of texts written for this project."""
    spelt = [
        {"text": text, "ids": words.encode(text, add_special_tokens=False).ids} for text in TRICKY_SPELLINGS
    ]
    long = [" ".join(authored.TRIGGER_WORDS[:many]) for many in (9, 11, 14)]
    for text in (*authored.TRIGGER_WORDS[:20], *authored.TOOL_RESULTS[:8], *long):
        window = reader.windows(text, False)[0]
        spelt.append({
            "text": text,
            "ids": words.encode(text, add_special_tokens=False).ids,
            "network": [round(float(each), 4) for each in window.network],
            "linear": [round(each, 4) for each in window.linear],
        })
    return spelt


def version(files: dict[str, str], scales: dict) -> str:
    """Told by what judges: the files' hashes and the scales, since new scales are new verdicts."""
    told = "".join(files[name] for name in FILES) + json.dumps(scales, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--tokenizer", required=True)
    options.add_argument("--seeds", type=Path, nargs="*", help="runs to average; none: new scales only")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--resources", type=Path, required=True)
    options.add_argument("--vectors", type=Path, required=True)
    given = options.parse_args()
    torch.set_num_threads(1)
    split = rows.split(given.data)
    words = texts.tokenizer(given.tokenizer)
    out = given.resources
    out.mkdir(parents=True, exist_ok=True)

    vocabulary = sorted(words.get_vocab().items(), key=lambda each: each[1])
    (out / "vocab.txt").write_text("".join(f"{piece}\n" for piece, _ in vocabulary), encoding="utf-8")
    if given.seeds:
        chance = random.Random(given.seed)
        own = [row for _ in range(DRAWS_OF_OWN) for row in written.drawn(chance)]
        trusted = [row for row in split.training if row.source != "hh_rlhf_harmless_test"]
        wardrobe = Wardrobe(trusted, chance)
        own += [wardrobe.hijacked().row for _ in range(HIJACKED)]
        linear(trusted + own, words, given.seed, out / "ngrams.bin")
        export.write(export.soup([torch.load(path) for path in given.seeds]), out / "guard.onnx")
    reader = Reader(out / "guard.onnx", words, ngrams.read(out / "ngrams.bin"))
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    scales = calibrate.calibration(reader, split.calibration, given.seed)
    manifest = {"name": NAME, "version": version(files, scales), "files": files, "calibration": scales}
    (out / "guard.json").write_text(json.dumps(manifest, indent=2) + "\n")
    given.vectors.write_text(json.dumps(vectors(words, reader), indent=1) + "\n")
    develop.report(reader, scales["stages"]["prompt"], split.development)
    print(f"{NAME} {manifest['version']}: {sum((out / name).stat().st_size for name in FILES) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
