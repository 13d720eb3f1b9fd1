"""Tests of sealed fields and keys."""
