#!/usr/bin/python3
"""What `referent collect` makes of a filled-in document without any editor between: the words that
Markdown would take for something else, closed items, the places that it writes to, and being killed.
"""

import html
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
import filling  # noqa: E402
from filling import AWKWARD, words_said  # noqa: E402
from killing import check_killed  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

PLACEHOLDERS = {'t': 'Skriv beslutningen her.', 'u': 'Skriv udfaldet her.',
                'f': 'Skriv navnene her.'}
MEETING = '''organ:
  navn: Teknisk Udvalg
  medlemmer: [Ole Friis, {titel: Formand, navn: Mia Lund}, Per og Søn]
dato: 2024-11-06
start: 9.00
punkter:
  - {titel: Kloak, id: kloak}
  - {titel: Hemmelig handel, id: handel, lukket: ja}
  - titel: Veje
    id: veje
    underpunkter:
      - {titel: Nord, id: nord}
'''


def make_meeting(folder, text=MEETING):
    folder.mkdir()
    (folder / 'møde.yaml').write_text(text)
    return folder


def fillable(folder, ending, *more):
    path = folder / f'udfyld{"".join(more)}.{ending}'
    made = referent('dagsorden', folder, '--fillable', '-o', path, '--force', *more)
    check(made.returncode == 0, f'fillable {ending}: {made.stderr}')
    return path


def fill(path, filled, typed):
    """A copy of a fillable document with lines in the fields; typed: (id, kind) → lines."""
    names = {(word.split('=')[2], word.split('=')[0][-1]): word.split('=')[0]
             for word in words_said(path)[3:]}
    return filling.fill(path, filled, {
        (names[item, kind], PLACEHOLDERS[kind]): lines if kind == 't' else lines[0]
        for (item, kind), lines in typed.items()})


def check_words(root, ending):
    """Every word that was typed is in the minutes as it was typed."""
    folder = make_meeting(root / f'ord-{ending}')
    lines = ['Godkendt.', *AWKWARD, 'Punktum.']
    filled = fill(fillable(folder, ending), folder / f'x.{ending}', {
        ('kloak', 't'): lines, ('veje/nord', 't'): ['Drøftet\u00ad.'], ('kloak', 'u'): ['Godkendt.'],
        ('kloak', 'f'): ['Ole Friis, Per og Søn samt Mia Lund'], ('veje', 'f'): ['Ingen afbud.']})
    done = referent('collect', filled)
    file = folder / 'beslutninger.yaml'
    check(done.returncode == 0, f'{ending}: {done.stderr}')
    said = file.read_text()
    check('fraværende: [Ole Friis, Per og Søn, Mia Lund]' in said, f'{ending}: names: {said}')
    check('fraværende: []' in said, f'{ending}: nobody: {said}')
    page = referent('referat', folder, '-f', 'html', '-o', '-')
    check(page.returncode == 0, f'{ending}: minutes: {page.stderr}')
    shown = html.unescape(re.sub(r'<[^>]*>', '', page.stdout))
    shown = re.sub(r'[ \t]+', ' ', shown)
    for line in lines:
        check(re.sub(r' +', ' ', line).strip() in shown, f'{ending}: {line!r} is not in the minutes')
    before = file.read_bytes()
    again = referent('collect', filled)
    check(again.returncode == 0 and file.read_bytes() == before and 'new' not in again.stdout,
          f'{ending}: again: {again.stdout}{again.stderr}')


def check_closed(root, ending):
    """What the public document does not show stays in the file as it is."""
    folder = make_meeting(root / f'lukket-{ending}')
    file = folder / 'beslutninger.yaml'
    file.write_text('handel:   # fortroligt\n  tekst: Solgt.\n')
    filled = fill(fillable(folder, ending), folder / f'x.{ending}', {('kloak', 't'): ['Godkendt.']})
    done = referent('collect', filled)
    check(done.returncode == 0 and 'handel' not in done.stdout + done.stderr,
          f'{ending}: closed: {done.stdout}{done.stderr}')
    check(file.read_text() == 'handel:   # fortroligt\n  tekst: Solgt.\nkloak: Godkendt.\n',
          f'{ending}: closed: {file.read_text()}')
    internal = fill(fillable(folder, ending, '--internal'), folder / f'i.{ending}',
                    {('handel', 'u'): ['UDSAT']})
    done = referent('collect', internal)
    check(done.returncode == 0 and 'udfald: udsat' in file.read_text(), f'{ending}: internal')


