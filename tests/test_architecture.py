"""The floors of the house: each module imports only from floors below its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "i18n_pipeline"

FLOORS = (
    ("document", "errors", "tracing"),
    ("files",),
    ("matching", "execution", "site_files"),
    ("catalog", "project", "setup", "store"),
    ("markdown", "front_matter"),
    ("segmentation",),
    ("publish", "migrate"),
    ("adopt",),
    ("checks", "reports"),
    ("pipeline",),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("i18n_pipeline.")}
    return rooms


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    others = imported_rooms(path) - {room}
    above = {other for other in others if FLOOR_OF[other] >= FLOOR_OF[room]}
    assert not above, f"{room} is on floor {FLOOR_OF[room]}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_values_are_copied_as_structs_are(path: Path) -> None:
    """Most values are structs: ``dataclasses.replace`` can't copy them, and no type checker says so."""
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        for alias in node.names
    }
    assert "replace" not in imported, "import it from msgspec.structs"


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert rooms == set(FLOOR_OF)


HEAVY = (
    "babel",
    "jinja2",
    "markdown_it",
    "msgspec",
    "polib",
    "pygments",
    "rapidfuzz",
    "rich",
    "ruamel",
    "tomli",
)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["sync", "--help"], ["report", "--help"]])
def test_nothing_heavy_is_imported_before_a_command_runs(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from i18n_pipeline.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


PARSERS = (
    "babel",
    "filelock",
    "jinja2",
    "markdown_it",
    "pygments",
    "rapidfuzz",
    "rich",
    "ruamel",
    "i18n_pipeline.catalog",
    "i18n_pipeline.markdown",
)


@pytest.mark.parametrize("command", ["sync", "status"])
def test_no_parser_is_imported_where_there_is_nothing_to_do(tmp_path: Path, command: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: One\n---\n[Two](b.md)\n")
    (tmp_path / "i18n-pipeline.toml").write_text('languages = ["it"]\n')
    code = (
        "import sys\n"
        "from i18n_pipeline.cli import main\n"
        "try:\n"
        f"    main(['--root', {str(tmp_path)!r}, sys.argv[1]])\n"
        "finally:\n"
        f"    print([name for name in {PARSERS!r} if name in sys.modules], file=sys.stderr)"
    )
    subprocess.run([sys.executable, "-c", code, "sync"], capture_output=True, check=True)
    done = subprocess.run([sys.executable, "-c", code, command], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
