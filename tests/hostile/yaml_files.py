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
