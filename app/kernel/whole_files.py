"""Files written whole or not at all, and names for them."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.kernel.errors import WorldFault
from app.kernel.i18n import _

_FORBIDDEN = '/\\:*?"<>|'
LONGEST_NAME = 60
"""Characters: in any script that stays within the 255 bytes a file name may have."""


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, put in the place of `path` when the block ends well; else an older file there stays
    and nothing else is left. Raises WorldFault in words when the disk or the folder does not allow it, and
    when `path` is no name for a file: a folder, or a device, which is never replaced."""
    try:
        refuse_a_place(path)
        begun = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.part")
        try:
            with begun.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            begun.replace(path)
        except BaseException:
            with suppress(OSError):
                begun.unlink()
            raise
    except OSError as fault:
        raise WorldFault(not_written(fault, path)) from fault


def refuse_a_place(path: Path) -> None:
    """Raise WorldFault unless `path` can be the name of a file."""
    try:
        folder, other = path.is_dir(), path.exists() and not path.is_file()
    except OSError as fault:
        raise WorldFault(not_written(fault, path)) from fault
    if folder:
        raise WorldFault(
            _("“{file}” is a folder. Choose a name for the file.").format(file=path.name or path)
        )
    if other:
        raise WorldFault(_("“{file}” is a device, no file. Choose another place.").format(file=path.name))


def not_written(fault: OSError, path: Path) -> str:
    """Why a file could not be written, in a sentence."""
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full: “{file}” was not written. Free some space and try again.").format(
            file=path.name
        )
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _(
            "“{file}” cannot be written here: the folder or the file is read-only. Choose another place."
        ).format(file=path.name)
    if fault.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _("There is no folder “{folder}”. Choose another place for “{file}”.").format(
            folder=path.parent, file=path.name
        )
    if fault.errno == errno.ENAMETOOLONG:
        return _("The name “{file}…” is too long. Choose a shorter one.").format(file=path.name[:40])
    if fault.errno == errno.EISDIR or path.is_dir():
        return _("“{file}” is a folder. Choose a name for the file.").format(file=path.name)
    return _("“{file}” could not be written: {reason}. Nothing was saved.").format(
        file=path.name, reason=fault.strerror or fault
    )


def file_stem(words: str, otherwise: str) -> str:
    """A file's name without its ending, made of words from anywhere: every system takes it, it is never empty
    (then `otherwise`) and never hidden."""
    kept = "".join(" " if sign in _FORBIDDEN or not sign.isprintable() else sign for sign in words)
    return " ".join(kept.split()).strip(". ")[:LONGEST_NAME].strip() or otherwise
