#!/usr/bin/python3
"""Gives referent input that is broken or means harm, and asks for one clear error each.

usage: hostile.py REFERENT [--no-limits] [NAME…]

Every case must end with the right status and one error within 5 seconds and 300 MB, leave no
file behind and change none. --no-limits leaves time and memory out, for instrumented builds.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import resource
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

import packages

MOST_SECONDS = 5
MOST_KIB = 300 * 1024
BEFORE = b"this was here before"
SECRET = "hemmelighed-fra-en-anden-fil"

ORGAN = "navn: Teknisk Råd\nafsnit: {sagsfremstilling: Sagsfremstilling, bilag: Bilag}\n"
MEETING = "organ: ../organ.yaml\ndato: 2024-11-06\npunkter:\n  - titel: Stier\n"

CASES = []
CAP = 100


@dataclasses.dataclass
class Expected:
    """How a case must end."""
    status: int
    ids: tuple
    most: int


def case(status, *ids, most=1):
    """Registers a case. status None: it may also go well; ids: which of them the errors, at most
    most, may be."""
    def register(prepare):
        CASES.append((prepare.__name__, prepare, Expected(status, ids, most)))
        return prepare
    return register


class Scene:
    """A fresh folder with a small meeting that a case spoils."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.root = self.folder / "kommune"
        self.meeting_folder = self.root / "råd" / "møde"
        self.meeting_folder.mkdir(parents=True)
        self.path = self.meeting_folder / "møde.yaml"
        self.template_path = self.folder / "skabelon.docx"
        self.output = self.folder / "ud.docx"
        self.stdin = subprocess.DEVNULL
        self.stdout = None
        self.most_bytes = None
        self.programs = os.environ["PATH"]
        self.command = None
        (self.folder / "tmp").mkdir()
        (self.root / "kommune.yaml").write_text("myndighed: Lille Kommune\n", encoding="utf-8")
        (self.root / "råd" / "organ.yaml").write_text(ORGAN, encoding="utf-8")
        (self.folder / "udenfor.yaml").write_text(f"titel: {SECRET}\n", encoding="utf-8")
        self.path.write_text(MEETING, encoding="utf-8")
        packages.write_template(self.template_path, packages.MEETING_LINES)
        self.output.write_bytes(BEFORE)

    def item(self, text):
        """Adds lines to the meeting's only item."""
        with open(self.path, "a", encoding="utf-8") as file:
            file.write("".join(f"    {line}\n" for line in text.split("\n")))

    def body(self, text):
        self.item("sagsfremstilling: |\n" + "\n".join("  " + line for line in text.split("\n")))

    def document(self, xml):
        """The template's main part as given."""
        parts = packages.parts_of(".docx", [])
        parts["word/document.xml"] = xml
        packages.write_package(self.template_path, parts)

    def lines(self, *lines):
        packages.write_template(self.template_path, lines)

    def libreoffice(self, script):
        """Lets PDF be asked for, and a shell script be what makes it; $out is the folder."""
        self.output.unlink()
        self.output = self.folder / "ud.pdf"
        self.output.write_bytes(BEFORE)
        packages.write_template(self.template_path.with_suffix(".odt"), packages.MEETING_LINES)
        self.template_path = self.template_path.with_suffix(".odt")
        (self.folder / "bin").mkdir()
        self.programs = f"{self.folder}/bin"
        if script is None:
            return
        program = self.folder / "bin" / "soffice"
        program.write_text("#!/bin/sh\nPATH=/usr/bin:/bin\nwhile [ $# -gt 0 ]; do\n"
                           '[ "$1" = --outdir ] && out=$2\nshift\ndone\n' + script + "\n")
        program.chmod(0o755)

    def arguments(self):
        return self.command or ["referat", str(self.path), "-q", "-o", str(self.output),
                                "-t", str(self.template_path)]


# The command line's files.

@case(3, "cannot-open")
def missing_meeting(scene):
    scene.path.unlink()


@case(3, "cannot-open")
def missing_template(scene):
    scene.template_path.unlink()


