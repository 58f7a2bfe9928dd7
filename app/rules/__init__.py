"""What the law asks, as data and pure functions."""
