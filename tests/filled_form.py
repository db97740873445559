#!/usr/bin/python3
"""What `referent collect` makes of a form that a case officer has filled in, without any editor
between: the item's file, its words on an agenda, help texts that were left, conflicts.
"""

import html
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from filling import AWKWARD, change_part, fill, fill_form, form_fields  # noqa: E402
from killing import check_killed  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

ORGAN = '''navn: Teknisk Udvalg
afsnit:
  sagsfremstilling: Sagsfremstilling
  indstilling: Indstilling
  økonomi: Økonomi
  deltagere: Deltagere
  bilag: Bilag
  beslutning: Beslutning
felter: {initialer: Initialer}
hjælpetekster:
  sagsfremstilling: Fortæl, hvad sagen handler om. Skriv også, hvorfor den kommer netop nu.
  indstilling: Kort.
  økonomi: ""
  deltagere: ""
  sagsgang: ""
  varighed: ""
'''
MEETING = 'organ: organ.yaml\ndato: 2024-11-06\nstart: 9.00\npunkter:\n'


def make(folder, ending):
    """A meeting's folder, and the body's form in it."""
    (folder / 'punkter').mkdir(parents=True)
    (folder / 'organ.yaml').write_text(ORGAN)
    (folder / 'møde.yaml').write_text(MEETING + '  - titel: Første\n')
    form = folder / f'tom.{ending}'
    made = referent('dagsorden', folder / 'organ.yaml', '--form', '-o', form)
    check(made.returncode == 0, f'form {ending}: {made.stderr}')
    return form


def collect_form(form, name, typed, *more):
    """Fills the form in and collects it; the process and the item's file."""
    filled = form.parent / 'punkter' / f'{name}{form.suffix}'
    fill_form(form, filled, typed)
    return referent('collect', filled, *more), filled.with_suffix('.yaml')


def check_words(root, ending):
    """Every word that was typed is in the item's file, and on the agenda as it was typed."""
    form = make(root / f'ord-{ending}', ending)
    lines = ['Om sagen.', *AWKWARD, '[Note]: se her', 'Punktum.']
    title = 'Kloak: {{ organ.navn }} #2 - "nu" & {% if %} [1]: *her* bl\u00adødt'
    titles = ['Kort, 1:500', '- {titel: Plan}', '{{ møde.dato }}', 'nej']
    done, file = collect_form(form, 'kloak', {
        'titel': title, 'sagsnr': '24/00123', 'initialer': '~', 'sagsgang': 'DIR, TMU', 'varighed': '1 t 15 min',
        'lukket': 'Nej.', 'sagsfremstilling': lines, 'indstilling': ['At det godkendes.'], 'bilag': titles})
    check(done.returncode == 0 and done.stderr == '', f'{ending}: {done.stderr}')
    check(done.stdout.startswith('titel: new\nsagsnr: new\n') and "'- punkter/kloak.yaml'" in done.stdout,
          f'{ending}: {done.stdout}')
    said = file.read_text()
    keys = re.findall(r'^(\w+):', said, re.M)
    check(keys == ['titel', 'sagsnr', 'sagsgang', 'varighed', 'initialer', 'sagsfremstilling', 'indstilling',
                   'bilag'], f'{ending}: keys {keys}')
    check('varighed: 1 t 15 min\n' in said and 'indstilling: At det godkendes.\n' in said and 'sagsfremstilling: |\n  Om sagen.\n' in said,
          f'{ending}: not as a person writes: {said}')
    meeting = form.parent / 'møde.yaml'
    meeting.write_text(meeting.read_text() + '  - punkter/kloak.yaml\n')
    page = referent('dagsorden', form.parent, '-f', 'html', '-o', '-')
    check(page.returncode == 0, f'{ending}: agenda: {page.stderr}')
    shown = re.sub(r'[ \t]+', ' ', html.unescape(re.sub(r'<[^>]*>', '', page.stdout)))
    for line in [title, *lines, *titles, 'At det godkendes.', '24/00123', 'DIR, TMU']:
        check(re.sub(r' +', ' ', line).strip() in shown, f'{ending}: {line!r} is not on the agenda')
    before = file.read_bytes()
    again = referent('collect', file.with_suffix(form.suffix))
    check(again.returncode == 0 and file.read_bytes() == before and 'new' not in again.stdout and
          'møde.yaml' not in again.stdout, f'{ending}: again: {again.stdout}{again.stderr}')


