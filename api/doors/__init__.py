"""The doors of the server: who asks, how often, and what is written down about it."""
