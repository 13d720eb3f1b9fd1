"""Persons, their consents and their safety; staff users."""
