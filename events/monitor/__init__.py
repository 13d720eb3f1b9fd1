"""The live page of the event backbone.

One hub a web process looks at the backbone, over one connection of its own, only while somebody
watches; every open page is told the same.
"""
