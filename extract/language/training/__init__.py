"""Trains, exports and scores the encoder that ships in `extract/language/data`.

    pip install --group training
    python -m extract.language.training.train  --treebank ../shared/language/treebank --out runs/a
    python -m extract.language.training.export --checkpoint runs/a/last.pt --version 1.0.0
    python -m extract.language.training.score  --treebank ../shared/language/treebank

Nothing here runs when dateline runs; it needs torch (the `training` dependency group).
"""