def check_help(root, ending):
    """A help text left standing is a fault, whatever is typed beside it."""
    form = make(root / f'hjælp-{ending}', ending)
    empty = referent('collect', form)
    check(empty.returncode == 1 and empty.stderr.count('[help-text-left]') == 1,
          f'{ending}: untouched: {empty.stderr}')
    fields = form_fields(form)
    title, part = fields['titel'], fields['sagsfremstilling']
    whole, short = part[1], fields['indstilling'][1]
    cases = (([whole], True), (['Vejen er lang.', whole], True), ([whole, 'Vejen er lang.'], True),
             ([f'Vejen {whole} er lang.'], True), ([whole[:30] + 'Vejen' + whole[30:]], True),
             (['Vejen. Skriv også, hvorfor den kommer netop nu.'], True),
             (['Vejen.', 'Skriv også, hvorfor den kommer.'], False), ([''], False))
    for lines, faulty in cases:
        filled = fill(form, form.parent / f'x.{ending}', {
            title: 'Vejen', fields['lukket']: 'nej', fields['indstilling']: [''], fields['bilag']: [''],
            part: lines})
        done = referent('collect', filled, '-o', '-')
        check(done.stderr.count('[help-text-left]') == faulty and
              ('(Sagsfremstilling)' in done.stderr) == faulty and done.returncode == faulty,
              f'{ending}: {lines}: {done.returncode} {done.stderr}')
    cases = ((['Kort.'], True), (['Kort. Og godt.'], True), (['Kort.og godt.'], False), (['For Kort.'], True),
             (['Langkort.'], False))
    for lines, faulty in cases:
        filled = fill(form, form.parent / f'x.{ending}', {
            title: 'Vejen', fields['lukket']: 'nej', part: [''], fields['bilag']: [''],
            fields['indstilling']: lines})
        done = referent('collect', filled, '-o', '-')
        check(('(Indstilling)' in done.stderr) == faulty, f'{ending}: {short}: {lines}: {done.stderr}')
    filled = fill(form, form.parent / f'x.{ending}', {title: 'Vejen', part: ['Lang.']})
    done = referent('collect', filled)
    check(done.stderr.count('[help-text-left]') == 3 and not filled.with_suffix('.yaml').exists(),
          f'{ending}: all in one run: {done.stderr}')


def check_marks(root, ending):
    """A mark that says nothing may stay, and goes where somebody has typed beside it."""
    form = make(root / f'mærker-{ending}', ending)
    fields = form_fields(form)
    gone = {fields[key]: 'nej' if key == 'lukket' else '' for key in ('lukket', 'sagsfremstilling',
                                                                     'indstilling', 'bilag')}
    for typed, said in (('…', None), ('24/1…', '24/1'), ('…24/1', '24/1'), ('… 24/1', '24/1'), ('24…1', '24…1')):
        filled = fill(form, form.parent / f'x.{ending}', {
            **gone, fields['titel']: 'Vej', fields['sagsnr']: typed, fields['økonomi']: ['Vent og se…']})
        done = referent('collect', filled, '-o', '-')
        check(done.returncode == 0 and done.stdout == 'titel: Vej\n' + (f'sagsnr: {said}\n' if said else '') +
              'økonomi: Vent og se…\n', f'{ending}: {typed}: {done.stdout}{done.stderr}')


def check_closed(root, ending):
    form = make(root / f'lukket-{ending}', ending)
    cases = (('nej', ''), ('Nej.', ''), ('JA', 'lukket: ja\n'),
             ('Styrelsesloven § 10, stk. 1', 'lukket: {grund: "Styrelsesloven § 10, stk. 1"}\n'),
             ('Ja, personsag', 'lukket: {grund: personsag}\n'), ('Ja,', 'lukket: ja\n'),
             ('Personsag', 'lukket: {grund: Personsag}\n'), ('§ 10', 'lukket: {grund: § 10}\n'),
             ('Offentlighedsloven § 30', 'lukket: {grund: Offentlighedsloven § 30}\n'))
    for typed, said in cases:
        done, _ = collect_form(form, 'x', {'titel': 'Handel', 'lukket': typed}, '-o', '-')
        check(done.returncode == 0 and done.stdout == 'titel: Handel\n' + said,
              f'{ending}: {typed}: {done.stdout}{done.stderr}')
    for typed in ('nej, alle må se det', 'Ikke lukket', 'Åbent', 'Offentligt.', '–', '…'):
        done, file = collect_form(form, 'x', {'titel': 'Handel', 'lukket': typed})
        check(done.returncode == 1 and 'bad-yes-no' in done.stderr and not file.exists(),
              f'{ending}: {typed}: {done.stderr}')
    untitled, _ = collect_form(form, 'x', {'sagsfremstilling': ['Uden titel.']}, '-o', '-')
    check(untitled.returncode == 1 and 'missing-key' in untitled.stderr, f'{ending}: {untitled.stderr}')
    closed, file = collect_form(form, 'x', {'lukket': 'ja', 'sagsfremstilling': ['Uden titel.']})
    check(closed.returncode == 0, f'{ending}: {closed.stderr}')
    (form.parent / 'møde.yaml').write_text(MEETING + '  - punkter/x.yaml\n')
    page = referent('dagsorden', form.parent, '-f', 'txt', '-o', '-')
    check(page.returncode == 0 and 'Uden titel' not in page.stdout, f'{ending}: {page.stdout}{page.stderr}')


