"""Use cases, one desk per class, one transaction per method."""
