"""What the exchange with the city server keeps: the server's images, the tail of its log, numbers lent."""
