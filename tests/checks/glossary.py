"""The glossary that the fixtures of the checks are read with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.project import Config, Project, Terms, read_glossary

if TYPE_CHECKING:
    from collections.abc import Mapping

GLOSSARY = """
keep = ["Hugo", "GitHub"]

[it]
keep = ["commit"]
use = { catalog = ["catalogo", "file .po"], "language tag" = "etichetta", tag = "marca" }
avoid = { postare = "pubblicare" }

[pt]
use = { segment = "segmento" }
avoid = ["deletar"]

[pt-BR]
use = { segment = "trecho" }

[ja]
use = { catalog = "カタログ" }
avoid = { "サーバ" = "サーバー" }
"""


def project(root: Path, glossary: str) -> Project:
    (root / "terms.toml").write_text(glossary, encoding="utf-8")
    languages = ["it", "pt-BR", "pt-PT", "ja", "de"]
    config = msgspec.convert({"languages": languages, "check": {"glossary": "terms.toml"}}, Config)
    return Project(root, config, "i18n-pipeline.toml")


@cache
def terms() -> Mapping[str, Terms]:
    with TemporaryDirectory() as folder:
        return read_glossary(project(Path(folder), GLOSSARY))
