"""The conversation that helps: replies from the portrait and the person's own words."""
