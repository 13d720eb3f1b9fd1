"""Dates in Russian: 24 ноя 2026, 18:05."""

DATETIME_FORMAT = "j b Y, H:i"
DATE_FORMAT = "j b Y"
MONTH_DAY_FORMAT = "j E"