@case(3, "cannot-open", "not-a-file")
def unreadable_template(scene):
    if os.getuid() == 0:  # to whom everything is readable
        scene.template_path.unlink()
        scene.template_path.mkdir()
    else:
        scene.template_path.chmod(0)


@case(3, "cannot-write")
def full_disk(scene):
    scene.most_bytes = 500


@case(3, "cannot-write")
def full_standard_output(scene):
    scene.output.unlink()
    scene.command = ["referat", str(scene.path), "-q", "-o", "-", "-t", str(scene.template_path)]
    scene.stdout = "/dev/full"


@case(3, "cannot-write")
def output_in_missing_folder(scene):
    scene.output = scene.folder / "findes ikke" / "ud.docx"


@case(3, "cannot-write", "not-a-file")
def output_is_folder(scene):
    scene.output = scene.folder / "tmp"
    scene.command = ["referat", str(scene.path), "-q", "-f", "docx", "-o", str(scene.output),
                     "-t", str(scene.template_path)]


@case(3, "cannot-write", "not-a-file")
def output_is_device(scene):
    scene.command = ["referat", str(scene.path), "-q", "-f", "docx", "-o", "/dev/full",
                     "-t", str(scene.template_path)]


@case(3, "cannot-open", "not-a-file")
def meeting_is_fifo(scene):
    scene.path.unlink()
    os.mkfifo(scene.path)


@case(3, "cannot-open", "not-a-file")
def meeting_is_device(scene):
    scene.path.unlink()
    scene.path.symlink_to("/dev/zero")


@case(3, "cannot-open", "not-a-file")
def template_is_device(scene):
    scene.template_path.unlink()
    scene.template_path.symlink_to("/dev/zero")


@case(3, "cannot-open", "not-a-file")
def template_is_fifo(scene):
    scene.template_path.unlink()
    os.mkfifo(scene.template_path)


@case(3, "cannot-open", "not-a-file")
def meeting_is_socket(scene):
    scene.path.unlink()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(scene.path))


@case(3, "cannot-open")
def meeting_is_loop_of_links(scene):
    scene.path.unlink()
    scene.path.symlink_to(scene.path)


@case(3, "no-libreoffice")
def no_libreoffice(scene):
    scene.libreoffice(None)


@case(3, "libreoffice-failed")
def libreoffice_fails(scene):
    scene.libreoffice("echo half >$out/dokument.pdf; exit 1")


@case(3, "libreoffice-failed")
def libreoffice_dies(scene):
    scene.libreoffice("mkdir $out/mere; echo half >$out/mere/dokument.pdf; kill -9 $$")


@case(3, "libreoffice-failed")
def libreoffice_makes_nothing(scene):
    scene.libreoffice("exit 0")


@case(3, "not-a-file", "libreoffice-failed")
def libreoffice_makes_a_fifo(scene):
    scene.libreoffice("mkfifo $out/dokument.pdf")


# Files that the meeting names.

@case(1, "missing-file")
def missing_item(scene):
    scene.path.write_text(MEETING + "  - punkter/væk.yaml\n", encoding="utf-8")


@case(1, "path-leaves-root")
def item_outside(scene):
    scene.path.write_text(MEETING + "  - ../../../udenfor.yaml\n", encoding="utf-8")


@case(1, "path-leaves-root")
def item_absolute(scene):
    scene.path.write_text(MEETING + f"  - {scene.folder}/udenfor.yaml\n", encoding="utf-8")


@case(1, "path-leaves-root")
def item_linked_outside(scene):
    (scene.meeting_folder / "uskyldig.yaml").symlink_to(scene.folder / "udenfor.yaml")
    scene.path.write_text(MEETING + "  - uskyldig.yaml\n", encoding="utf-8")


@case(1, "path-leaves-root")
def folder_linked_outside(scene):
    (scene.meeting_folder / "punkter").symlink_to(scene.folder)
    scene.path.write_text(MEETING + "  - punkter/udenfor.yaml\n", encoding="utf-8")


@case(1, "path-leaves-root")
def picture_outside(scene):
    scene.body("![](../../../udenfor.yaml)")


@case(1, "path-leaves-root")
def picture_is_passwords(scene):
    scene.body("![](/etc/passwd)")


