"""What can go wrong with servers we start ourselves."""


class EmbeddedError(RuntimeError):
    """The embedded stack cannot do its work. The message tells a person what to do about it."""
