"""PostgreSQL, Redis and vectord for a bare checkout: started by us, shared by all processes.

No Django here: settings are built from the addresses that this package hands out.
"""

from selfology_site.embedded.errors import EmbeddedError
from selfology_site.embedded.layout import Server
from selfology_site.embedded.stack import EmbeddedStack
from selfology_site.embedded.vectors import VectorEndpoint

__all__ = ["EmbeddedError", "EmbeddedStack", "Server", "VectorEndpoint"]