@case(1, "path-leaves-root")
def decisions_linked_outside(scene):
    (scene.meeting_folder / "beslutninger.yaml").symlink_to(scene.folder / "udenfor.yaml")


@case(1, "not-a-file")
def item_is_fifo(scene):
    os.mkfifo(scene.meeting_folder / "a.yaml")
    scene.path.write_text(MEETING + "  - a.yaml\n", encoding="utf-8")


@case(1, "not-a-file")
def decisions_are_fifo(scene):
    os.mkfifo(scene.meeting_folder / "beslutninger.yaml")


@case(1, "path-leaves-root", "not-a-file")
def item_is_device(scene):
    scene.path.write_text(MEETING + "  - /dev/zero\n", encoding="utf-8")


@case(1, "not-a-file")
def item_is_folder(scene):
    (scene.meeting_folder / "a.yaml").mkdir()
    scene.path.write_text(MEETING + "  - a.yaml\n", encoding="utf-8")


@case(1, "nested-file")
def item_holds_itself(scene):
    (scene.meeting_folder / "a.yaml").write_text("titel: A\nunderpunkter: [a.yaml]\n")
    scene.path.write_text(MEETING + "  - a.yaml\n", encoding="utf-8")


@case(1, "unknown-key")
def organ_is_itself(scene):
    (scene.root / "råd" / "organ.yaml").write_text("navn: Råd\norgan: organ.yaml\n")


# YAML.

@case(1, "bad-utf8")
def latin1(scene):
    scene.path.write_bytes(MEETING.replace("Stier", "Møn").encode("latin-1"))


@case(1, "bad-utf8")
def utf16(scene):
    scene.path.write_bytes(MEETING.encode("utf-16"))


@case(1, "control-character")
def control_character(scene):
    scene.path.write_text(MEETING.replace("Stier", "Sti\x1b[31mer"), encoding="utf-8")


@case(1, "control-character")
def nul_character(scene):
    scene.path.write_text(MEETING.replace("Stier", "Sti\0er"), encoding="utf-8")


@case(1, "file-too-large")
def yaml_of_200_mb(scene):
    with open(scene.path, "a", encoding="utf-8") as file:
        for _ in range(200):
            file.write("# 0123456789 bla\n" * (1 << 16))


@case(1, "file-too-large")
def standard_input_of_200_mb(scene):
    scene.stdin = "/dev/zero"
    scene.command = ["referat", "-", "-q", "-o", str(scene.output)]


@case(1, "file-too-large", "markup-size", "memory-limit")
def yaml_of_15_mb_in_one_text(scene):
    scene.body("ord og flere ord\n" * (15 << 16))
    scene.body("igen")


@case(1, "yaml-limit")
def flow_depth(scene):
    scene.item("bilag: " + "[" * 100000)


@case(1, "yaml-limit")
def flow_mapping_depth(scene):
    scene.item("bilag: " + "{a: " * 100000)


@case(1, "yaml-limit")
def block_depth(scene):
    scene.item("bilag:\n  " + "- " * 100000 + "a")


@case(1, "yaml-limit")
def key_depth(scene):
    scene.item("bilag:\n  " + "? " * 100000 + "a")


@case(1, "yaml-limit")
def indentation_depth(scene):
    scene.item("bilag:\n" + "\n".join(" " * i + "a:" for i in range(1, 3000)))


@case(1, "yaml-limit")
def alias_bomb(scene):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 12)]
    scene.path.write_text("\n".join(lines) + "\n" + MEETING, encoding="utf-8")


@case(1, "yaml-limit")
def alias_bomb_of_mappings(scene):
    lines = ["a0: &a0 {x: x, y: x}"]
    lines += [f"a{i}: &a{i} {{x: *a{i - 1}, y: *a{i - 1}}}" for i in range(1, 60)]
    scene.path.write_text("\n".join(lines) + "\n" + MEETING, encoding="utf-8")


@case(1, "yaml-limit")
def alias_of_itself(scene):
    scene.item("bilag: &a [*a]")


@case(1, "yaml-limit")
def million_nodes(scene):
    scene.item("bilag: [" + "a," * 2000000 + "]")


