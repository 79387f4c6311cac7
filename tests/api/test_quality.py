"""The figures that releases carry are those of docs/quality.md, read by the bench."""

from api.quality import quality_figures
from bench.quality_figures import PAGE, figures, versions

TABLE = """# Quality

Measured on a day, extractors 1.2.0, key
points 2.0.0, language model 2.1.0.

| part | gold | measure | tuning | held back |
| --- | --- | --- | --- | --- |
| dates | Bank (2 texts) | F1 strict / relaxed | 86.4 / 93.6 | 82.8 / 92.4 |
| statistics | News (3 sentences) | F1 value / +unit | 95.7 / 92.8 | 91.3 / – |
| statements, direct | the same | precision / joint F1; names right | 98 / 94.5; 85 % | – |
| key points | CNN | ROUGE-1, lead-3 → ours | 33.7 → 36.0 | 31.9 → 35.3 |

Words after it.
"""


def test_the_packaged_figures_are_those_of_the_page() -> None:
    """Whoever measures anew runs `python bench/quality_figures.py`; nothing is copied by hand."""
    assert figures(PAGE.read_text(encoding="utf-8")) == list(quality_figures())


def test_a_table_is_read_cell_by_cell() -> None:
    """Measures and numbers are paired; a cell that is no number is left out, not guessed."""
    assert versions(TABLE) == {
        "events": "1.2.0",
        "statements": "1.2.0",
        "key points": "2.0.0",
        "statistics": "1.2.0",
    }
    found = [(f.extractor, f.gold, f.part, f.measure, f.value) for f in figures(TABLE)]
    assert found == [
        ("statistics@1.2.0", "News (3 sentences)", "tuning", "F1 value", 95.7),
        ("statistics@1.2.0", "News (3 sentences)", "tuning", "+unit", 92.8),
        ("statistics@1.2.0", "News (3 sentences)", "held back", "F1 value", 91.3),
        ("statements@1.2.0", "News (3 sentences)", "tuning", "direct: precision", 98.0),
        ("statements@1.2.0", "News (3 sentences)", "tuning", "direct: joint F1", 94.5),
        ("statements@1.2.0", "News (3 sentences)", "tuning", "direct: names right", 85.0),
        ("key_points@2.0.0", "CNN", "tuning", "ROUGE-1, lead-3 → ours", 36.0),
        ("key_points@2.0.0", "CNN", "held back", "ROUGE-1, lead-3 → ours", 35.3),
    ]
