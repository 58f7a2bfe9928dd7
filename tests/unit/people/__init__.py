"""People, certificates, training and equipment."""
