"""What a file of a plot is called."""

from __future__ import annotations

from app.insights.plot import PlotData
from app.kernel.whole_files import file_stem


def plot_name(data: PlotData) -> str:
    """Without its ending: "Do people come back 2026-11-25"."""
    return file_stem(f"{data.title.rstrip('?')} {data.asked_on.isoformat()}", data.plot)
