"""What is wrong with YAML that can't be read, and where: at the start of what is never ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from i18n_pipeline.front_matter.values import LINE_END, DataError, line_at

if TYPE_CHECKING:
    from ruamel.yaml.error import StringMark

# What the parser raises on malformed input, slips of its own included.
PARSER_ERRORS: Final = (
    YAMLError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)

_ADVICE: Final = {
    "mapping values are not allowed here": 'a value with ": " in it needs quotes, a key its own line',
    "could not find expected ':'": "a line that is neither a key nor a value",
}
_BRACKETS: Final = {"while parsing a flow sequence": "]", "while parsing a flow mapping": "}"}


def describe_error(inner: str, error: Exception) -> DataError:
    """Give the line and the parser's reason in one line."""
    if isinstance(error, RecursionError):
        return DataError(1, "it is nested too deeply")
    if isinstance(error, ReaderError):
        return DataError(
            line_at(inner, error.position), f"the character U+{error.character:04X} is not allowed"
        )
    if isinstance(error, MarkedYAMLError):
        return _describe_quote(inner, error) or _describe_bracket(inner, error) or _describe_mark(error)
    return DataError(1, "a value in it has a form that can't be understood")


def _describe_quote(inner: str, error: MarkedYAMLError) -> DataError | None:
    """Say where a quote stands that is never closed, or closed by the one that should have opened another."""
    if error.context == "while scanning a quoted scalar":
        return _unclosed(inner, error.context_mark)
    end = error.problem_mark.index if error.problem_mark else 0
    before = inner[:end].rstrip(" ")
    if "'<scalar>'" not in str(error.problem) or not before.endswith(("'", '"')):
        return None
    quote = before[-1]
    opening = before.rfind(quote, 0, -1)
    if LINE_END.search(before, opening):
        return DataError(line_at(inner, opening), f"the {quote} is never closed")
    return DataError(line_at(inner, end), f"text follows the {quote} that closes a value")


def _describe_bracket(inner: str, error: MarkedYAMLError) -> DataError | None:
    if error.context == "while parsing a flow node" and "'<stream end>'" in str(error.problem):
        last = max(inner.rfind("["), inner.rfind("{"))
        return DataError(line_at(inner, last), f"the {inner[last]} is never closed")
    bracket = _BRACKETS.get(str(error.context))
    # One that is closed further down lacks a comma, and that is where the parser says.
    if bracket is None or error.problem_mark is None or bracket in inner[error.problem_mark.index :]:
        return None
    return _unclosed(inner, error.context_mark)


def _unclosed(inner: str, mark: StringMark) -> DataError:
    return DataError(mark.line + 1, f"the {inner[mark.index]} is never closed")


def _describe_mark(error: MarkedYAMLError) -> DataError:
    mark = error.problem_mark or error.context_mark
    if error.context == "while scanning a simple key":
        # The parser goes on from a line without a colon, to where no colon can be any more.
        mark = error.context_mark
    reason = str(error.problem or error.context)
    return DataError(mark.line + 1 if mark else 1, _ADVICE.get(reason, reason))
