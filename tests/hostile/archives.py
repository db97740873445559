"""Templates that are no archive, half of one, or a bomb."""

import dataclasses
import struct
import zlib

import packages
from scene import case


@case(1, "not-a-zip")
def template_is_text(scene):
    scene.template_path.write_text("En skabelon, men ikke en pakke.\n" * 100)


@case(1, "not-a-zip")
def template_is_empty(scene):
    scene.template_path.write_bytes(b"")


@case(1, "zip-damaged", "not-a-zip")
def half_a_template(scene):
    whole = scene.template_path.read_bytes()
    scene.template_path.write_bytes(whole[:len(whole) // 2])


@case(1, "zip-damaged", "not-a-zip")
def other_half_of_a_template(scene):
    whole = scene.template_path.read_bytes()
    scene.template_path.write_bytes(whole[len(whole) // 2:])


@case(1, "not-a-document")
def package_without_document(scene):
    packages.write_package(scene.template_path, {"a.txt": "a"})


@dataclasses.dataclass
class Entry:
    """One entry of an archive, with what its headers claim."""
    name: bytes
    packed: bytes
    size: int
    crc: int
    flags: int = 0
    method: int = 8


def pack(name, data, **claims):
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    entry = Entry(name.encode(), packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))
    return dataclasses.replace(entry, **claims)


def write_entries(path, entries):
    """An archive without any of the care that zipfile takes."""
    body, index = b"", b""
    for entry in entries:
        common = struct.pack("<HHHHHLLLHH", 20, entry.flags, entry.method, 0, 33, entry.crc,
                             len(entry.packed), entry.size, len(entry.name), 0)
        index += b"PK\1\2" + struct.pack("<H", 20) + common + \
            struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + entry.name
        body += b"PK\3\4" + common + entry.name + entry.packed
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, len(entries), len(entries), len(index),
                                  len(body), 0)
    path.write_bytes(body + index + end)


def small_parts(**claims):
    return [pack(name, text.encode(), **(claims if name == "word/document.xml" else {}))
            for name, text in packages.parts_of(".docx", ["a"]).items()]


@case(1, "zip-limit")
def zip_bomb(scene):
    bomb = pack("word/document.xml", b" " * (200 << 20))
    write_entries(scene.template_path, small_parts()[:2] + [bomb])


@case(1, "zip-limit", "zip-damaged")
def zip_bomb_that_lies(scene):
    bomb = pack("word/document.xml", b" " * (200 << 20), size=1000)
    write_entries(scene.template_path, small_parts()[:2] + [bomb])


@case(None, "zip-limit")
def zip_bomb_in_many_parts(scene):
    bomb = pack("", b"<a>" + b" " * (60 << 20) + b"</a>")
    write_entries(scene.template_path, small_parts() + [
        dataclasses.replace(bomb, name=b"word/header%d.xml" % i) for i in range(40)])


@case(1, "zip-limit")
def zip_of_many_entries(scene):
    write_entries(scene.template_path, small_parts() + [
        pack(f"word/{i}.xml", b"a") for i in range(60000)])


@case(1, "zip-damaged")
def wrong_checksum(scene):
    write_entries(scene.template_path, small_parts(crc=1))


@case(1, "zip-damaged")
def name_leaves_archive(scene):
    write_entries(scene.template_path, small_parts() + [pack("../../ud.docx", b"a")])


@case(1, "zip-damaged")
def name_is_absolute(scene):
    write_entries(scene.template_path, small_parts() + [pack("/etc/ud.docx", b"a")])


@case(1, "zip-damaged")
def name_twice(scene):
    write_entries(scene.template_path, small_parts() + small_parts())


@case(1, "zip-encrypted")
def encrypted(scene):
    write_entries(scene.template_path, small_parts(flags=1))


@case(1, "zip-damaged")
def unknown_compression(scene):
    write_entries(scene.template_path, small_parts(method=97))
