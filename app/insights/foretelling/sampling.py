"""Fewer numbers for the same answer: customers who are alike counted once, and every k-th of very many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def every_kth(count: int, most: int) -> int:
    """The step that takes at most `most` of `count`; 1 takes all."""
    return max(1, -(-count // most))


def distinct(*columns: NDArray[np.float64]) -> tuple[tuple[Any, ...], NDArray[np.float64]]:
    """The different rows of columns of shape (n,), as columns of shape (m,), and how often each is there."""
    import numpy as np

    order = np.lexsort(columns)
    ordered = [column[order] for column in columns]
    new = np.ones(len(order), dtype=bool)
    if len(order) > 1:
        new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in ordered])
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, len(order))).astype(np.float64)
    return tuple(column[starts] for column in ordered), counts
