"""A Django app that gives the product's own backbone the work of the bench."""
