"""Lists as offices send them, read row by row."""
