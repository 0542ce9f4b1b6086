"""The one exception that stops a run: it can't be done as configured or asked for."""


class ConfigError(Exception):
    """The configuration, or what is asked for, can't be used.

    ``lines`` holds one line for people per mistake: ``path:line: what is wrong; what to do``.
    """

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