@case(1, "yaml-limit")
def million_anchors(scene):
    scene.item("bilag: [" + ", ".join(f"&a{i} b" for i in range(200000)) + ", *c]")


@case(1, "unknown-key", most=CAP)
def many_unknown_keys(scene):
    scene.item("\n".join(f"ukendt{i}: x" for i in range(100000)))


@case(1, "duplicate-key", most=CAP)
def many_equal_keys(scene):
    scene.item("\n".join(f"sagsnr: {i}" for i in range(50000)))


@case(1, "yaml-syntax")
def unclosed_quote(scene):
    scene.item('sagsnr: "' + "x\n" * 100000)


@case(None, "yaml-syntax")
def very_long_key(scene):
    scene.item("x" * 1000000 + ": y")


@case(None, "meeting-limit")
def many_items(scene):
    with open(scene.path, "a", encoding="utf-8") as file:
        for number in range(20000):
            file.write(f"  - titel: Sag {number}\n")


@case(1, "duplicate-id", most=CAP)
def many_equal_titles(scene):
    with open(scene.path, "a", encoding="utf-8") as file:
        file.write("  - titel: Stier\n" * 5000)


@case(1, "unknown-decision", most=CAP)
def many_decisions_without_item(scene):
    with open(scene.path, "a", encoding="utf-8") as file:
        for number in range(3000):
            file.write(f"  - titel: En noget længere overskrift til sag nummer {number}\n")
    (scene.meeting_folder / "beslutninger.yaml").write_text("".join(
        f"en-noget-længere-overskrift-til-sag-nummr-{i}x: Ja.\n" for i in range(3000)),
        encoding="utf-8")


# Expressions and Markdown in the YAML.

@case(1, "template-limit")
def expression_depth(scene):
    scene.item("sagsnr: \"{{ " + "(" * 100000 + "1" + ")" * 100000 + " }}\"")


@case(1, "bad-value", "template-limit")
def expression_power(scene):
    scene.item('sagsnr: "{{ 9 ** 9 ** 9 ** 9 }}"')


@case(1, "template-limit")
def expression_repeats(scene):
    scene.item('sagsnr: "{{ \'x\' * 1000000000 }}"')


@case(None, "markup-depth")
def markdown_quotes(scene):
    scene.body(">" * 100000 + " a")


@case(None, "markup-depth")
def markdown_lists(scene):
    scene.body("- " * 50000 + "a")


@case(None, "markup-size", "markup-depth")
def markdown_indented_lists(scene):
    scene.body("\n".join("  " * i + "- a" for i in range(1500)))


@case(None, "markup-size", "markup-depth")
def markdown_brackets(scene):
    scene.body("[" * 200000)


@case(None, "markup-size", "markup-depth")
def markdown_links(scene):
    scene.body("[a](" * 100000)


@case(None, "markup-size", "markup-depth")
def markdown_emphasis(scene):
    scene.body("*a _b **c " * 100000)


@case(None, "markup-size", "markup-depth")
def markdown_backticks(scene):
    scene.body(" ".join("`" * i for i in range(1, 1500)))


@case(None, "markup-size", "markup-depth")
def markdown_entities(scene):
    scene.body("&" * 500000 + " <" * 100000)


@case(None, "table-columns")
def markdown_wide_table(scene):
    scene.body("|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n" + "|a\n" * 5000)


@case(None, "markup-size", "markup-depth")
def markdown_many_lists(scene):
    scene.body("\n".join(f"1. a\n\n<!-- -->\n\n- {i}\n" for i in range(20000)))


# Pictures.

@case(1, "picture-unknown")
def picture_is_no_picture(scene):
    (scene.meeting_folder / "a.png").write_bytes(b"GIF89a nej")
    scene.body("![](a.png)")


