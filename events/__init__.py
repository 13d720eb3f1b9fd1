"""The event backbone: facts written with the business data and delivered at least once."""
