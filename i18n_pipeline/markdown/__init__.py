"""Markdown: text to segments, and translations back to text, with the block structure kept.

Each name is imported when it is asked for: what works on wordings alone needs no parser.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
