"""What the commands do: all decisions on what is read and written are taken here.

Each name is imported when it is asked for: a run with nothing to do needs neither parsers nor other commands.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
