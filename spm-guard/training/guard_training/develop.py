"""What a model catches of sources that neither trained nor calibrated it: models are chosen by this, never by `eval/`."""

import numpy as np
from sklearn.metrics import roc_auc_score

from guard_training.calibrate import BLOCK_POINT, FLAG_POINT
from guard_training.reading import Reader, Window
from guard_training.rows import Row

FALSE = 0.01


def report(reader: Reader, stage: dict, rows: list[Row]) -> None:
    """Prints, source by source, what is flagged and blocked, and what is caught at 1 % of all that is harmless."""
    scores: dict[tuple[str, bool], list[float]] = {}
    for row in rows:
        # What is only a category signal proves nothing either way.
        if row.harm is not None or row.injection:
            bad = bool(row.harm or row.injection)
            scores.setdefault((row.source, bad), []).append(_score(stage, reader.windows(row.text, False)))
    harmless = np.concatenate([each for (_, bad), each in scores.items() if not bad])
    point = np.quantile(harmless, 1 - FALSE)
    for (source, bad), each in sorted(scores.items()):
        found = np.array(each)
        said = f"{source} {'harmful' if bad else 'harmless'} {len(found)}: flagged {np.mean(found >= FLAG_POINT):.3f}"
        said += f" blocked {np.mean(found >= BLOCK_POINT):.3f}"
        if bad:
            truth = np.r_[np.ones(len(found)), np.zeros(len(harmless))]
            area = roc_auc_score(truth, np.r_[found, harmless])
            said += f" at {FALSE} false {np.mean(found >= point):.3f} AUROC {area:.3f}"
        print(said)


def _score(stage: dict, windows: list[Window]) -> float:
    """The greater of the two scores, as `Calibration` in Java gives them."""
    return max(_scaled(stage["harm"], windows, 0), _scaled(stage["injection"], windows, 1))


def _scaled(scale: dict, windows: list[Window], head: int) -> float:
    if not windows:
        return 0.0
    logit = max(scale["encoder"] * w.network[head] + scale["ngrams"] * w.linear[head] + scale["bias"] for w in windows)
    flag = np.log(FLAG_POINT / (1 - FLAG_POINT))
    beyond = logit - scale["windows"] * np.log(len(windows)) - flag
    return float(1 / (1 + np.exp(-(flag + (scale["steepness"] if beyond > 0 else 1.0) * beyond))))
