"""Discretion (裁量): statutory ranges, standards inside them, and the judgement of an amount."""
