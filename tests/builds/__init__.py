"""Real builds of translated sites with the real generators (``make builds``)."""
