"""The demonstration town (演示镇): a complete fictional town, made by the services alone."""
