"""Links of the router's chain: one module per vendor, and the local one."""
