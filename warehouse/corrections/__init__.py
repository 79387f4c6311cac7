"""What people set right: taken in beside the records, applied when a release is made."""

from warehouse.corrections.applying import Derive, apply_corrections
from warehouse.corrections.proposal import CorrectionError, Proposal
from warehouse.corrections.register import Taken, correct, corrections

__all__ = [
    "CorrectionError",
    "Derive",
    "Proposal",
    "Taken",
    "apply_corrections",
    "correct",
    "corrections",
]
