"""Files that are missing, unreadable, no files, or outside the folder; full disks; LibreOffice."""

import os
import socket

import packages
from scene import BEFORE, MEETING, case


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


def measured(scene, script):
    """Lets page numbers be measured by a shell script."""
    scene.libreoffice(script)
    scene.output.unlink()
    scene.output = scene.folder / "ud.odt"
    scene.output.write_bytes(BEFORE)
    scene.command = ["referat", str(scene.path), "-q", "--measure", "-o", str(scene.output),
                     "-t", str(scene.template_path)]


@case(3, "libreoffice-failed")
def measured_garbage(scene):
    measured(scene, "echo PK >$out/dokument.docx")


@case(3, "libreoffice-failed")
def measured_without_text(scene):
    measured(scene, f"cp {scene.folder}/tom.zip $out/dokument.docx")
    packages.write_package(scene.folder / "tom.zip", {"word/styles.xml": "<a/>"})


@case(3, "libreoffice-failed")
def measured_bomb(scene):
    measured(scene, f"cp {scene.folder}/stor.zip $out/dokument.docx")
    packages.write_package(scene.folder / "stor.zip", {"word/document.xml": "<a>" + " " * 70000000})


@case(3, "libreoffice-failed")
def measured_with_entities(scene):
    measured(scene, f"cp {scene.folder}/xxe.zip $out/dokument.docx")
    packages.write_package(scene.folder / "xxe.zip", {
        "word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'})


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
