"""Attachments over HTTP (附件接口): the server's part of tus 1.0, and files by their hash with ranges."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from fastapi import APIRouter
from fastapi.concurrency import contextmanager_in_threadpool
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from sync.cityserver.arriving import PATIENCE, pieces
from sync.cityserver.blob_errors import BlobError, SilentError, UnreadableError
from sync.cityserver.blobs import Asked, Owner
from sync.protocol.tus import (
    ALGORITHMS,
    BACKED,
    CHUNK_TYPE,
    CODE,
    COMPLETE,
    EXTENSIONS,
    LARGEST,
    TAIL,
    VERSION,
    UnreadableHeaderError,
    read_checksum,
    read_metadata,
    read_size,
    write_tail,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from contextlib import AbstractContextManager

    from sync.cityserver.blob_writing import Writer
    from sync.cityserver.blobs import Blobs, Standing

_PIECE = 1 << 20


class Caller(Protocol):
    """Whom the token names."""

    @property
    def town(self) -> str:
        """The town's code."""

    @property
    def device(self) -> str:
        """The device's id."""

    @property
    def revoked(self) -> bool:
        """Whether nothing may reach it any more."""


class _Refused(Exception):  # noqa: N818 - an answer on its way out, not a fault
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def blob_router(blobs: Blobs, identify: Callable[[Request], Caller], patience: float = PATIENCE) -> APIRouter:
    """Return the routes below ``/v2/t/blobs``; ``identify`` reads the token or raises its own refusal."""
    routes = _Routes(blobs, identify, patience)
    router = APIRouter()
    router.add_route("/", routes.options, ["OPTIONS"])
    router.add_route("/", routes.create, ["POST"])
    router.add_route("/sha256/{digest}", routes.file, ["GET", "HEAD"])
    router.add_route("/{upload}", routes.options, ["OPTIONS"])
    router.add_route("/{upload}", routes.head, ["HEAD"])
    router.add_route("/{upload}", routes.drop, ["DELETE"])
    router.add_route("/{upload}", routes.patch, ["PATCH", "POST"])
    return router


