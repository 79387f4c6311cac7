"""Choosing the language model: the options of commands, and what is said of a mixture."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from api import console
from api.settings import Settings

if TYPE_CHECKING:
    from warehouse import LanguageModelEntry


def add_language_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--language`` and its short form ``--fast`` to the options of a command."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--language",
        metavar="MODEL",
        help="language model that reads: full, fast (fewer layers: faster, errs more), or"
        " spacy:PIPELINE for an installed spaCy pipeline (default: DATELINE_LANGUAGE or full)",
    )
    choice.add_argument(
        "--fast",
        dest="language",
        action="store_const",
        const="fast",
        help="short for --language fast",
    )


def chosen_language(args: argparse.Namespace, settings: Settings) -> str:
    """Return the language model that the command line or else the settings name.

    Raises:
        ModelError: there is no such model, or it is not installed or unfit; what takes long to
            load is not loaded for that.
    """
    from extract.language import identify  # noqa: PLC0415 - slow for `--help`

    language: str = args.language or settings.language
    identify(language)
    return language


def complain_of_mixture(models: Iterable["LanguageModelEntry"], *, where: str) -> None:
    """Write one line to stderr if the articles of *where* were read by several *models*."""
    found = list(models)
    if len(found) > 1:
        listed = ", ".join(f"{model.tag} ({model.articles})" for model in found)
        console.complain(
            f"{where}: articles were read by {len(found)} language models: {listed}. Load all of"
            " them with one model to compare like with like"
        )
