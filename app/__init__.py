"""The program 澄执: its core, its ports and its adapters."""
