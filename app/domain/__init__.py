"""The concepts of enforcement, frozen and free of input and output."""
