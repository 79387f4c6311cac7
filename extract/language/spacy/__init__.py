"""A spaCy pipeline of the user in the place of the packaged model."""
