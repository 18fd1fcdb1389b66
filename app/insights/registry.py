"""Finding the reports there are."""

from __future__ import annotations

from app.insights import reports
from app.insights.report import Report
from app.kernel.registry import Registry

REPORTS: Registry[Report] = Registry(reports, "REPORT")
"""Every report by its id, for the window, paper, files and commands."""
