"""Vectors of answers in Qdrant: an index that may be lost at any moment and built again.

The only room that knows `qdrant_client`. Points hold ids, a domain and a time, never text.
"""
