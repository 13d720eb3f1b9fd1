"""One model router for analysis and coach; its last link works offline."""
