"""Tests of trials of analysers."""
