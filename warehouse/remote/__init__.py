"""Releases on object stores: S3 and what speaks like it, Google Cloud Storage, Azure, folders."""

from warehouse.remote.location import RemoteError, is_address
from warehouse.remote.mirror import Mirror
from warehouse.remote.publishing import fetch_newest, send_missing
from warehouse.remote.shelf import Pushed, RemoteRelease, RemoteShelf

__all__ = [
    "Mirror",
    "Pushed",
    "RemoteError",
    "RemoteRelease",
    "RemoteShelf",
    "fetch_newest",
    "is_address",
    "send_missing",
]
