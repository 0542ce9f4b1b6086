"""All that lies in a site's folders, listed once: names alone, nothing is opened."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.files import is_litter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_UNLISTED = re.compile(r"(?:^|/)(?:\.|node_modules/)")


class Listing(msgspec.Struct, frozen=True):
    """The files below some ``folders``, seen from the root, sorted; hidden ones are left out.

    ``litter`` are new files that a process left behind when it died. ``linked`` says that there are symbolic
    links, so that a file may come and go without its name. ``trouble`` are folders that can't be read, and
    why.
    """

    files: Sequence[str]
    folders: Sequence[str]
    litter: Sequence[str] = ()
    linked: bool = False
    trouble: Sequence[tuple[str, str]] = ()

    def below(self, folder: str) -> Sequence[str]:
        """Return the files below ``folder`` (``.``: all)."""
        if folder == ".":
            return self.files
        # "0" comes right behind "/".
        start, end = bisect_left(self.files, folder + "/"), bisect_left(self.files, folder + "0")
        return self.files[start:end]

    def has(self, path: str) -> bool:
        """Tell whether there is a file at ``path``."""
        place = bisect_left(self.files, path)
        return place < len(self.files) and self.files[place] == path

    def covers(self, path: str) -> bool:
        """Tell whether the file at ``path`` would be listed, if there was one and no links led to it."""
        inside = any(folder == "." or path.startswith(folder + "/") for folder in self.folders)
        return inside and not _UNLISTED.search(path)

    def look_again(self, root: str, paths: Iterable[str]) -> tuple[Listing, frozenset[str]]:
        """Return the listing as it is after somebody has touched ``paths``, and all files that these mean.

        A folder means the files below it, those that were there and those that are.
        """
        listed = [path for path in paths if self.covers(f"{path}/")]
        there = [_find(root, path) for path in listed]
        found = {path for listing in there for path in listing.files}
        meant = frozenset(found.union(*([path, *self.below(path)] for path in listed)))
        came = sorted(path for path in found if not self.has(path))
        went = sorted(path for path in meant - found if self.has(path))
        linked = self.linked or any(listing.linked for listing in there)
        trouble = sorted({*self.trouble, *(pair for listing in there for pair in listing.trouble)})
        files = list(self.files) if came or went else self.files
        if isinstance(files, list):
            change_names(files, came, went)
        new = Listing(files, self.folders, self.litter, linked, trouble)
        return new, meant.union(paths)

    def trouble_below(self, folder: str) -> list[tuple[str, str]]:
        """Return the folders in ``folder`` (itself among them) that can't be read."""
        return [
            (path, why)
            for path, why in self.trouble
            if folder in (".", path) or path.startswith(folder + "/")
        ]


def change_names(names: list[str], came: Iterable[str], went: Iterable[str]) -> None:
    """Change a sorted list of names in place: much longer than what is new in it."""
    for name in went:
        del names[bisect_left(names, name)]
    for name in came:
        names.insert(bisect_left(names, name), name)


def _find(root: str, path: str) -> Listing:
    """List the files at a path: a folder's, or one, or none."""
    whole = f"{root}/{path}"
    linked = os.path.islink(whole)  # noqa: PTH114 - as in the rest of this file
    if os.path.isdir(whole) and not linked:  # noqa: PTH112
        return list_files(root, [path])
    is_there = os.path.lexists(whole) and not os.path.isdir(whole)  # noqa: PTH112
    return Listing([path] if is_there else [], [], linked=linked)


def as_text(path: str) -> str:
    r"""Return a path with an escape (``\xff``) for each byte that is not UTF-8, as no store takes those."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


class _Scan(msgspec.Struct):
    """What has been found so far, and the folders to look into next."""

    folders: list[str]
    files: list[str] = msgspec.field(default_factory=list)
    litter: list[str] = msgspec.field(default_factory=list)
    trouble: list[tuple[str, str]] = msgspec.field(default_factory=list)
    linked: bool = False


def list_files(root: str, folders: Iterable[str]) -> Listing:
    """List the files below ``folders`` (seen from ``root``); folders that aren't there hold none."""
    wanted = set(folders)
    tops = [top for top in wanted if not any(_is_below(top, other) for other in wanted)]
    scan = _Scan([top for top in tops if os.path.isdir(f"{root}/{top}")])  # noqa: PTH112
    while scan.folders:
        folder = scan.folders.pop()
        try:
            _scan_folder(root, folder, scan)
        except OSError as error:
            scan.trouble.append((folder, error.strerror or ""))
    scan.files.sort()
    return Listing(scan.files, sorted(wanted), sorted(scan.litter), scan.linked, sorted(scan.trouble))


def _scan_folder(root: str, folder: str, scan: _Scan) -> None:
    prefix = "" if folder == "." else folder + "/"
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                if is_litter(name):
                    scan.litter.append(prefix + name)
            elif entry.is_dir(follow_symlinks=False):
                if name != "node_modules":
                    scan.folders.append(prefix + name)
            elif entry.is_symlink():
                scan.linked = True
                if not entry.is_dir():
                    scan.files.append(prefix + name)
            else:
                scan.files.append(prefix + name)


def _is_below(folder: str, other: str) -> bool:
    return folder != other and (other == "." or folder.startswith(other + "/"))
