"""Writing what a run has made, and keeping book of it; a file that somebody else wrote meanwhile stays."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.files import read_if_there, remove_if_unchanged, write_if_unchanged
from i18n_pipeline.pipeline.orders import Change, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.checks import Renditions
    from i18n_pipeline.publish.counts import Standing

# "changed": the file is not what it was when it was read, so what was made of it is not written.
Saved: TypeAlias = Literal["saved", "changed", "failed"]

# How often a file that changes under our hands is read again before it is left to whoever writes it.
TRIES = 5


class Log(msgspec.Struct):
    """What has been done so far, to become an `Outcome`."""

    changes: list[Change] = msgspec.field(default_factory=list)
    standings: list[Standing] = msgspec.field(default_factory=list)
    findings: list[Finding] = msgspec.field(default_factory=list)
    digests: dict[str, str | None] = msgspec.field(default_factory=dict)
    renditions: list[Renditions] = msgspec.field(default_factory=list)
    offers: dict[str, bytes] = msgspec.field(default_factory=dict)

    def outcome(self) -> Outcome:
        """Return all of it as a value."""
        return Outcome(
            tuple(self.changes),
            tuple(self.standings),
            tuple(self.findings),
            tuple(self.digests.items()),
            renditions=tuple(self.renditions),
            offers=tuple(self.offers.items()),
        )


def save(root: Path, change: Change, data: bytes, old: bytes | None, log: Log, *, dry_run: bool) -> Saved:
    """Write a file that held ``old`` (None: that wasn't there) unless it holds ``data`` already."""
    if old == data:
        return "saved"
    # Only what a person has written can't be made again.
    durable = change.kind == "catalog" and old is not None
    try:
        if not dry_run and not write_if_unchanged(root / change.path, data, old, durable=durable):
            return "changed"
    except OSError as error:
        log.findings.append(unwritable(change.path, error))
        return "failed"
    log.changes.append(change if old is not None else replace(change, action="create"))
    return "saved"


def save_over(root: Path, change: Change, data: bytes, log: Log, *, place: str, dry_run: bool) -> Saved:
    """Write a file that holds nothing of a person's, whoever wrote it last.

    ``place`` is where it lies now: in a dry run, a file that would be moved is still where it was.
    """
    for _ in range(TRIES):
        try:
            old = read_if_there(root / place)
        except OSError as error:
            log.findings.append(unwritable(change.path, error))
            return "failed"
        saved = save(root, change, data, old, log, dry_run=dry_run)
        if saved != "changed":
            return saved
    log.findings.append(restless(change.path))
    return "failed"


def remove(root: Path, change: Change, old: bytes, log: Log, *, dry_run: bool) -> Saved:
    """Remove a file that held ``old``."""
    try:
        if not dry_run and not remove_if_unchanged(root / change.path, old):
            return "changed"
    except OSError as error:
        log.findings.append(unwritable(change.path, error))
        return "failed"
    log.changes.append(change)
    return "saved"


def unwritable(path: str, error: OSError) -> Finding:
    """Say that a file couldn't be written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    advice = "make room on the disk, then run sync again" if full else "check the folder and its permissions"
    what = f"can't be written ({error.strerror}); {advice}"
    return Finding(path, 1, "write", what)


def restless(path: str) -> Finding:
    """Say that a file was left alone because another program keeps writing it."""
    what = "another program kept changing it meanwhile, so it was left alone; run sync again"
    return Finding(path, 1, "write", what)
