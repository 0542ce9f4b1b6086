"""What each plural form of an entry is held against: the singular or the plural, with its number or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from i18n_pipeline.checks.plurals import usual_rule
from i18n_pipeline.checks.prose import find_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.checks.pair import Fault, Pair
    from i18n_pipeline.document import Segment


class Form(NamedTuple):
    """A plural form: its number in the entry, the entry with it as its only msgstr, what it may belong to.

    ``sources`` are wordings of the source; it is right if it is right for one of them. ``is_one`` tells
    whether it stands for a single number, which need not be in it then.
    """

    number: int
    entry: Entry
    sources: tuple[Segment, ...]
    is_one: bool = False


def forms_of(segment: Segment, entry: Entry, language: str) -> Iterator[Form]:
    """Yield the forms of an entry, one where it has no plural."""
    if entry.msgid_plural is None:
        yield Form(0, entry, (segment,))
        return
    msgstrs = (entry.msgstr, *entry.plural_msgstrs)
    rule = usual_rule(language, len(msgstrs))
    plural = replace(segment, text=entry.msgid_plural)
    for number, msgstr in enumerate(msgstrs):
        numbers = rule.numbers_of(number) if rule else ()
        single = replace(entry, msgstr=msgstr, plural_msgstrs=())
        # A form for 1, 21 and 31 is written as the plural is, with its number; one for 0 and 1 as either.
        sources = (segment,) if numbers == (1,) else (plural, segment)
        yield Form(number, single, sources, len(numbers) == 1)


def leaves_number_out(pair: Pair, code: str, fault: Fault) -> bool:
    """Tell whether nothing is wrong with a form for one number but that it doesn't say which."""
    if code == "number":
        return fault.start is None
    lost = len(find_placeholders(pair.old)) - len(find_placeholders(pair.new))
    return code == "placeholder" and fault.start is None and lost == 1
