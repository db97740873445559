#!/usr/bin/python3
"""What `referent collect` makes of what was typed beside the fields of a fillable document: in the
fields' own lines it is theirs, everywhere else it is told.
"""

import html
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
import filling  # noqa: E402
from filling import MAIN, SAID, form_fields, paragraphs, words_said  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

PLACEHOLDER = 'Skriv beslutningen her.'
MEETING = '''organ:
  navn: Teknisk Udvalg
  medlemmer: [Ole Friis, Mia Lund, Per og Søn]
dato: 2024-11-06
start: 9.00
punkter:
  - titel: Kloak
    id: kloak
    sagsfremstilling: Røret er fra 1962.
    indstilling: At røret skiftes.
  - {titel: Handel, id: handel, lukket: ja}
  - titel: Veje
    id: veje
    indstilling: At vejen lappes.
    underpunkter:
      - {titel: Nord, id: nord}
'''
PARAGRAPH = {'docx': 'w:p', 'odt': 'text:p'}


def change(path, changed, edit, part=MAIN):
    """A copy of a document, one part of it edited as text."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(changed, 'w') as copy:
        for entry in archive.infolist():
            data = archive.read(entry)
            if entry.filename == part[path.suffix[1:]]:
                data = edit(data.decode()).encode()
            copy.writestr(entry, data)
    return changed


class Page:
    """The text of a fillable document, to be typed into."""

    def __init__(self, path):
        self.path, self.ending, self.edits = path, path.suffix[1:], []
        self.names = {(word.split('=')[2], word.split('=')[0][-1]): word.split('=')[0]
                      for word in words_said(path)[3:]}

    def _run(self, text):
        text = html.escape(text)
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if self.ending == 'docx' else text

    def _line(self, xml, found):
        """Where the content of the paragraph around a place begins, and where it ends."""
        element = PARAGRAPH[self.ending]
        begin = max(xml.rfind(f'<{element}>', 0, found), xml.rfind(f'<{element} ', 0, found))
        content = xml.index('>', begin) + 1
        if xml.startswith('<w:pPr>', content):
            content = xml.index('</w:pPr>', content) + len('</w:pPr>')
        return content, xml.index(f'</{element}>', found)

    def _put(self, find, before, text):
        def edit(xml):
            begin, end = self._line(xml, find(xml))
            at = begin if before else end
            return xml[:at] + text + xml[at:]
        self.edits.append(edit)
        return self

    def _mark(self, item, kind, which):
        return lambda xml: xml.index(f'felt_{self.names[item, kind]}_{which}')

    def behind(self, item, kind, text):
        """Types at the end of the line that a field ends with."""
        return self._put(self._mark(item, kind, 'b'), False, self._run(text))

    def before(self, item, kind, text):
        """Types at the beginning of the line with a field's label."""
        return self._put(self._mark(item, kind, 'a'), True, self._run(text))

    def below(self, text, line):
        """Types a line below the one in which a text stands."""
        ends = f'</{PARAGRAPH[self.ending]}>'
        return self._put(lambda xml: xml.rindex(text), False, ends + paragraphs(self.ending, [line])[:-len(ends)])

    def below_field(self, item, kind, line):
        ends = f'</{PARAGRAPH[self.ending]}>'
        return self._put(self._mark(item, kind, 'b'), False, ends + paragraphs(self.ending, [line])[:-len(ends)])

    def replace(self, old, new):
        def edit(xml):
            at = xml.rindex(old)
            return xml[:at] + new + xml[at + len(old):]
        self.edits.append(edit)
        return self

    def join_next(self, item, kind):
        """Takes the end of the line that a field ends with away."""
        def edit(xml):
            end = self._line(xml, self._mark(item, kind, 'b')(xml))[1]
            following = re.compile(r'<(w:p|text:p|text:h)(?: [^>]*)?>(<w:pPr>.*?</w:pPr>)?(.*?)</\1>')
            joined = following.search(xml, end)
            return xml[:end] + joined[3] + xml[end:joined.start()] + xml[joined.end():]
        self.edits.append(edit)
        return self

    def collect(self, name='x'):
        def edit(xml):
            for one in self.edits:
                xml = one(xml)
            return xml
        filled = change(self.path, self.path.with_name(f'{name}.{self.ending}'), edit)
        file = filled.with_name('beslutninger.yaml')
        file.unlink(missing_ok=True)
        done = referent('collect', filled)
        check(done.returncode == 0, f'{self.ending}: {done.stderr}')
        return (file.read_text() if file.exists() else ''), done.stderr


