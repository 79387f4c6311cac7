"""Learns the salience model that ships in `extract/key_points/data` from the articles here.

    python -m extract.key_points.training.train --version 1.0.0

Nothing here runs when dateline runs; numpy is all it needs.
"""
