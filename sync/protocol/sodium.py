"""What of libsodium (密码库) a bundle needs, by its own names: the module ``nacl.bindings`` fits as it is."""

from __future__ import annotations

from typing import Any, Protocol


class Sodium(Protocol):
    """Signatures, sealed boxes and secret streams; both ends hand in the same library."""

    crypto_secretstream_xchacha20poly1305_TAG_FINAL: int  # noqa: N815 - libsodium's own name
    crypto_secretstream_xchacha20poly1305_HEADERBYTES: int  # noqa: N815 - libsodium's own name
    crypto_secretstream_xchacha20poly1305_ABYTES: int  # noqa: N815 - libsodium's own name

    def crypto_sign_seed_keypair(self, seed: bytes, /) -> tuple[bytes, bytes]:
        """Return public and secret key of a seed."""

    def crypto_sign(self, message: bytes, sk: bytes, /) -> bytes:
        """Return signature and message."""

    def crypto_sign_open(self, signed: bytes, pk: bytes, /) -> bytes:
        """Return the message that was signed, or raise."""

    def crypto_sign_ed25519_pk_to_curve25519(self, public_key_bytes: bytes, /) -> bytes:
        """Return the key others seal with for the holder of a signing key."""

    def crypto_sign_ed25519_sk_to_curve25519(self, secret_key_bytes: bytes, /) -> bytes:
        """Return the key the holder of a signing key opens with."""

    def crypto_box_seal(self, message: bytes, pk: bytes, /) -> bytes:
        """Return a message sealed to a key."""

    def crypto_box_seal_open(self, ciphertext: bytes, pk: bytes, sk: bytes, /) -> bytes:
        """Return the sealed message, or raise."""

    def crypto_secretstream_xchacha20poly1305_keygen(self) -> bytes:
        """Return a fresh key of a stream."""

    def crypto_secretstream_xchacha20poly1305_state(self) -> Any:
        """Return an empty state of a stream."""

    def crypto_secretstream_xchacha20poly1305_init_push(self, state: Any, key: bytes, /) -> bytes:
        """Begin to write a stream; return its beginning."""

    def crypto_secretstream_xchacha20poly1305_push(
        self, state: Any, m: bytes, ad: bytes | None = None, tag: int = 0
    ) -> bytes:
        """Return one sealed chunk."""

    def crypto_secretstream_xchacha20poly1305_init_pull(
        self, state: Any, header: bytes, key: bytes, /
    ) -> None:
        """Begin to read a stream."""

    def crypto_secretstream_xchacha20poly1305_pull(
        self, state: Any, c: bytes, ad: bytes | None = None
    ) -> tuple[bytes, int]:
        """Return one opened chunk and its tag, or raise."""
