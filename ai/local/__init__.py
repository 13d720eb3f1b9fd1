"""The analyser that needs no key and no network. Pure."""
