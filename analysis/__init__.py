"""What an analyser said about an answer: instantly in the turn, deeply in a worker."""
