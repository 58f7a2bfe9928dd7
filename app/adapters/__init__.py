"""What the ports ask of the outside world, supplied."""