def check_places(root, ending):
    """Where the file is, what is printed, and what is not written."""
    folder = make_meeting(root / f'sted-{ending}')
    elsewhere = root / f'andetsteds-{ending}'
    elsewhere.mkdir()
    filled = fill(fillable(folder, ending), elsewhere / f'x.{ending}', {('kloak', 't'): ['Godkendt.']})
    lost = referent('collect', filled)
    check(lost.returncode == 1 and 'no-meeting-beside' in lost.stderr, f'{ending}: {lost.stderr}')
    file = folder / 'beslutninger.yaml'
    shown = referent('collect', filled.rename(folder / f'x.{ending}'), '-o', '-')
    check(shown.stdout == 'kloak: Godkendt.\n' and not file.exists(), f'{ending}: {shown.stdout}')
    filled = (folder / f'x.{ending}').rename(elsewhere / f'x.{ending}')
    quiet = referent('collect', filled, '-o', file, '-q')
    check(quiet.returncode == 0 and quiet.stdout == '' and file.read_text() == 'kloak: Godkendt.\n',
          f'{ending}: quiet: {quiet.stdout}{quiet.stderr}')
    wrong = fill(fillable(folder, ending), folder / f'y.{ending}',
                 {('kloak', 'u'): ['godkent'], ('veje', 'u'): ['Vi ser på det']})
    said = referent('collect', wrong, '--json')
    check(said.returncode == 1 and said.stderr.count('"id":"bad-outcome"') == 2 and
          "'godkendt'" in said.stderr and 'Vi ser på det' in said.stderr, f'{ending}: {said.stderr}')
    (folder / 'møde.yaml').write_text(MEETING.replace('Veje', 'Stier'))
    changed = referent('collect', filled, '-o', file, '--strict')
    check(changed.returncode == 1 and 'other-agenda' in changed.stderr, f'{ending}: strict')
    both = referent('collect', filled, '--keep-file', '--use-document')
    check(both.returncode == 2, f'{ending}: both options')


def check_corrected(root, ending):
    """A meeting that begins later is the same; on another day it is another one, and the remedy helps."""
    folder = make_meeting(root / f'rettet-{ending}')
    filled = fill(fillable(folder, ending), folder / f'x.{ending}', {('kloak', 't'): ['Godkendt.']})
    file = folder / 'møde.yaml'
    file.write_text(MEETING.replace('start: 9.00', 'start: 10.30'))
    done = referent('collect', filled)
    check(done.returncode == 0 and not done.stderr, f'{ending}: another start: {done.stderr}')
    file.write_text(MEETING.replace('2024-11-06', '2024-11-07'))
    done = referent('collect', filled)
    check(done.returncode == 1 and '[other-meeting]' in done.stderr and
          'the meeting Teknisk Udvalg/2024-11-06, but' in done.stderr, f'{ending}: another day: {done.stderr}')
    file.write_text(MEETING)
    check(referent('collect', filled).returncode == 0, f'{ending}: the old date again')


def check_kill(root):
    """Killed at any moment, the file is the old one or the new one."""
    folder = make_meeting(root / 'kill')
    file = folder / 'beslutninger.yaml'
    old = 'kloak: ' + 'Udsat. ' * 20000 + '\n'
    filled = fill(fillable(folder, 'docx'), folder / 'x.docx',
                  {('kloak', 't'): ['Godkendt. ' * 2000] * 20})
    check_killed(file, old, 60, 'collect', filled, '--use-document')


def main():
    root = scratch()
    for ending in FORMATS:
        check_words(root, ending)
        check_closed(root, ending)
        check_places(root, ending)
        check_corrected(root, ending)
    check_kill(root)
    finish()


if __name__ == '__main__':
    main()
