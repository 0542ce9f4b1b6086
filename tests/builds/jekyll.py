"""Jekyll, with a small site that has posts, a collection, and links in all the ways that Jekyll knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import from_gems, run_build
from tests.builds.making import BANNERS, BASE, Case, add_paragraph, new_lines, translate, write
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLUGINS = ("jekyll-redirect-from", "jekyll-relative-links", "jekyll-sitemap")
_CONFIG = f"""
url: https://example.org
plugins: [{", ".join(_PLUGINS)}]
relative_links: {{collections: true}}
exclude: [locales, i18n-pipeline.toml]
collections: {{docs: {{output: true, permalink: "/docs/:name:output_ext"}}}}
defaults:
  - {{scope: {{path: ""}}, values: {{layout: default, lang: en}}}}
"""
_LANGUAGE = """\
  - {{scope: {{path: {0}/}}, values: {{lang: {0}}}}}
  - {{scope: {{path: _docs/{0}/}}, values: {{lang: {0}, permalink: "/{0}/docs/:name:output_ext"}}}}
"""
_OURS = """
languages = ["it", "de", "ar"]
site = "jekyll"
content = "."
include = ["*.md", "guide/**/*.md", "_posts/**/*.md", "_docs/**/*.md"]
"""
_LAYOUT = """<!doctype html><html lang="{{ page.lang }}"><title>{{ page.title }}</title><body>
<main>{% include translation-banner.html %}{{ content }}</main></body></html>
"""
_SITE = {
    "_layouts/default.html": _LAYOUT,
    "_includes/tip.html": '<div class="tip">{{ include.text }}</div>\n',
    "assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "index.md": """---
title: Welcome
---
# Welcome, café & "friends"

See [the guide](guide/start.md#first-steps), [about](/about/), [about]({% link about.md %}#mine),
[a post]({% post_url 2024-01-02-first %}#code), [a text]({% link _docs/intro.md %}#more) or
[below](#what-is-new).

## What is new

{% assign posts = site.posts | where: "lang", page.lang %}
{% for post in posts %}
- [{{ post.title }}]({{ post.url }})
{% endfor %}

![The logo](/assets/logo.svg) ![The logo](assets/logo.svg)
""",
    "about.md": """---
title: About
permalink: /about/
redirect_from: /info/
---
[Home]({{ "/" | relative_url }}), [start]({{ site.baseurl }}/guide/start.html#own), [parts][p].

## My own {#mine}

<p><a href="{% link guide/parts.md %}#uni">The parts</a> and
<a href="{{ "/guide/start.html" | relative_url }}">the start</a>.</p>

[p]: {% link guide/parts.md %}
""",
    "guide/start.md": """---
title: Start
---
# Start

* A table of contents
{:toc}

[Home](../index.md#what-is-new "Go"), [parts][p], [about](../about.md#mine).

## First steps

{% include tip.html text="Mind the gap" %}

## First steps

Twice: [one](#first-steps-1). A [broken one](#nowhere). A note[^1] here.

## Own id {#own}

| a | b |
| --- | --- |
| [cell](#own) | b |

Term
: Its definition, with a [link](parts.md).

{: .note }
> An aside with `code`, and [a link](parts.md#tables).

### `code` and "quotes" — straße & Ünïcode!

Back to [it](#code-and-quotes--straße--ünïcode).

## Dashes -- and --- *more* 1.2

To [the dashes](#dashes--and--more-12).

<div markdown="1">
Markdown *inside* of HTML, with [a link](parts.md#tables).
</div>

{% highlight ruby %}
# A comment
{% endhighlight %}

[^1]: The note.

[p]: parts.md
""",
    "guide/parts.md": """---
title: Parts
---
## Tables

Up to [the start](start.md#first-steps-1). <a href="start.html">Down</a>.

## Ünï & cödé {#uni}

## 1. Numbers first

See [numbers](#1-numbers-first).
""",
    "_posts/2024-01-02-first.md": """---
title: "First: a post"
categories: [news]
---
A first paragraph, the excerpt.

## Code

See [the second]({% post_url 2024-02-03-second %}#rest), [home](/), [the guide](/guide/start.html#own).
""",
    "_posts/2024-02-03-second.md": """---
title: Second
slug: zweiter
---
Another [first]({% post_url 2024-01-02-first %}#code).

## Rest

Text.
""",
    "_docs/intro.md": """---
title: Intro
---
## More

See [deeper](deep/er.md#low), [home](/), [deeper]({% link _docs/deep/er.md %}).
""",
    "_docs/deep/er.md": """---
title: Deeper
---
## Low

Up to [the intro](../intro.md#more) and [the start](/guide/start.html).
""",
}


def build(folder: Path) -> Iterator[Case]:
    """Build the site in English, and in three languages more."""
    jekyll = from_gems("jekyll", *_PLUGINS)
    banner = (BANNERS / "jekyll.html").read_text(encoding="utf-8")
    # What is built lies beside the site: Jekyll publishes all that is in it.
    site, languages = folder / "site", ("it", "de", "ar")
    write(site, _SITE | {"_includes/translation-banner.html": banner, "i18n-pipeline.toml": _OURS})
    alone = _build(jekyll, site)
    translate(site, *languages)
    add_paragraph(site, "_docs/intro.md")
    together = _build(jekyll, site, *languages)
    pages, prefixes = crawl(folder / "all", BASE, "main"), {code: f"/{code}/" for code in languages}
    editions = {"en": Edition(pages, "/", tuple(prefixes.values()))}
    editions |= {code: Edition(pages, prefix) for code, prefix in prefixes.items()}
    source = Edition(crawl(folder / "alone", BASE, "main"))
    warnings = new_lines(alone, together, ("Warn", "Error", "onflict"), {})
    yield Case("Jekyll: small", source, editions, warnings, {"en": 0} | dict.fromkeys(languages, 1))


def _build(jekyll: str, site: Path, *languages: str) -> str:
    write(site, {"_config.yml": _CONFIG + "".join(map(_LANGUAGE.format, languages))})
    return run_build([jekyll, "build", "--destination", "../all" if languages else "../alone"], site)
