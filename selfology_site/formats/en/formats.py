"""Dates in English: 24 Nov 2026, 18:05."""

DATETIME_FORMAT = "j M Y, H:i"
DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
