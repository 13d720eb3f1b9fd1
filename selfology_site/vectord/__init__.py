"""vectord: Qdrant's engine behind the part of Qdrant's REST API that the product uses.

One process owns the data; all others use the ordinary `QdrantClient(url=...)`, so production
differs by an address only. What is not supported is refused with 501, never done halfway.
"""
