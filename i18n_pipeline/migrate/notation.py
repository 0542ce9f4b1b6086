"""A translation in the notation that its message has: ``__x__`` where that has no ``**``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.migrate.normal import normal_form

if TYPE_CHECKING:
    from i18n_pipeline.markdown import Dialect

_WAYS = (("**", "__"), ("__", "**"), ("*", "_"), ("_", "*"))


def write_in_notation(msgid: str, msgstr: str, dialect: Dialect) -> str:
    """Return ``msgstr`` with the marks of emphasis that ``msgid`` has, if that leaves it the same."""
    form = normal_form(msgstr, dialect)
    for theirs, ours in _WAYS:
        if theirs in msgstr and theirs not in msgid and ours in msgid:
            other = msgstr.replace(theirs, ours)
            msgstr = other if normal_form(other, dialect) == form else msgstr
    return msgstr
