"""A month of receipts of a grocer, as numbers, from `groceries.txt.xz`; its source stands in its first lines.

The data set "Groceries" of the R package arules: 9 835 receipts, 169 items. Hahsler, Hornik, Reutterer
(2006), Implications of probabilistic data modeling for mining association rules.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from app.insights.suggesting.baskets import Pairs

ITEMS, FOLDS, FIRST = 169, 5, 5


@cache
def receipts() -> tuple[tuple[int, ...], ...]:
    """The items on each receipt, every item once."""
    packed = Path(__file__).with_name("groceries.txt.xz").read_bytes()
    lines = lzma.decompress(packed).decode("ascii").splitlines()
    return tuple(tuple(int(item) for item in line.split()) for line in lines if line[0] != "#")


def pairs(baskets: list[tuple[int, ...]]) -> Pairs:
    """Receipt and item, as they are learnt from."""
    import numpy as np

    row, thing = np.array([(at, item) for at, basket in enumerate(baskets) for item in basket]).T
    return Pairs(len(baskets), row, thing)


def hit_rate(learn: Callable[[Pairs], Any]) -> float:
    """Every item of every receipt of two or more left out once: how often it is among the first five of what
    the other four fifths of the receipts teach. `learn` gives weights of shape (169, 169)."""
    import numpy as np

    everything = receipts()
    hits = tries = 0
    for fold in range(FOLDS):
        weights = np.asarray(
            learn(pairs([one for at, one in enumerate(everything) if at % FOLDS != fold])), dtype=float
        )
        for basket in everything[fold::FOLDS]:
            has = np.array(basket)
            if len(has) < 2:
                continue
            scores = weights[has].sum(axis=0) - weights[has]
            asked = scores[np.arange(len(has)), has]
            scores[:, has] = -np.inf
            hits += int(((scores >= asked[:, None]).sum(axis=1) < FIRST).sum())
            tries += len(has)
    return hits / tries
