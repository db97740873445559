"""Expressions, Markdown and pictures in the YAML that mean harm."""

import os
import struct
import zlib

from scene import case


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


@case(None, "memory-limit")
def many_blocks(scene):
    scene.item("sagsfremstilling: [" + "a, " * 300000 + "a]")


@case(None, "memory-limit")
def many_participants(scene):
    scene.item("deltagere: [" + "a, " * 300000 + "a]")


@case(None, "markup-size")
def many_warnings_behind_an_expression(scene):
    scene.body("{{ nr }}\n" + "<x> <y>\n\n" * 60000)


# Pictures.

@case(1, "picture-reaches-out")
def picture_fetches_a_file(scene):
    (scene.meeting_folder / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="../../udenfor.png"/></svg>',
        encoding="utf-8")
    scene.body("![](a.svg)")


@case(1, "picture-svg-docx")
def picture_of_many_references(scene):
    (scene.meeting_folder / "a.svg").write_text(
        "<svg>" + "<image href='data:image/png;base64,iVBORw0KGgo'/>" * 500000 + "</svg>",
        encoding="utf-8")
    scene.body("![](a.svg)")


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
