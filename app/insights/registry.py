"""Finding the reports and the plots there are."""

from __future__ import annotations

from app.insights import plots, reports
from app.insights.plot import Plot
from app.insights.report import Report
from app.kernel.registry import Registry

REPORTS: Registry[Report] = Registry(reports, "REPORT")
"""Every report by its id, for the window, paper, files and commands."""

PLOTS: Registry[Plot] = Registry(plots, "PLOT")
"""Every plot by its id, in the order of the page."""
