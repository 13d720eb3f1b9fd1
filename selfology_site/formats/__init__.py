"""How dates are written for staff: short, with the month in letters, by the 24-hour clock."""
