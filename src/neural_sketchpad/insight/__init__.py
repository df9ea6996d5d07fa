"""What can be said about a run, in words and numbers, without a window."""
