"""YAML that is damaged, enormous, or means harm."""

from scene import CAP, MEETING, case


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


@case(1, "markup-size", "memory-limit")
def yaml_of_20_mb_in_one_text(scene):
    scene.body("ord og flere ord\n" * (15 << 16))


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


def data(scene, head, piece, count, tail=""):
    """Renders a template of one tag with data that is as large as a file may be, or nearly; written
    a little at a time, so that this process stays small."""
    path = scene.folder / "data.yaml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(head)
        for _ in range(count >> 10):
            file.write(piece * 1024)
        file.write(tail)
    scene.lines("{{ a }}")
    scene.command = ["render", str(scene.template_path), str(path), "-q", "-o", str(scene.output)]


@case(1, "yaml-limit")
def data_of_small_values(scene):
    data(scene, "a: [", "a,", 15 << 20, "]")


@case(None, "memory-limit")
def data_of_empty_mappings(scene):
    data(scene, "a:\n", "- {}\n", 900000)


@case(1, "duplicate-key", most=CAP)
def data_of_equal_keys(scene):
    data(scene, "", f"a: {'x' * 50}\n", 499000)


@case(0)
def data_of_one_word(scene):
    data(scene, "a: ", "x", 31 << 20)


@case(None, "memory-limit")
def data_of_empty_lines(scene):
    data(scene, "a: |\n  x\n", "\n", 31 << 20, "  x\n")


@case(1, "indent-blank", most=CAP)
def data_of_tabs(scene):
    data(scene, "a:\n", "\tb: c\n", 5 << 20)


@case(1, "control-character", most=CAP)
def data_of_control_characters(scene):
    data(scene, "a: ", "\x01", 31 << 20)


@case(1, "yaml-comment", most=CAP)
def data_of_comments_behind_values(scene):
    data(scene, "a:\n", "  - b #c\n", 900000)


@case(None, "memory-limit")
def data_of_aliases(scene):
    data(scene, "b: &a {x: y}\na: [", "*a,", 300000, "]\n")
