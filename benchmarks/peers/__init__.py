"""A Django project with the peers: procrastinate and django-tasks-db.

It runs under a virtual environment of its own (`requirements-bench.txt`) and imports nothing of the
product, whose environment knows no peer.
"""
