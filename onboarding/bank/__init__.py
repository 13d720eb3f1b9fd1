"""The question bank: its file format, its checks and the difference between two banks. Pure."""
