"""The document: one experiment as a frozen value, edits with their inverses, undo, and the project file."""