OLD = '''# fra Mia
titel: Kloak   # som aftalt
id: kloak
sagsgang: [DIR, TMU]
økonomi:
  overskrift: Penge
  tekst: Gratis.
deltagere: [Mia Lund deltager., Ole Friis deltager ikke.]
bilag:
  - titel: Åkort
    fil: ../kort.pdf
  - Plan   # ny
'''


def check_existing(root, ending):
    """In a file that is there only what differs is changed, and nothing is decided silently."""
    form = make(root / f'fil-{ending}', ending)
    (form.parent / 'kort.pdf').write_bytes(b'%PDF-1.4')
    typed = {'titel': 'Kloak', 'sagsnr': '24/1', 'økonomi': ['Gratis.'], 'bilag': ['A\u030akort', 'Plan'], 'sagsgang': 'DIR, TMU',
             'deltagere': ['Mia Lund deltager.', 'Ole Friis deltager ikke.']}
    file = form.parent / 'punkter' / 'x.yaml'
    file.write_text(OLD)
    done, _ = collect_form(form, 'x', typed)
    check(done.returncode == 0 and file.read_text() == OLD + 'sagsnr: 24/1\n', f'{ending}: {done.stderr}')
    file.write_text(OLD)
    typed.update(titel='Kloakken', økonomi=['Dyrt.'], bilag=['Foto', 'A\u030akort', 'Plan'], lukket='ja')
    done, _ = collect_form(form, 'x', typed)
    check(done.returncode == 1 and done.stderr.count('collect-conflict') == 3 and file.read_text() == OLD and
          'Kloakken' in done.stderr and 'Gratis' in done.stderr, f'{ending}: conflict: {done.stderr}')
    kept, _ = collect_form(form, 'x', typed, '--keep-file')
    check(kept.returncode == 0 and file.read_text() == OLD + 'sagsnr: 24/1\nlukket: ja\n',
          f'{ending}: keep: {kept.stderr}{file.read_text()}')
    file.write_text(OLD)
    used, _ = collect_form(form, 'x', typed, '--use-document')
    written = file.read_text()
    check(used.returncode == 0 and file.read_text() == '''# fra Mia
titel: Kloakken   # som aftalt
id: kloak
sagsgang: [DIR, TMU]
økonomi:
  overskrift: Penge
  tekst: Dyrt.
deltagere: [Mia Lund deltager., Ole Friis deltager ikke.]
# ny
bilag:
  - Foto
  - titel: Åkort
    fil: ../kort.pdf
  - Plan
sagsnr: 24/1
lukket: ja
''', f'{ending}: use: {used.stderr}{file.read_text()}')
    file.write_text('titel: Kloakken\nbilag: []   # intet\nlukket: {}\nøkonomi: {overskrift: Penge}\n')
    filled, _ = collect_form(form, 'x', {'titel': 'Kloakken', 'bilag': ['Kort'], 'lukket': 'ja',
                                         'økonomi': ['Gratis']})
    check(filled.returncode == 0 and file.read_text() == '# intet\nbilag:\n  - Kort\n'.join(
        ('titel: Kloakken\n', 'lukket: {}\nøkonomi: {overskrift: Penge, tekst: Gratis}\n')),
          f'{ending}: empty: {filled.stderr}{file.read_text()}')
    two = '  - {titel: Kort, doknr: 1}\n  - {titel: Kort, doknr: 2, lukket: ja}\n  - {fil: ../kort.pdf}\n'
    file.write_text(f'titel: Vej\nbilag:\n{two}  - Plan\n')
    same = {'titel': 'Vej', 'bilag': ['Kort', 'Kort', 'kort.pdf', 'Nyt']}
    asked, _ = collect_form(form, 'x', same)
    check(asked.returncode == 1 and '"Kort, Kort, kort.pdf, Plan"' in asked.stderr and '"Kort, Kort, kort.pdf, Nyt"' in asked.stderr,
          f'{ending}: titles: {asked.stderr}')
    kept, _ = collect_form(form, 'x', same, '--keep-file')
    check('\nthe file is left as it is\n' in kept.stdout, f'{ending}: titles, keep: {kept.stdout}')
    used, _ = collect_form(form, 'x', same, '--use-document')
    check(used.returncode == 0 and file.read_text() == f'titel: Vej\nbilag:\n{two}  - Nyt\n',
          f'{ending}: titles called the same: {used.stderr}{file.read_text()}')
    file.write_text(written)
    before = file.read_text()
    cleared, _ = collect_form(form, 'x', {'titel': 'Kloakken', 'lukket': 'ja'})
    check(cleared.returncode == 0 and cleared.stderr.count('field-cleared') == 5 and file.read_text() == before,
          f'{ending}: cleared: {cleared.stderr}')