def fillable(folder, ending):
    folder.mkdir()
    (folder / 'møde.yaml').write_text(MEETING)
    path = folder / f'udfyld.{ending}'
    made = referent('dagsorden', folder, '--fillable', '-o', path)
    check(made.returncode == 0, f'fillable {ending}: {made.stderr}')
    return path


def check_lines(path):
    """What is typed beside a field in its own line is the field's."""
    said, told = Page(path).behind('kloak', 'u', ' Godkendt.').collect()
    check('udfald: godkendt' in said and not told, f'{path.name}: outcome: {said}{told}')
    said, told = Page(path).behind('kloak', 'f', 'Mia Lund').behind('veje', 'f', ' ingen').collect()
    check('fraværende: [Mia Lund]' in said and 'fraværende: []' in said and not told,
          f'{path.name}: absentees: {said}{told}')
    said, told = Page(path).behind('kloak', 't', 'Enigt.').before('veje', 't', 'Udvalget er enigt.').collect()
    check('kloak: Enigt.\n' in said and 'veje: Udvalget er enigt.\n' in said and not told,
          f'{path.name}: texts: {said}{told}')
    said, told = Page(path).behind('veje/nord', 'f', 'Ole Friis').collect()
    check('fraværende: [Ole Friis]' in said and not told, f'{path.name}: at the end: {said}{told}')
    page = Page(path)
    fields = {(page.names['kloak', 't'], PLACEHOLDER): ['Godkendt.'],
              (page.names['kloak', 'u'], 'Skriv udfaldet her.'): 'godkendt',
              (page.names['kloak', 'f'], 'Skriv navnene her.'): 'Mia Lund'}
    page.edits.append(lambda xml: _typed(xml, path, fields))
    said, told = page.behind('kloak', 't', 'Enigt.').behind('kloak', 'u', 'med ændringer').behind(
        'kloak', 'f', ', Ole Friis').before('kloak', 't', 'Først.').collect()
    check('udfald: godkendt med ændringer' in said and 'fraværende: [Mia Lund, Ole Friis]' in said and not told,
          f'{path.name}: more: {said}{told}')
    check(re.search(r'Først\.\s+Godkendt\.\s+Enigt\.', said), f'{path.name}: more text: {said}')


def _typed(xml, path, fields):
    for (name, text), what in fields.items():
        xml = filling._type(xml, path.suffix[1:], name, text, what)
    return xml.replace('<w:showingPlcHdr/>', '')


def check_elsewhere(path):
    """What is typed where no field is is told, and where it stands."""
    said, told = Page(path).below('At røret skiftes.', 'Vi har talt om det.').collect()
    check(not said and '[typed-outside]' in told and '"Vi har talt om det."' in told and
          "before the field 'kloak, tekst'" in told, f'{path.name}: below: {said}{told}')
    said, told = Page(path).below('At vejen lappes.', 'Vejen lappes til maj, 7 meter.').collect()
    check(not said and '"Vejen lappes til maj, 7 meter."' in told and
          "between the fields 'kloak, fraværende' and 'veje, tekst'" in told, f'{path.name}: veje: {told}')
    said, told = Page(path).below_field('kloak', 't', 'Enigt.').collect()
    check(not said and '"Enigt."' in told and "'kloak, tekst' and 'kloak, udfald'" in told,
          f'{path.name}: under the end: {told}')
    said, told = Page(path).below_field('veje/nord', 'f', 'Mødet sluttede.').collect()
    check(not said and '"Mødet sluttede."' in told and "behind the field 'veje/nord, fraværende'" in told,
          f'{path.name}: at the end: {told}')
    said, told = Page(path).behind('kloak', 'f', 'Mia Lund').below('At vejen lappes.', 'Lappes.').collect()
    check('fraværende: [Mia Lund]' in said and '"Lappes."' in told, f'{path.name}: both: {said}{told}')
    said, told = Page(path).replace('At vejen lappes.', 'At vejen spærres, når den lappes.').collect()
    check(not said and '"spærres, når den"' in told, f'{path.name}: within a line: {said}{told}')
    said, told = Page(path).replace('At vejen lappes.', 'At stien lappes.').collect()
    check(not said and told.count('[typed-outside]') == 1 and 'has been changed' in told,
          f'{path.name}: changed: {said}{told}')


