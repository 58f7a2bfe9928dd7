"""The unified documents: what they show, ask, check and freeze."""
