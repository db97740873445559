"""The scene of every case of hostile input, and the list of cases."""

import dataclasses
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import packages  # noqa: E402

BEFORE = b"this was here before"
SECRET = "hemmelighed-fra-en-anden-fil"
CAP = 100  # errors that are listed at most

ORGAN = "navn: Teknisk Råd\nafsnit: {sagsfremstilling: Sagsfremstilling, bilag: Bilag}\n"
MEETING = "organ: ../organ.yaml\ndato: 2024-11-06\npunkter:\n  - titel: Stier\n"

CASES = []


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
