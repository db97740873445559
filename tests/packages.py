"""The smallest DOCX and ODT that referent takes as templates."""

import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
DOCX = {
    "[Content_Types].xml":
        f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels":
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml":
        f'<w:document xmlns:w="{WORD}"><w:body>BODY<w:sectPr/></w:body></w:document>',
}

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml":
        f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path='
        '"content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    "content.xml":
        f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" '
        'office:version="1.3"><office:body><office:text>BODY</office:text></office:body>'
        '</office:document-content>',
}

# A template that shows all of a meeting.
MEETING_LINES = ["{{ organ.navn }} {{ møde.dato }}", "{%p for punkt in punkter %}",
                 "{{ punkt.nr }}. {{ punkt.overskrift }}", "{%p for del in punkt.afsnit %}",
                 "{{ del.overskrift }}", "{{ del.tekst }}", "{%p endfor %}", "{%p endfor %}"]


def parts_of(ending, lines):
    """The parts of a package: name to text. Lines are paragraphs, written as XML."""
    parts, paragraph = (DOCX, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>") if ending == ".docx" \
        else (ODT, "<text:p>{}</text:p>")
    body = "".join(paragraph.replace("{}", line) for line in lines)
    return {name: text.replace("BODY", body) for name, text in parts.items()}


def write_package(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, text in parts.items():
            package.writestr(name, text)


def write_template(path, lines):
    """A template with these paragraphs; path ends with .docx or .odt."""
    write_package(path, parts_of(path.suffix, lines))
