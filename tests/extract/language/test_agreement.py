"""How analyses are compared with the gold."""

from extract.language.training.agreement import Agreement, Annotated, Word

# “can not go” as the gold parts it, “cannot go” as it was read: characters 0-3, 3-6, 6-8.
GOLD = Annotated(
    words=[
        Word(0, 3, "AUX", (6, 8), "aux"),
        Word(3, 6, "PART", (6, 8), "advmod"),
        Word(6, 8, "VERB", None, "root"),
        Word(8, 11, "PROPN", (6, 8), "nsubj:pass"),
    ],
    sentences=[(0, 11)],
    names=[(8, 11, "GPE")],
)


def agreement(found: Annotated, *, coarse: bool = False) -> Agreement:
    result = Agreement()
    result.add(GOLD, found, coarse=coarse)
    return result


def test_gold_agrees_with_itself() -> None:
    """Every metric of a perfect analysis is 100."""
    result = agreement(GOLD)
    assert {count.f1 for count in result.metrics.values()} == {100.0}
    assert result.relations["nsubj"].f1 == 100
    assert result.names["GPE"].right == 1


def test_words_are_matched_by_their_characters() -> None:
    """A word parted otherwise counts against precision and recall; the rest are compared."""
    found = Annotated(
        words=[
            Word(0, 6, "AUX", (6, 8), "aux"),
            Word(6, 8, "NOUN", None, "root"),
            Word(8, 11, "PROPN", (6, 8), "nsubj"),
        ],
        sentences=[(0, 6), (6, 11)],
        names=[(8, 11, "LOC")],
    )
    result = agreement(found)
    assert (result["words"].right, result["words"].gold, result["words"].found) == (2, 4, 3)
    assert result["UPOS"].right == 1
    assert result["UAS"].right == 2
    assert result["LAS"].right == 2
    assert result["LAS+"].right == 1
    assert result["sentences"].right == 0
    assert result["names"].right == 0
    assert agreement(found, coarse=True)["names"].right == 1


def test_a_wrong_head_costs_the_relation() -> None:
    """A relation counts only with its head, whatever the label."""
    words = [*GOLD.words[:3], Word(8, 11, "PROPN", (0, 3), "nsubj:pass")]
    result = agreement(Annotated(words=words, sentences=[(0, 11)], names=[]))
    assert result["UAS"].right == result["LAS"].right == 3
    assert result.relations["nsubj"].right == 0
    assert result.relations["nsubj"].precision == result.relations["nsubj"].recall == 0
    assert result["names"].f1 == 0