class _Routes:
    def __init__(self, blobs: Blobs, identify: Callable[[Request], Caller], patience: float) -> None:
        self._blobs = blobs
        self._identify = identify
        self._patience = patience

    def options(self, _request: Request) -> Response:
        """Tell what this server knows of the protocol; needs no token."""
        told = {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(LARGEST),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
        return _answer(204, told)

    def create(self, request: Request) -> Response:
        """Open an upload whose metadata names the sha256 of the whole file."""
        try:
            owner = self._owner(request)
            told = read_metadata(request.headers.get("upload-metadata", ""))
            size = read_size(request.headers.get("upload-length"))
            asked = Asked(told.get("sha256", ""), size, told.get("upload", ""))
            standing = self._blobs.announce(owner, asked)
        except (BlobError, UnreadableHeaderError, _Refused) as error:
            return _refusal(error)
        place = f"{request.url.path.rstrip('/')}/{standing.upload}"
        return _answer(201, {"Location": place, **_told(standing)})

    def head(self, request: Request) -> Response:
        """Tell how far an upload is."""
        try:
            standing = self._blobs.standing(self._owner(request), request.path_params["upload"])
        except (BlobError, _Refused) as error:
            return _refusal(error)
        return _answer(
            200, {"Upload-Length": str(standing.size), "Cache-Control": "no-store", **_told(standing)}
        )

    def drop(self, request: Request) -> Response:
        """Throw an upload away."""
        try:
            self._blobs.drop(self._owner(request), request.path_params["upload"])
        except (BlobError, _Refused) as error:
            return _refusal(error)
        return _answer(204, {})

    def file(self, request: Request) -> Response:
        """Give a complete file of the caller's town, whole or by range."""
        try:
            caller = _unless_revoked(self._identify(request))
            row, path = self._blobs.file(caller.town, request.path_params["digest"])
        except (BlobError, _Refused) as error:
            return _refusal(error)
        told = {
            "ETag": f'"{row.sha256}"',
            COMPLETE: "1",
            BACKED: "0" if row.backed_at is None else "1",
            "Cache-Control": "private, no-store",
            "Content-Disposition": "attachment",
            "X-Content-Type-Options": "nosniff",
        }
        return FileResponse(path, headers=told, media_type="application/octet-stream")

    async def patch(self, request: Request) -> Response:
        """Take one chunk; ``POST`` stands for it where a proxy lets no ``PATCH`` through."""
        if request.method == "POST":
            meant = request.headers.get("x-http-method-override", "").upper()
            if meant == "DELETE":
                return await run_in_threadpool(self.drop, request)
            if meant != "PATCH":
                return _refusal(_Refused(405, "method"))
        try:
            return await self._patched(request)
        except (BlobError, UnreadableHeaderError, _Refused) as error:
            return _refusal(error)

    async def _patched(self, request: Request) -> Response:
        owner = await run_in_threadpool(self._owner, request)
        if request.headers.get("content-type") != CHUNK_TYPE:
            raise _Refused(415, "blob_type")
        offset = read_size(request.headers.get("upload-offset"))
        sum_header = request.headers.get("upload-checksum")
        algorithm, digest = (None, b"") if sum_header is None else read_checksum(sum_header)
        upload = request.path_params["upload"]
        chunk = self._blobs.writing(owner, upload, offset, algorithm)
        confirmed = await _taken(chunk, pieces(request, self._patience), digest)
        standing = await run_in_threadpool(self._blobs.settle, owner, upload, confirmed)
        return _answer(204, _told(standing))

    def _owner(self, request: Request) -> Owner:
        if request.headers.get("tus-resumable") != VERSION:
            raise _Refused(412, "tus_version")
        caller = self._identify(request)
        return Owner(caller.town, caller.device)


def _unless_revoked(caller: Caller) -> Caller:
    if caller.revoked:
        raise _Refused(403, "device_revoked")
    return caller


async def _taken(
    chunk: AbstractContextManager[Writer], arriving: AsyncIterator[bytes], digest: bytes
) -> int | None:
    """Write a chunk as it arrives and return what it confirms; what came of a broken one stays."""
    async with contextmanager_in_threadpool(chunk) as writer:
        gathered = bytearray()
        try:
            async for piece in arriving:
                gathered += piece
                if len(gathered) >= _PIECE:
                    await run_in_threadpool(writer.add, bytes(gathered))
                    gathered.clear()
        except (ClientDisconnect, TimeoutError) as error:
            await run_in_threadpool(writer.add, bytes(gathered))
            await run_in_threadpool(writer.keep)
            raise (SilentError if isinstance(error, TimeoutError) else UnreadableError) from None
        await run_in_threadpool(writer.add, bytes(gathered))
        return await run_in_threadpool(writer.finish, digest)


def _told(standing: Standing) -> dict[str, str]:
    told = {
        "Upload-Offset": str(standing.offset),
        "Upload-Expires": format_datetime(datetime.fromisoformat(standing.expires_at), usegmt=True),
        COMPLETE: "1" if standing.complete else "0",
    }
    if standing.tail is not None:
        told[TAIL] = write_tail(*standing.tail)
    return told


def _answer(status: int, headers: Mapping[str, str]) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})


def _refusal(error: Exception) -> Response:
    refused = error if isinstance(error, BlobError | _Refused) else UnreadableError()
    told = {"Tus-Resumable": VERSION, CODE: refused.code}
    if refused.status == HTTPStatus.PRECONDITION_FAILED:
        told["Tus-Version"] = VERSION
    if refused.status == HTTPStatus.INSUFFICIENT_STORAGE:
        told["Retry-After"] = "900"
    return JSONResponse({"code": refused.code}, refused.status, headers=told)
