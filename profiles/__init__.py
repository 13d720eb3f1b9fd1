"""The portrait: traits with evidence and uncertainty, folded from observations."""
