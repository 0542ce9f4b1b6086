"""Starlight, with a small site in Markdown and MDX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import from_npm, run_build
from tests.builds.making import BANNERS, BASE, Case, add_paragraph, new_lines, translate, write
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Astro needs a newer Node than many machines have.
_PACKAGES = {"@astrojs/starlight": "0.42", "astro": "7", "node": "22"}
_TIME = re.compile(r"^\d\d:\d\d:\d\d ", re.MULTILINE)
_CONFIG = """
import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
export default defineConfig({
  site: 'https://example.org',
  integrations: [starlight({
    title: 'Manual',
    pagefind: false,
    disable404Route: true,
    locales: { LOCALES },
    components: { Banner: './src/components/TranslationBanner.astro' },
    sidebar: [{ label: 'Guide', items: [{ autogenerate: { directory: 'guide' } }] }],
  })],
});
"""
_LOCALES = {
    "en": "root: { label: 'English', lang: 'en' }",
    "it": "it: { label: 'Italiano' }",
    "de": "de: { label: 'Deutsch' }",
    "ar": "ar: { label: 'Arabic', dir: 'rtl' }",
}
_SCHEMA = """
import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
const translation = z.object({ status: z.string(), translated: z.number(), total: z.number() }).optional();
export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: z.object({ translation }) }) }),
};
"""
_OURS = """
languages = ["it", "de", "ar"]
site = "starlight"
content = "src/content/docs"
include = ["**/*.md", "**/*.mdx"]
[extract]
front_matter = ["title", "sidebar.label", "hero.tagline", "hero.image.alt", "hero.actions.text"]
[publish]
link_keys = ["hero.actions.link", "hero.image.file"]
"""
_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
_SITE = {
    # Astro bundles what is named here.
    "package.json": '{"private": true, "type": "module", "dependencies": '
    '{"@astrojs/starlight": "0.42", "astro": "7"}}',
    "src/content.config.ts": _SCHEMA,
    "public/favicon.svg": _DOT,
    "public/logo.svg": _DOT,
    "src/assets/dot.svg": _DOT,
    "src/content/docs/guide/img/dot.svg": _DOT,
    "src/content/docs/index.mdx": """---
title: Welcome
template: splash
hero:
  tagline: A manual
  image:
    alt: A dot
    file: ../../assets/dot.svg
  actions:
    - text: Start
      link: /guide/start/
---
import { Card, CardGrid, LinkCard } from '@astrojs/starlight/components';

See [the guide](/guide/start/#first-steps), [parts](/guide/parts) or [below](#what-is-new).

## What is new

<CardGrid>
  <Card title="First card" icon="star">
    With [a link](/guide/start/).
  </Card>
</CardGrid>

<LinkCard title="Parts" href="/guide/parts/" description="All of them" />

![The logo](/logo.svg)
""",
    "src/content/docs/guide/start.md": """---
title: Start
description: How to start
sidebar:
  label: Begin
  order: 1
---
[Home](/#what-is-new "Go"), [parts][p], [beside](../parts/#tables).

## First steps

:::note[Mind this]
An aside with [a link](/guide/parts/#tables).
:::

:::caution
Careful.
:::

## First steps

Twice: [one](#first-steps-1). A [broken one](#nowhere). A note[^1] here.

## Own & odd — straße, Ünïcode!

Up to [it](#own--odd--straße-ünïcode).

### `code` and "quotes" -- dashes --- more

Back to [it](#code-and-quotes--dashes--more). Use {braces} at will.

| a | b |
| --- | --- |
| [cell](#first-steps) | b |

<div class="raw"><p>Raw <a href="/guide/parts/">HTML</a> text.</p></div>

<details><summary>More</summary>

Hidden *text*.

</details>

![A dot](./img/dot.svg) ![A dot from elsewhere](../../../assets/dot.svg)

```sh title="a.sh"
echo "[no](link.md)"
```

[^1]: The note says [hello](/guide/parts/).

[p]: /guide/parts/
""",
    "src/content/docs/guide/parts.mdx": """---
title: Parts
---
import { Aside, Steps, TabItem, Tabs } from '@astrojs/starlight/components';

## Tables

<Tabs>
  <TabItem label="One">

  A [tab](/guide/start/).

  </TabItem>
  <TabItem label="Two">Another [tab](/guide/start/#first-steps).</TabItem>
</Tabs>

<Steps>

1. Do [this](/guide/start/#first-steps-1).
2. Then that.

</Steps>

<Aside type="tip" title="A tip">Text {1 + 1}.</Aside>

## <code>html</code> in a heading
""",
    "src/content/docs/about.md": """---
title: About
slug: about-us
---
Nothing. [Home](/).

## A part

[It](#a-part).
""",
    "src/content/docs/later.md": "---\ntitle: Later\ndraft: true\n---\nNot yet.\n",
}


def build(folder: Path) -> Iterator[Case]:
    """Build the site in English, and in three languages more."""
    modules = from_npm("starlight", _PACKAGES)
    banner = (BANNERS / "starlight" / "TranslationBanner.astro").read_text(encoding="utf-8")
    write(folder, _SITE | {"src/components/TranslationBanner.astro": banner, "i18n-pipeline.toml": _OURS})
    (folder / "node_modules").symlink_to(modules)
    program = [str(modules / ".bin" / "node"), str(modules / "astro" / "bin" / "astro.mjs")]
    alone = _build(program, folder, "alone", "en")
    languages = ("it", "de", "ar")
    translate(folder, *languages)
    add_paragraph(folder, "src/content/docs/guide/parts.mdx")
    together = _build(program, folder, "all", "en", *languages)
    pages, prefixes = crawl(folder / "all", BASE, "main"), {code: f"/{code}/" for code in languages}
    editions = {"en": Edition(pages, "/", tuple(prefixes.values()))}
    editions |= {code: Edition(pages, prefix) for code, prefix in prefixes.items()}
    forget = {f"/{code}/": "/" for code in languages}
    warnings = new_lines(alone, together, ("WARN", "ERROR", "not found"), forget)
    source = Edition(crawl(folder / "alone", BASE, "main"))
    yield Case("Starlight: small", source, editions, warnings, {"en": 0} | dict.fromkeys(languages, 1))


def _build(program: list[str], folder: Path, where: str, *languages: str) -> str:
    config = _CONFIG.replace("LOCALES", ", ".join(_LOCALES[code] for code in languages))
    write(folder, {"astro.config.mjs": config})
    quiet = {"CI": "1", "ASTRO_TELEMETRY_DISABLED": "1"}
    said = run_build([*program, "build", "--outDir", where], folder, **quiet)
    return _TIME.sub("", said)
