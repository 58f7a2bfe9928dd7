"""Standards (裁量基准): bands inside the statutory range, each system in its own module."""