@case(1, "picture-unknown")
def picture_is_cut(scene):
    (scene.meeting_folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    scene.body("![](a.png)")


@case(1, "not-a-file")
def picture_is_fifo(scene):
    os.mkfifo(scene.meeting_folder / "a.png")
    scene.body("![](a.png)")


@case(1, "file-too-large")
def picture_of_200_mb(scene):
    with open(scene.meeting_folder / "a.png", "wb") as file:
        file.truncate(200 << 20)
    scene.body("![](a.png)")


@case(1, "picture-unknown", "xml-doctype")
def picture_with_entities(scene):
    (scene.meeting_folder / "a.svg").write_text(
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "../../../udenfor.yaml">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>')
    scene.body("![](a.svg)")


@case(None, "memory-limit")
def many_large_pictures(scene):
    header = struct.pack(">LLBBBBB", 10, 10, 8, 2, 0, 0, 0)
    for number in range(5):
        with open(scene.meeting_folder / f"{number}.png", "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for kind, data in ((b"IHDR", header), (b"IDAT", os.urandom(24 << 20)), (b"IEND", b"")):
                file.write(struct.pack(">L", len(data)) + kind + data +
                           struct.pack(">L", zlib.crc32(kind + data)))
    scene.body("\n\n".join(f"![]({number}.png)" for number in range(5)))


# Templates.

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


@case(1, "xml-doctype")
def xml_entities(scene):
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12))
    scene.document(f'<!DOCTYPE a [{entities}]><w:document xmlns:w="{packages.WORD}"><w:body><w:p>'
                   '<w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>')


@case(1, "xml-doctype")
def xml_external_entity(scene):
    scene.document(f'<!DOCTYPE a [<!ENTITY a SYSTEM "{scene.folder}/udenfor.yaml">]>'
                   f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>'
                   '<w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>')


@case(1, "xml-doctype")
def xml_external_doctype(scene):
    scene.document(f'<!DOCTYPE a SYSTEM "{scene.folder}/udenfor.yaml">'
                   f'<w:document xmlns:w="{packages.WORD}"><w:body/></w:document>')


@case(1, "xml-limit")
def xml_depth(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body>' + "<w:p>" * 100000)


@case(1, "xml-syntax")
def xml_cut(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>')


@case(1, "xml-syntax")
def xml_bad_utf8(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>'.encode() + b"\xff</w:p>"
                   b'</w:body></w:document>')


@case(None, "xml-limit")
def xml_of_many_attributes(scene):
    attributes = " ".join(f'a{i}="b"' for i in range(100000))
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p {attributes}/></w:body>'
                   '</w:document>')


@case(None, "xml-limit", "memory-limit")
def xml_of_many_elements(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body>' + "<w:p/>" * 5000000 +
                   '</w:body></w:document>')


@case(None, "xml-limit", "memory-limit")
def xml_text_of_50_mb(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p><w:r><w:t>' +
                   "ord { " * (50 << 20 >> 3) + '</w:t></w:r></w:p></w:body></w:document>')


@case(1, "tag-open")
def tag_never_closed(scene):
    scene.lines("{{ organ.navn")


@case(1, "template-limit")
def template_expression_depth(scene):
    scene.lines("{{ " + "(" * 100000 + "1" + ")" * 100000 + " }}")


@case(1, "template-limit")
def template_minus_depth(scene):
    scene.lines("{{ " + "- " * 100000 + "1 }}")


@case(1, "template-limit")
def template_not_depth(scene):
    scene.lines("{% if " + "not " * 100000 + "1 %}a{% endif %}")


@case(1, "template-limit")
def template_block_depth(scene):
    scene.lines("{% if 1 %}" * 50000 + "{% endif %}" * 50000)


@case(1, "template-limit")
def template_chain(scene):
    scene.lines("{{ a" + ".b" * 100000 + " }}")


@case(1, "template-limit")
def template_long_loop(scene):
    scene.lines("{%p for i in range(1000000000) %}", "x", "{%p endfor %}")


@case(1, "template-limit", "memory-limit")
def template_nested_loops(scene):
    depth = 8
    scene.lines(*(f"{{%p for a{i} in range(1000) %}}" for i in range(depth)), "x",
                *(["{%p endfor %}"] * depth))


@case(1, "template-limit", "memory-limit")
def template_loops_without_output(scene):
    depth = 8
    scene.lines("{% for i in range(1000) %}" * depth + "{% endfor %}" * depth)


@case(1, "template-limit")
def template_repeats_text(scene):
    scene.lines("{{ 'x' * 1000000000 }}")


@case(1, "template-limit", "memory-limit")
def template_doubles_text(scene):
    scene.lines("{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}")


@case(1, "bad-value", "template-limit")
def template_power(scene):
    scene.lines("{{ 10 ** 10 ** 10 }}")


@case(1, "yaml-limit")
def data_depth(scene):
    (scene.folder / "data.json").write_text('{"a":' * 100000)
    scene.command = ["render", str(scene.template_path), str(scene.folder / "data.json"), "-q",
                     "-o", str(scene.output)]


def snapshot(folder):
    """All that lies in a folder: names, kinds, sizes and times."""
    found = {}
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            found[path] = (status.st_mode, status.st_size if name in files else 0,
                           status.st_mtime_ns if name in files else 0, status.st_ino)
    return found


def run(program, scene):
    """Runs the case; returns status, text on standard error, seconds and KiB."""
    def limit():
        if scene.most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (scene.most_bytes,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    environment = {"PATH": scene.programs, "LC_ALL": "C.UTF-8",
                   "TMPDIR": str(scene.folder / "tmp")}
    stdin = scene.stdin if scene.stdin == subprocess.DEVNULL else os.open(scene.stdin, os.O_RDONLY)
    stdout = open(scene.stdout or os.devnull, "wb")
    with tempfile.TemporaryFile() as errors, stdout:
        begin = time.monotonic()
        process = subprocess.Popen([program] + scene.arguments(), stdin=stdin, stdout=stdout,
                                   stderr=errors, env=environment, preexec_fn=limit)
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        _, status, usage = os.wait4(process.pid, 0)
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    if stdin != subprocess.DEVNULL:
        os.close(stdin)
    return process.returncode, text, seconds, usage.ru_maxrss


def judge(expected, result, limited):
    """What is wrong with how the case ended."""
    status, text, seconds, kib = result
    lines = [line for line in text.splitlines() if ": error: " in line]
    shown = text[:300] + ("…" if len(text) > 300 else "")
    if status not in ((0, 1) if expected.status is None else (expected.status,)):
        yield f"status {status}, not {expected.status}: {shown!r}"
    elif status != 0 and not 1 <= len(lines) <= expected.most:
        yield f"{len(lines)} errors: {shown!r}"
    elif any(re.search(r"\[([a-z0-9-]+)\]$", line).group(1) not in expected.ids for line in lines):
        yield f"not {' or '.join(expected.ids)}: {shown!r}"
    if any(len(line.encode()) > 2000 for line in text.splitlines()) or len(text) > 100000:
        yield f"{len(text)} characters of messages"
    if SECRET in text:
        yield "what stands in the other file is shown"
    if limited and seconds > MOST_SECONDS:
        yield f"{seconds:.1f} seconds"
    if limited and kib > MOST_KIB:
        yield f"{kib // 1024} MB"


def examine(program, limited, prepare, expected):
    """Prepares, runs and judges one case; returns the faults."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(folder)
        prepare(scene)
        before = snapshot(folder)
        result = run(program, scene)
        faults = list(judge(expected, result, limited))
        after = snapshot(folder)
        if result[0] == 0:  # then the document alone may be new
            before.pop(str(scene.output), None)
            after.pop(str(scene.output), None)
        for path in sorted(set(before) | set(after)):
            if before.get(path) != after.get(path):
                faults.append(f"{os.path.relpath(path, folder)} has been made, removed or changed")
        return faults, result


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    names = [word for word in sys.argv[2:] if not word.startswith("--")]
    limited = "--no-limits" not in sys.argv
    chosen = [entry for entry in CASES if not names or entry[0] in names]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = pool.map(lambda entry: examine(program, limited, *entry[1:]), chosen)
        for (name, *_), (faults, result) in zip(chosen, outcomes):
            print(f"{name}: status {result[0]}, {result[2]:.2f} s, {result[3] // 1024} MB")
            bad += len(faults) > 0
            for fault in faults:
                print(f"{name}: {fault}", file=sys.stderr)
    print(f"{len(chosen)} cases, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
