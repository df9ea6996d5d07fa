"""The panels of the window: data and recipe on the left, the canvas in its frame, the toolbar on top."""
