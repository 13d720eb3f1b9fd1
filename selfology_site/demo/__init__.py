"""Synthetic people and two weeks of their talks, for an installation that is still empty."""
