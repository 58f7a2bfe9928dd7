"""One file per step; a step never imports today's code."""
