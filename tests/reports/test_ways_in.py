"""The action for GitHub, the hooks for pre-commit and the snippets of docs/ci.md, as they are run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from i18n_pipeline.cli import main
from tests.sites import sync, write_site

REPOSITORY = Path(__file__).parent.parent.parent
BASH = shutil.which("bash")
# In the place of a Python that makes environments: one that has the tool already.
TOOL = f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} -m i18n_pipeline "$@"\n'
PYTHON = """#!/bin/sh
mkdir -p "$3/bin"
ln -s /bin/true "$3/bin/python"
cp "${0%/*}/tool" "$3/bin/i18n-pipeline"
"""


def read_yaml(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    posts = {"content/a.md": "One.\n", "content/b c.md": "Two.\n"}
    write_site(root, {"i18n-pipeline.toml": 'languages = ["it"]\n'} | posts)
    sync(root)
    return root


def run_action(site: Path, **inputs: str) -> tuple[int, str, str]:
    """Run the steps of the action as GitHub does; return exit status, output and summary."""
    action = read_yaml((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    values = {name: one["default"] for name, one in action["inputs"].items()} | inputs
    [step] = action["runs"]["steps"]
    temp = site.parent / "temp"
    temp.mkdir()
    write_site(temp, {"python3": PYTHON, "tool": TOOL, "summary.md": "", "step.sh": step["run"]})
    for name in ("python3", "tool"):
        (temp / name).chmod(0o755)
    env = {name: fill(text, values) for name, text in step["env"].items()}
    env |= {"RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(temp / "summary.md")}
    env["PATH"] = f"{temp}{os.pathsep}{os.environ['PATH']}"
    command = [BASH or "", "--noprofile", "--norc", "-eo", "pipefail", str(temp / "step.sh")]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr, (temp / "summary.md").read_text(encoding="utf-8")


def fill(text: str, inputs: dict[str, str]) -> str:
    text = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: inputs[match[1]], text)
    return text.replace("${{ github.action_path }}", str(REPOSITORY))


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_the_action_annotates_fails_and_sums_up(site: Path) -> None:
    status, output, summary = run_action(site)
    assert status == 1
    assert output.startswith("::error file=locales/it/a.po,line=18,title=missing (it)::")
    assert summary.startswith("### i18n-pipeline\n")


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_the_action_takes_what_check_takes(site: Path) -> None:
    status, output, _ = run_action(
        site.parent, root="site", format="json", output="o.json", paths="content/a.md"
    )
    assert (status, output) == (1, "")
    found = json.loads((site.parent / "o.json").read_bytes())["findings"]
    assert [one["source_path"] for one in found] == ["content/a.md"]


def test_the_hooks_run_commands_that_there_are(site: Path) -> None:
    hooks = read_yaml((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == [
        "i18n-pipeline-check",
        "i18n-pipeline-fix",
        "i18n-pipeline-sync",
    ]
    for hook in hooks:
        program, *arguments = shlex.split(hook["entry"])
        assert program == "i18n-pipeline"
        assert re.search(hook["files"], "content/a.md")
        done = CliRunner().invoke(main, ["--root", str(site), *arguments])
        assert done.exit_code == (0 if "sync" in arguments else 1)


def test_the_snippets_of_the_docs_are_yaml_and_run_what_there_is() -> None:
    docs = (REPOSITORY / "docs/ci.md").read_text(encoding="utf-8")
    snippets = [read_yaml(text) for text in re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL)]
    action = read_yaml((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    hooks = read_yaml((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    given = {key for one in snippets if isinstance(one, list) for step in one for key in step.get("with", {})}
    assert given - {"fetch-depth", "sarif_file"} <= set(action["inputs"])
    [config] = [one for one in snippets if "repos" in one]
    used = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert used <= {hook["id"] for hook in hooks}


def test_the_script_of_the_gitlab_snippet_writes_its_artifacts(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = (REPOSITORY / "docs/ci.md").read_text(encoding="utf-8")
    [job] = [
        one["i18n"]
        for text in re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL)
        if "i18n" in (one := read_yaml(text))
    ]
    install, check = job["script"]
    assert install.startswith("pip install ")
    monkeypatch.chdir(site)
    done = CliRunner().invoke(main, shlex.split(check)[1:])
    assert done.exit_code == 1
    for name in job["artifacts"]["reports"].values():
        assert (site / name).stat().st_size
