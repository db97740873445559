"""A layout of one's own, step by step as templates/README.md says, in a DOCX and in an ODT, as they are
and as LibreOffice saves them.
"""

import html
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from pdf_checks import output  # noqa: E402
from support import (SOURCE, check, finish, need_program, pdf_text, referent, scratch,  # noqa: E402
                     soffice, templates, to_pdf)

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
MEETING = '''organ:
  navn: Klimaudvalget
  myndighed: Sølund Kommune
  skabelon: klima
  felter: {initialer: Initialer}
  medlemmer: [Karen Toft, Mads Elle]
dato: 2025-10-07
sted: Rådhuset
punkter:
  - titel: Cykelsti
    jnr: 05.01.00
    initialer: kt
    sagsfremstilling: Stien anlægges.
    bilag: [Kort over stien, Tidsplan for stien]
  - titel: Kloak
    sagsfremstilling: Den er gammel.
'''


class Editor:
    """Does to a document what a person does in an editor."""

    def __init__(self, path):
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.docx = path.suffix == '.docx'
        self.main = 'word/document.xml' if self.docx else 'content.xml'
        for name, uri in re.findall(rb'xmlns:(\w+)="([^"]+)"', b''.join(self.parts.values())):
            tree.register_namespace(name.decode(), uri.decode())
        self.root = tree.fromstring(self.parts[self.main])
        self.kinds = (W + 'p',) if self.docx else (TEXT + 'p', TEXT + 'h')

    def text(self, paragraph):
        tab, letters = (W + 'tab', (W + 't',)) if self.docx else (TEXT + 'tab', None)
        words = ''
        for element in paragraph.iter():
            words += ' ' if element.tag == tab else ''
            if letters is None or element.tag in letters:
                words += element.text or ''
            words += '' if self.docx or element is paragraph else element.tail or ''
        return words.strip()

    def holder(self, wanted):
        return next(element for element in self.root.iter() if wanted in list(element))

    def paragraph(self, beginning, after=None):
        found = [one for one in self.root.iter() if one.tag in self.kinds]
        start = found.index(after) + 1 if after is not None else 0
        return next(one for one in found[start:] if self.text(one).startswith(beginning))

    def type_over(self, old, new):
        """In all parts, as words that stand in one piece."""
        self.parts[self.main] = tree.tostring(self.root, 'utf-8')
        for name in self.parts:
            if name.endswith('.xml'):
                self.parts[name] = self.parts[name].replace(f'>{html.escape(old, False)}<'.encode(),
                                                            f'>{html.escape(new, False)}<'.encode())
        self.root = tree.fromstring(self.parts[self.main])

    def block(self, first, last):
        """The paragraphs from one to the next that says last, siblings all of them."""
        begin = self.paragraph(first)
        siblings = list(self.holder(begin))
        return siblings[siblings.index(begin):siblings.index(self.paragraph(last, begin)) + 1]

    def cut(self, pieces):
        for piece in pieces:
            self.holder(piece).remove(piece)
        return pieces

    def put_after(self, place, pieces):
        holder = self.holder(place)
        at = list(holder).index(place) + 1
        holder[at:at] = pieces

    def new_paragraph(self, text, style):
        if not self.docx:
            made = tree.Element(TEXT + 'p', {TEXT + 'style-name': style})
            made.text = text
            return made
        made = tree.Element(W + 'p')
        tree.SubElement(tree.SubElement(made, W + 'pPr'), W + 'pStyle', {W + 'val': style})
        tree.SubElement(tree.SubElement(made, W + 'r'), W + 't').text = text
        return made

    def new_table(self, rows):
        if self.docx:
            table = tree.Element(W + 'tbl')
            tree.SubElement(tree.SubElement(table, W + 'tblPr'), W + 'tblW',
                            {W + 'w': '5000', W + 'type': 'pct'})
            grid = tree.SubElement(table, W + 'tblGrid')
            for _ in rows[0]:
                tree.SubElement(grid, W + 'gridCol', {W + 'w': '4536'})
        else:
            table = tree.Element(TABLE + 'table', {TABLE + 'name': 'Bilag'})
            tree.SubElement(table, TABLE + 'table-column',
                            {TABLE + 'number-columns-repeated': str(len(rows[0]))})
        row_tag, cell_tag = (W + 'tr', W + 'tc') if self.docx else (TABLE + 'table-row',
                                                                    TABLE + 'table-cell')
        for row in rows:
            line = tree.SubElement(table, row_tag)
            for text in row:
                style = 'TableContents' if self.docx else 'Table_20_Contents'
                tree.SubElement(line, cell_tag).append(self.new_paragraph(text, style))
        return table

    def change_font(self, old, new):
        styles = 'word/styles.xml' if self.docx else 'styles.xml'
        self.parts[styles] = self.parts[styles].replace(f'"{old}"'.encode(), f'"{new}"'.encode())

    def save(self):
        self.parts[self.main] = tree.tostring(self.root, 'utf-8', xml_declaration=True)
        with zipfile.ZipFile(self.path, 'w', zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content, zipfile.ZIP_STORED if name == 'mimetype' else None)


