"""The composition root: settings, URLs, processes and the embedded stack."""
