"""Questions, sessions and answers: which question comes next, and when to stop."""