def check_not_typed(path):
    """What changes by itself, or says nothing, is not told; nothing of the document is taken for typed."""
    for name, page in (('numbers', Page(path).replace('At vejen lappes.', 'At  vejen lappes – 12.')),
                       ('joined', Page(path).join_next('kloak', 't')),
                       ('joined with the text', Page(path).join_next('kloak', 'f'))):
        said, told = page.collect()
        check(not said and not told, f'{path.name}: {name}: {said}{told}')
    said, told = Page(path).behind('kloak', 'f', 'Mia Lund').join_next('kloak', 'f').collect()
    check('fraværende: [Mia Lund]' in said and not told, f'{path.name}: typed and joined: {said}{told}')


def check_older(path):
    """A document that says nothing of the text around its fields is read as it is."""
    older = change(path, path.with_name(f'ældre.{path.suffix[1:]}'),
                   lambda said: re.sub(r' \| [^<]*', '', said), SAID)
    check('|' not in ' '.join(words_said(older)), f'{path.name}: the older document')
    page = Page(older)
    fields = {(page.names['kloak', 't'], PLACEHOLDER): ['Godkendt.']}
    page.edits.append(lambda xml: _typed(xml, path, fields))
    said, told = page.below('At vejen lappes.', 'Lappes.').collect()
    check('Godkendt.' in said and not told, f'{path.name}: older: {said}{told}')


def check_form(folder, ending):
    folder.mkdir()
    (folder / 'organ.yaml').write_text('navn: Teknisk Udvalg\nhjælpetekster: {titel: Skriv en titel her til punktet.}\n')
    path = folder / f'formular.{ending}'
    made = referent('dagsorden', folder / 'organ.yaml', '--form', '-o', path)
    check(made.returncode == 0, f'form {ending}: {made.stderr}')
    check('typed-outside' not in referent('collect', path).stderr, f'form {ending}: untouched')
    fields = form_fields(path)
    filled = filling.fill_form(path, folder / f'kloak.{ending}', {'titel': 'Kloak'})
    page = Page.__new__(Page)
    page.path, page.ending, page.edits = filled, ending, []
    page.names = {(key, ''): name for key, (name, _) in fields.items()}
    page.behind('sagsnr', '', ' 24/1234').behind('titel', '', 'og vej')
    page.below('Teknisk Udvalg', 'Haster meget.')
    typed = change(filled, folder / f'typed.{ending}', lambda xml: page.edits[2](page.edits[1](page.edits[0](xml))))
    done = referent('collect', typed)
    said = (folder / 'typed.yaml').read_text()
    check(done.returncode == 0 and 'sagsnr: 24/1234' in said and 'titel: Kloak og vej' in said,
          f'form {ending}: {said}{done.stderr}')
    check('"Haster meget."' in done.stderr and '[typed-outside]' in done.stderr, f'form {ending}: {done.stderr}')


def main():
    root = scratch()
    for ending in FORMATS:
        path = fillable(root / ending, ending)
        said, told = Page(path).collect()
        check(not said and not told, f'{ending}: untouched: {said}{told}')
        check_lines(path)
        check_elsewhere(path)
        check_not_typed(path)
        check_older(path)
        check_form(root / f'form-{ending}', ending)
    finish()


if __name__ == '__main__':
    main()