def check_marks_gone(root, ending):
    """A field whose marks are in disorder is not guessed at; with --keep-file the others are taken."""
    form = make(root / f'klip-{ending}', ending)
    done, file = collect_form(form, 'x', {'titel': 'Vej', 'økonomi': ['Dyrt.']}, '-o', '-')
    check(done.returncode == 0, f'{ending}: {done.stderr}')
    filled = file.with_suffix(form.suffix)
    name = form_fields(form)['titel'][0]
    cut = change_part(filled, form.parent / f'cut.{ending}', lambda xml: xml.replace(
        f'felt_{name}_b', 'x').replace(f'"felt_{name}"', '"x"'))
    done = referent('collect', cut)
    check(done.returncode == 1 and '(Titel) [field-cut]' in done.stderr and not file.exists(),
          f'{ending}: cut: {done.stderr}')
    cut.with_suffix('.yaml').write_text('titel: Vejen\n')
    done = referent('collect', cut, '--keep-file')
    check(done.returncode == 0 and cut.with_suffix('.yaml').read_text() == 'titel: Vejen\nøkonomi: Dyrt.\n',
          f'{ending}: cut, keep: {done.stderr}')


def check_places(root, ending):
    """Where the file goes, and where it does not."""
    form = make(root / f'sted-{ending}', ending)
    typed = {'titel': 'Vej'}
    for name in ('møde', 'organ', 'beslutninger'):
        filled = fill_form(form, form.parent / f'{name}.{ending}', typed)
        before = (form.parent / 'møde.yaml').read_bytes()
        done = referent('collect', filled)
        check(done.returncode == 1 and 'not-an-item' in done.stderr and
              (form.parent / 'møde.yaml').read_bytes() == before, f'{ending}: {name}: {done.stderr}')
    filled = fill_form(form, form.parent / f'sag 1.5 vej.{ending}', typed)
    shown = referent('collect', filled, '-o', '-')
    check(shown.stdout == 'titel: Vej\n' and not filled.with_suffix('.yaml').exists(), f'{ending}: {shown.stdout}')
    done = referent('collect', filled)
    check(filled.with_suffix('.yaml').read_text() == 'titel: Vej\n' and "'- sag 1.5 vej.yaml'" in done.stdout,
          f'{ending}: beside: {done.stdout}{done.stderr}')
    alone = root / f'alene-{ending}'
    alone.mkdir()
    done = referent('collect', filled, '-o', alone / 'vej.yaml')
    check(done.returncode == 0 and (alone / 'vej.yaml').exists() and 'møde.yaml' not in done.stdout,
          f'{ending}: alone: {done.stdout}{done.stderr}')
    (form.parent / 'beslutninger.yaml').write_text('vej: Godkendt.\n')
    made = referent('dagsorden', form.parent / 'organ.yaml', '--form', '-o', form, '--force')
    check(made.returncode == 0, f'{ending}: beside a meeting: {made.stderr}')
    wrong = fill_form(form, form.parent / f'x.{ending}', {'titel': 'Vej', 'varighed': 'en time'})
    done = referent('collect', wrong)
    check(done.returncode == 1 and 'bad-duration' in done.stderr, f'{ending}: {done.stderr}')


def check_kill(root):
    """Killed at any moment, the file is the old one or the new one."""
    form = make(root / 'kill', 'docx')
    old = 'titel: Vej\nsagsfremstilling: ' + 'Lang. ' * 20000 + '\n'
    _, file = collect_form(form, 'x', {'titel': 'Vej', 'sagsfremstilling': ['Kort. ' * 2000] * 20}, '-q')
    check_killed(file, old, 40, 'collect', file.with_suffix('.docx'), '--use-document')


def main():
    root = scratch()
    for ending in FORMATS:
        check_words(root, ending)
        check_help(root, ending)
        check_marks(root, ending)
        check_closed(root, ending)
        check_existing(root, ending)
        check_marks_gone(root, ending)
        check_places(root, ending)
    check_kill(root)
    finish()


if __name__ == '__main__':
    main()
