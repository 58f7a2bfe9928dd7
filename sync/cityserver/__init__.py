"""The city server (市级平台): keeps every town's change sets, and shows the city what they say."""
