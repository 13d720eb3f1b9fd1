"""Trying analysers on labelled answers of nobody."""
