"""Synthetic people before synthetic and real banks: does choosing do what it promises? Pure.

Everything that chooses, cares, tires, trusts and measures here is the product's own; only the
people, their answers and the other policies are made up.
"""
