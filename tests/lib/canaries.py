"""Distinctive words for what is closed, and how to look for them in a document."""

import base64
import itertools
import re
import struct
import zipfile
import zlib

_numbers = itertools.count(100)
hidden = set()   # may be in no public document
shown = set()    # must be in the internal one, whatever the layout


def word(must_show=False):
    """A new distinctive word."""
    name = f'hemlig{next(_numbers)}xq'
    hidden.add(name)
    if must_show:
        shown.add(name)
    return name


def png(text):
    """A small picture that holds a word in a text chunk."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack('>I', len(data)) + body + struct.pack('>I', zlib.crc32(body))
    rows = b''.join(b'\0' + b'\x40\x80\xc0' * 8 for _ in range(8))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 2, 0, 0, 0)) +
            chunk(b'tEXt', b'Comment\0' + text.encode()) + chunk(b'IDAT', zlib.compress(rows)) +
            chunk(b'IEND', b''))


def contents(document):
    """Everything that the file holds, entry names included."""
    data = document.read_bytes()
    if not data.startswith(b'PK'):
        packed = re.findall(rb'(?:<office:binary-data>|base64,)([A-Za-z0-9+/=]+)', data)
        return b' '.join([data, *map(base64.b64decode, packed)]).decode('utf-8', 'replace').lower()
    with zipfile.ZipFile(document) as archive:
        data += archive.comment
        for entry in archive.infolist():
            data += entry.filename.encode() + entry.comment + entry.extra + archive.read(entry)
    return data.decode('utf-8', 'replace').lower()


def other_closed(text):
    """The same meeting with other words, and more of them, wherever it is closed."""
    return re.sub(r'hemlig(\d+)xq', lambda found: f'ganske andet {found[1]} og mere', text)
