"""The X-ray: one iteration from inside, as numbers and as lines in the notation of the course."""
