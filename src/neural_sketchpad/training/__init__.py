"""The run: a value that grows step by step, and the thread that lets it grow while a window looks on."""
