"""Reply bodies, unpacked as they come and refused as soon as they grow out of bounds."""

import zlib

# Unpacked in steps, so that a trap is seen before it fills the memory.
_STEP = 1 << 20
_HIGHEST_RATIO = 200  # records pack to a tenth or a twentieth; only a trap packs further than this
_LONGEST_NUMBER = 15
_GZIP = 16 + zlib.MAX_WBITS


class UnpackingError(Exception):
    """A body is larger than any honest reply, or is not packed as it says."""


class Unpacked:
    """A body that grows; `encoding` is how it was packed: not at all, gzip or deflate."""

    def __init__(self, encoding: str, most_packed: int, most: int) -> None:
        self._encoding = encoding.strip().lower().replace("x-gzip", "gzip")
        self._most_packed = most_packed
        self._most = most
        self._packed = 0
        self._content = bytearray()
        self._plain = self._encoding in {"", "identity"}
        if not self._plain and self._encoding not in {"gzip", "deflate"}:
            raise UnpackingError(
                "sends its reply packed in a way nobody asked for; only gzip and deflate are read"
            )
        self._unpack = zlib.decompressobj(_GZIP if self._encoding == "gzip" else zlib.MAX_WBITS)
        self._started = False

    @property
    def content(self) -> bytes:
        """The body as far as it came."""
        return bytes(self._content)

    @property
    def is_whole(self) -> bool:
        """Tell whether the packing has come to its end; a body that is not packed cannot tell."""
        return self._plain or self._unpack.eof

    def announce(self, length: str) -> None:
        """Refuse a body that says beforehand that it is too large."""
        # Python refuses to read a number of thousands of figures.
        is_endless = len(length) > _LONGEST_NUMBER
        if length.strip().isdecimal() and (is_endless or int(length) > self._most_packed):
            raise UnpackingError(f"announces a reply of more than {_megabytes(self._most_packed)}")

    def add(self, piece: bytes) -> None:
        """Take the next bytes from the way."""
        if self._plain:
            self._content += piece
            self._packed += len(piece)
            self._check()
            return
        try:
            self._add_packed(piece)
        except zlib.error:
            raise UnpackingError(
                f"sends a reply that says it is {self._encoding} and is not"
            ) from None

    def _add_packed(self, piece: bytes) -> None:
        while piece:
            if self._unpack.eof:
                if self._encoding == "deflate":
                    return
                self._unpack = zlib.decompressobj(_GZIP)
            out = self._out(piece)
            rest = self._unpack.unconsumed_tail or self._unpack.unused_data
            self._packed += len(piece) - len(rest)
            self._content += out
            self._check()
            piece = rest

    def _out(self, piece: bytes) -> bytes:
        try:
            out = self._unpack.decompress(piece, _STEP)
        except zlib.error:
            if self._encoding != "deflate" or self._started:
                raise
            # Some servers send deflate without its two bytes of head.
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._unpack.decompress(piece, _STEP)
        self._started = True
        return out

    def _check(self) -> None:
        size = len(self._content)
        if size >= _STEP and not self._plain and size > _HIGHEST_RATIO * self._packed:
            many = f"more than {_HIGHEST_RATIO} times its size"
            raise UnpackingError(f"sends a reply that unpacks to {many}, as no record does")
        if size > self._most:
            raise UnpackingError(f"sends a reply of more than {_megabytes(self._most)}")
        if self._packed > self._most_packed:
            raise UnpackingError(f"sends a reply of more than {_megabytes(self._most_packed)}")


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.3g} MB"
