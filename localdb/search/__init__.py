"""Full text of Chinese: what is found by, how it is cut, kept and asked."""
