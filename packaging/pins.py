"""Write requirements.txt and requirements-dev.txt: the exact releases behind pyproject.toml's ranges.

Run by `make pins`. pip resolves, installing nothing; the newest releases inside the ranges win. What only
another system needs is pinned too, behind its marker, so that one file serves Linux, macOS and Windows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
HEADER = "# Written by `make pins` from pyproject.toml: change the ranges there, not the pins here.\n"


@dataclass(frozen=True)
class Release:
    """One resolved distribution: its name as published, its version, and what it asks for."""

    name: str
    version: str
    requires: tuple[Requirement, ...]


def resolve(requirements: list[str]) -> dict[str, Release]:
    """What pip would install here for `requirements`, by canonical name."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*command, "--report", str(report), *requirements], check=True)
        chosen: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["install"]
    releases: dict[str, Release] = {}
    for item in chosen:
        metadata = item["metadata"]
        requires = tuple(Requirement(text) for text in metadata.get("requires_dist", []))
        releases[canonicalize_name(metadata["name"])] = Release(
            metadata["name"], metadata["version"], requires
        )
    return releases


def who_needs_what(releases: dict[str, Release], roots: list[str]) -> dict[str, set[str]]:
    """For each requirement that `roots` lead to, the systems on which they do.

    Keyed by canonical name for what `releases` holds, by the requirement itself for what it lacks.
    """
    needed: dict[str, set[str]] = defaultdict(set)
    for platform, system in SYSTEMS.items():
        there = {"sys_platform": platform, "platform_system": system, "extra": ""}
        there["os_name"] = "nt" if platform == "win32" else "posix"
        todo = [Requirement(text) for text in roots]
        while todo:
            wanted = todo.pop()
            if wanted.marker and not wanted.marker.evaluate(there):
                continue
            name = canonicalize_name(wanted.name)
            release = releases.get(name)
            key = name if release else f"{wanted.name}{wanted.specifier}"
            if platform not in needed[key]:
                needed[key].add(platform)
                todo += release.requires if release else ()
    return needed


def closure(roots: list[str]) -> dict[str, Release]:
    """Every release that `roots` need on any of the three systems."""
    releases = resolve(roots)
    while missing := sorted(who_needs_what(releases, roots).keys() - releases.keys()):
        releases |= resolve(missing)
    return releases


def line(release: Release, systems: set[str]) -> str:
    """The release as a line of a requirements file, marked if not every system needs it."""
    pin = f"{release.name}=={release.version}"
    if systems == set(SYSTEMS):
        return pin
    return pin + " ; " + " or ".join(f'sys_platform == "{name}"' for name in sorted(systems))


def main() -> None:
    """Rewrite both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    ranges: list[str] = project["project"]["dependencies"]
    tools: list[str] = project["dependency-groups"]["dev"]
    releases = closure(ranges + tools)
    shipped = who_needs_what(releases, ranges)
    everything = who_needs_what(releases, ranges + tools)
    to_run = [line(releases[name], systems) for name, systems in sorted(shipped.items())]
    to_develop = [line(releases[name], everything[name]) for name in sorted(everything.keys() - shipped)]
    (ROOT / "requirements.txt").write_text(HEADER + "\n".join(to_run) + "\n", "utf-8")
    (ROOT / "requirements-dev.txt").write_text(
        HEADER + "-r requirements.txt\n" + "\n".join(to_develop) + "\n", "utf-8"
    )
    print(f"{len(to_run)} releases to run, {len(to_develop)} more to develop")


if __name__ == "__main__":
    main()