def typed(text):
    """What the page says to type, as it stands there."""
    check(text in section, f'templates/README.md says {text}')
    return text


def follow(path):
    editor = Editor(path)
    editor.type_over('Sted', typed('Mødested'))
    editor.type_over('{{ organ.myndighed }}', typed('{{ organ.myndighed }}, Rådhustorvet 1'))
    editor.change_font('Arial', typed('Georgia'))
    people = editor.cut(editor.block(typed('{% for person in møde.deltagere %}'), '{% endfor %}'))
    editor.put_after(editor.paragraph(typed('{{ dokumenttitel }}')), people)
    heading = editor.paragraph('{{ punkt.nr }}. {{ punkt.overskrift }}{{ punkt | anker')
    logic, fact = 'Skabelonkode', 'Sagsoplysning'
    lines = [(typed('{% if punkt.jnr %}'), logic), (typed('Journalnummer {{ punkt.jnr }}'), fact),
             ('{% endif %}', logic), (typed('Sagsbehandler: {{ punkt.initialer }}'), fact)]
    editor.put_after(heading, [editor.new_paragraph(*line) for line in lines])
    rows = [(typed('Nr.'), typed('Bilag')), (typed('{% for bilag in punkt.bilag %}'), ''),
            (typed('{{ bilag.nr }}'), typed('{{ bilag.titel }}')), ('{% endfor %}', '')]
    old = editor.block('{% for bilag in punkt.bilag %}', '{% endfor %}')
    editor.put_after(old[-1], [editor.new_table(rows)])
    editor.cut(old)
    editor.save()


def check_pages(name, pdf):
    text = re.sub(r'\s+', ' ', pdf_text(pdf, '-layout'))
    for words in ('Mødested Rådhuset', 'Sølund Kommune, Rådhustorvet 1', 'Journalnummer 05.01.00',
                  'Sagsbehandler: kt', 'Nr. Bilag 1 Kort over stien 2 Tidsplan for stien',
                  'oktober 2025 Deltagere Karen Toft Mads Elle Mødested'):
        check(words in text, f'{name}: {words} in {text}')
    check(text.count('Journalnummer') == 1, f'{name}: no line without a number: {text}')
    check('{' not in text and '%' not in text, f'{name}: no tag is left: {text}')
    fonts = output('pdffonts', str(pdf))
    check('Arial' not in fonts and 'LiberationSans' not in fonts, f'{name}: another font: {fonts}')


need_program('soffice', 'pdftotext', 'pdffonts')
section = SOURCE.joinpath('templates', 'README.md').read_text()
section = section.split('## A layout of your own')[1].split('\n## ')[0]
folder = scratch()
made = []
for form in ('docx', 'odt'):
    for saved in (False, True):
        place = folder / f'{form}-{saved}'
        (place / 'skabeloner').mkdir(parents=True)
        (place / 'møde.yaml').write_text(MEETING)
        own = place / 'skabeloner' / f'klima.{form}'
        shutil.copy(templates() / f'standard.{form}', own)
        own.chmod(0o644)
        follow(own)
        if saved:
            (place / 'saved').mkdir()
            soffice(form, [own], place / 'saved')
            shutil.copy(place / 'saved' / own.name, own)
        done = referent('inspect', own)
        check(done.returncode == 0 and 'initialer' in done.stdout and 'error' not in done.stderr,
              f'{form} {saved}: inspect: {done.stdout} {done.stderr}')
        document = folder / f'{form}-{saved}-ud.{form}'
        done = referent('dagsorden', place / 'møde.yaml', '-o', document)
        if check(done.returncode == 0, f'{form} {saved}: {done.stderr}'):
            made.append((f'{form} saved by LibreOffice: {saved}', document))
for (name, _), pdf in zip(made, to_pdf([document for _, document in made], folder)):
    check_pages(name, pdf)
finish()
