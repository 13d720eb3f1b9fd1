"""Counts of tokens as vendors say them, and as they forget to. Pure."""


def count(said: object, name: str, otherwise: int = 0) -> int:
    """Return a count that a part of a response may hold.

    SDKs build their objects without checking them: a field may be missing, null or of another type.

    Args:
        said: The part, or None.
        name: Of the field.
        otherwise: What to return where it holds no count.
    """
    value = getattr(said, name, None)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return otherwise
