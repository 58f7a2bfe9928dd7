"""Time limits (期限): the law's clock, as data and pure functions that explain themselves."""
