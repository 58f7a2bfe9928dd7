"""Why the city server refuses a step of an upload; each has its status and code on the wire."""

from __future__ import annotations

from typing import ClassVar


class BlobError(Exception):
    """A refusal the client can act on."""

    status: ClassVar[int]
    code: ClassVar[str]


class UnknownUploadError(BlobError):
    """The town has no such upload or file; another town's is never told apart from none."""

    status = 404
    code = "blob_unknown"


class GoneError(BlobError):
    """The upload has expired."""

    status = 410
    code = "blob_expired"


class WrongOffsetError(BlobError):
    """The chunk does not begin where the upload ends."""

    status = 409
    code = "blob_offset"


class ChecksumError(BlobError):
    """The chunk arrived altered; nothing of it is kept."""

    status = 460
    code = "blob_checksum"


class WrongHashError(BlobError):
    """The whole file does not hash to its name; it lies in quarantine, never under the name."""

    status = 410
    code = "blob_hash"


class TooLargeError(BlobError):
    """The file, or the chunk beyond its end, is larger than may be."""

    status = 413
    code = "blob_too_large"


class BusyError(BlobError):
    """Another request is writing this upload."""

    status = 423
    code = "blob_busy"


class SilentError(BlobError):
    """The chunk stopped arriving; what arrived is kept."""

    status = 408
    code = "blob_silent"


class NoRoomError(BlobError):
    """The server's disk is full; what arrived is kept."""

    status = 507
    code = "blob_no_room"


class UnreadableError(BlobError):
    """The request does not say what the protocol wants."""

    status = 400
    code = "blob_unreadable"
