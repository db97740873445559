#!/usr/bin/python3
"""What `referent collect` makes of what was typed beside the fields of a fillable document: in the
fields' own lines it is theirs, everywhere else it is told.
"""

import html
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
import filling  # noqa: E402
from filling import SAID, change_part, form_fields, paragraphs, words_said  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

PLACEHOLDERS = [('t', 'Skriv beslutningen her.'), ('u', 'Skriv udfaldet her.'), ('f', 'Skriv navnene her.')]
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


class Page:
    """The text of a document, to be typed into. Fields are known by an item's path and a kind; those of a
    form have names of their own.
    """

    def __init__(self, path, names=None):
        self.path, self.ending, self.edits = path, path.suffix[1:], []
        self.end = {'docx': '</w:p>', 'odt': '</text:p>'}[self.ending]
        self.names = names or {(word.split('=')[2], word.split('=')[0][-1]): word.split('=')[0]
                               for word in words_said(path)[3:]}

    def _run(self, text):
        text = html.escape(text)
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if self.ending == 'docx' else text

    def _end_of(self, xml, found):
        """Where the content of the line around a place ends."""
        return xml.index(self.end, found)

    def _begin_of(self, xml, found):
        start = self.end.replace('/', '')[:-1]
        at = xml.index('>', max(xml.rfind(start + after, 0, found) for after in '> ')) + 1
        return xml.index('</w:pPr>', at) + len('</w:pPr>') if xml.startswith('<w:pPr>', at) else at

    def _mark(self, item, kind, which):
        return f'felt_{self.names[item, kind]}_{which}'

    def _put(self, find, where, text):
        def edit(xml):
            at = where(xml, find(xml))
            return xml[:at] + text + xml[at:]
        self.edits.append(edit)
        return self

    def behind(self, item, kind, text):
        """Types at the end of the line that a field ends with."""
        return self._put(lambda xml: xml.index(self._mark(item, kind, 'b')), self._end_of, self._run(text))

    def before(self, item, kind, text):
        """Types at the beginning of the line with a field's label."""
        return self._put(lambda xml: xml.index(self._mark(item, kind, 'a')), self._begin_of, self._run(text))

    def _below(self, find, line):
        return self._put(find, self._end_of,
                         self.end + paragraphs(self.ending, [line]).removesuffix(self.end))

    def below(self, text, line):
        """Types a line below the one in which a text stands."""
        return self._below(lambda xml: xml.rindex(text), line)

    def below_field(self, item, kind, line):
        return self._below(lambda xml: xml.index(self._mark(item, kind, 'b')), line)

    def fill(self, item, typed):
        """Types into the three fields of an item."""
        fields = {(self.names[item, kind], text): what for (kind, text), what in zip(PLACEHOLDERS, typed)}
        self.edits.append(lambda xml: filling.type_all(xml, self.ending, fields))
        return self

    def replace(self, old, new):
        def edit(xml):
            at = xml.rindex(old)
            return xml[:at] + new + xml[at + len(old):]
        self.edits.append(edit)
        return self

    def join_next(self, item, kind):
        """Takes the end of the line that a field ends with away."""
        def edit(xml):
            end = self._end_of(xml, xml.index(self._mark(item, kind, 'b')))
            following = re.compile(r'<(w:p|text:p|text:h)(?: [^>]*)?>(<w:pPr>.*?</w:pPr>)?(.*?)</\1>')
            joined = following.search(xml, end)
            return xml[:end] + joined[3] + xml[end:joined.start()] + xml[joined.end():]
        self.edits.append(edit)
        return self

    def save(self, path):
        def edit(xml):
            for one in self.edits:
                xml = one(xml)
            return xml
        return change_part(self.path, path, edit)

    def collect(self):
        """What the file of decisions says then, and what is told."""
        filled = self.save(self.path.with_name(f'x.{self.ending}'))
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
    page = Page(path).fill('kloak', [['Godkendt.'], 'godkendt', 'Mia Lund'])
    page.behind('kloak', 't', 'Enigt.').before('kloak', 't', 'Først.')
    said, told = page.behind('kloak', 'u', 'med ændringer').behind('kloak', 'f', ', Ole Friis').collect()
    check('udfald: godkendt med ændringer' in said and 'fraværende: [Mia Lund, Ole Friis]' in said and
          not told, f'{path.name}: more: {said}{told}')
    check(re.search(r'Først\.\s+Godkendt\.\s+Enigt\.', said), f'{path.name}: more text: {said}')


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
    def forget(said):
        check(' | ' in said, f'{path.name}: what it says of the text around its fields')
        return re.sub(r' \| [^<]*', '', said)
    older = change_part(path, path.with_name(f'ældre.{path.suffix[1:]}'), forget, SAID)
    page = Page(older).fill('kloak', [['Godkendt.'], 'godkendt', 'Mia Lund'])
    said, told = page.below('At vejen lappes.', 'Lappes.').collect()
    check('tekst: Godkendt.' in said and not told, f'{path.name}: older: {said}{told}')


def check_form(folder, ending):
    folder.mkdir()
    (folder / 'organ.yaml').write_text(
        'navn: Teknisk Udvalg\nhjælpetekster: {titel: Skriv en titel her til punktet.}\n')
    path = folder / f'formular.{ending}'
    made = referent('dagsorden', folder / 'organ.yaml', '--form', '-o', path)
    check(made.returncode == 0, f'form {ending}: {made.stderr}')
    check('typed-outside' not in referent('collect', path).stderr, f'form {ending}: untouched')
    names = {(key, ''): name for key, (name, _) in form_fields(path).items()}
    filled = filling.fill_form(path, folder / f'kloak.{ending}', {'titel': 'Kloak'})
    page = Page(filled, names).behind('sagsnr', '', ' 24/1234').behind('titel', '', 'og vej')
    done = referent('collect', page.below('Teknisk Udvalg', 'Haster meget.').save(folder / f'typed.{ending}'))
    said = (folder / 'typed.yaml').read_text()
    check(done.returncode == 0 and 'sagsnr: 24/1234' in said and 'titel: Kloak og vej' in said,
          f'form {ending}: {said}{done.stderr}')
    check('"Haster meget."' in done.stderr and '[typed-outside]' in done.stderr,
          f'form {ending}: {done.stderr}')


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
