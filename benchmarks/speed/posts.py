"""A seeded generator of posts: front matter, headings, lists, tables, links, code, as on a real blog.

Post ``n`` is the same in a site of any size, so that a larger site differs in nothing but size.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_SEED = 20261123
_SYLLABLES = (
    "al an ar be ca con da de di en er es fi ga he in is ka la lo ma me mi na ne no or pa pe "
    "ra re ri ro sa se si so ta te ti to un ur va ve vi wa za"
)
_COMMON = "the of and to in is that for it as with was on be by this are from at which not have"
_LANGUAGES = ("python", "bash", "toml", "rust", "js")
_TAGS = ("release", "howto", "security", "community", "design", "performance")


def _make_vocabulary() -> tuple[str, ...]:
    dice, syllables = random.Random(_SEED), _SYLLABLES.split()
    words = {"".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(4000)}
    return tuple(sorted(words))


_COMMON_WORDS = tuple(_COMMON.split())
_VOCABULARY = _make_vocabulary()


def write_posts(content: Path, number: int) -> None:
    """Write the first ``number`` posts below ``content``, by year and month."""
    for index in range(number):
        path = content / f"{path_of(index)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_post(index), encoding="utf-8")


def path_of(number: int) -> str:
    """Return where a post lies, without its extension."""
    months = number // 400
    return f"posts/{2010 + months // 12}/{months % 12 + 1:02}/{_slug_of(number)}"


def make_post(number: int) -> str:
    """Return the text of a post."""
    return _Writer(random.Random(f"{_SEED}/{number}"), number).post()


def _slug_of(number: int) -> str:
    dice = random.Random(f"{_SEED}/slug/{number}")
    return f"{'-'.join(dice.choices(_VOCABULARY, k=3))}-{number}"


@dataclass(slots=True)
class _Writer:
    """Writes one post from throws of its own dice."""

    dice: random.Random
    number: int

    def post(self) -> str:
        blocks = [self.paragraph()]
        for _ in range(self.dice.randint(2, 6)):
            blocks += self.section()
        return self.front_matter() + "\n".join(f"{block}\n" for block in blocks)

    def front_matter(self) -> str:
        title, summary = self.words(3, 8).capitalize(), self.sentence()
        tags = self.dice.sample(_TAGS, self.dice.randint(1, 3))
        date = f"20{self.dice.randint(10, 26)}-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"
        if self.dice.random() < 0.5:
            quoted, featured = ", ".join(f'"{tag}"' for tag in tags), str(self.number % 7 == 0).lower()
            return (
                f'+++\n# written by hand\ntitle = "{title}"\ndate = {date}\ndescription = "{summary}"\n'
                f"tags = [{quoted}]\ndraft = false\n\n[params]\nfeatured = {featured}\n+++\n\n"
            )
        listed = "".join(f"  - {tag}\n" for tag in tags)
        head = f'---\ntitle: "{title}"\ndate: {date}\ndescription: {summary}\n'
        return f"{head}tags:\n{listed}draft: false\n---\n\n"

    def section(self) -> list[str]:
        name = f" {{#part-{self.dice.randint(1, 99)}}}" if self.dice.random() < 0.2 else ""
        heading = f"{'#' * self.dice.choice((2, 2, 3))} {self.words(2, 6).capitalize()}{name}"
        blocks = [heading]
        for _ in range(self.dice.randint(1, 3)):
            blocks.append(self.paragraph())
            if self.dice.random() < 0.45:
                blocks.append(self.dice.choice(self._kinds())())
        return blocks

    def _kinds(self) -> Sequence[Callable[[], str]]:
        return (self.bullets, self.numbers, self.table, self.code, self.quote, self.figure)

    def words(self, least: int, most: int) -> str:
        number = self.dice.randint(least, most)
        # Few words are common and most are rare, as in any language.
        drawn = (
            self.dice.choice(_COMMON_WORDS)
            if self.dice.random() < 0.4
            else _VOCABULARY[int(len(_VOCABULARY) * self.dice.random() ** 2)]
            for _ in range(number)
        )
        return " ".join(drawn)

    def sentence(self) -> str:
        return self.words(6, 18).capitalize() + "."

    def paragraph(self) -> str:
        parts = [self.marked() for _ in range(self.dice.randint(2, 5))]
        return "\n".join(parts) if self.dice.random() < 0.6 else " ".join(parts)

    def marked(self) -> str:
        kind, text = self.dice.random(), self.sentence()
        if kind < 0.12:
            return f"{text[:-1]} **{self.words(1, 3)}**."
        if kind < 0.22:
            return f"{text[:-1]} `{self.words(1, 1)}.{self.words(1, 1)}()`."
        if kind < 0.34:
            return f"{text[:-1]} [{self.words(1, 4)}]({self.target()})."
        return f"{text[:-1]} *{self.words(1, 2)}*." if kind < 0.4 else text

    def target(self) -> str:
        if self.dice.random() < 0.5 or self.number == 0:
            return f"https://example.org/{self.dice.choice(_VOCABULARY)}"
        other = path_of(max(0, self.number - self.dice.randint(1, 40)))
        return f"/{other}/"

    def bullets(self) -> str:
        items = [f"- {self.marked()}" for _ in range(self.dice.randint(2, 6))]
        items.insert(1, f"  - {self.sentence()}\n    {self.sentence()}")
        return "\n".join(items)

    def numbers(self) -> str:
        return "\n".join(f"{index}. {self.marked()}" for index in range(1, self.dice.randint(3, 6)))

    def table(self) -> str:
        rows = [[self.words(1, 4) for _ in range(3)] for _ in range(self.dice.randint(2, 6))]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "| --- | :-: | --: |", *lines[1:]])

    def code(self) -> str:
        lines = [
            f"{self.words(1, 1)} = {self.words(1, 1)}({index})" for index in range(self.dice.randint(3, 9))
        ]
        return "\n".join([f"```{self.dice.choice(_LANGUAGES)}", *lines, "```"])

    def quote(self) -> str:
        return f"> {self.sentence()}\n> {self.sentence()}"

    def figure(self) -> str:
        name = self.dice.choice(_VOCABULARY)
        if self.dice.random() < 0.5:
            return f'{{{{< figure src="/img/{name}.png" alt="{self.words(2, 5)}" >}}}}'
        return f"![{self.words(2, 5)}](/img/{name}.png)"
