"""Pictures and sample files. Pure."""

import struct
import zlib
from pathlib import Path

_SAMPLES = Path(__file__).parent / "samples"
_JPEG_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG or GIF, None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", content, 16)
        elif content.startswith((b"GIF87a", b"GIF89a")):
            width, height = struct.unpack_from("<HH", content, 6)
        elif content.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(content)
        else:
            return None
    except struct.error:
        return None
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments of a JPEG to the one that says its size.

    Raises:
        struct.error: the file ends before.
    """
    position = 2
    while True:
        marker, length = struct.unpack_from(">xBH", content, position)
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        position += 2 + length


def sample_picture(width: int = 480, height: int = 320) -> bytes:
    """Return a PNG with a calm gradient, for who sends a photo without having one."""
    rows = b"".join(
        b"\x00"
        + bytes(
            value
            for x in range(width)
            for value in (90 + 80 * x // width, 130 + 60 * y // height, 140 + 40 * x // width)
        )
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum


def sample_voice() -> bytes:
    """Return two seconds of silence as Ogg Opus, for who sends a voice message without a voice."""
    return (_SAMPLES / "silence.ogg").read_bytes()
