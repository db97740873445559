"""A secretariat's year in both formats: meeting after meeting is begun by `new`, its agenda filled in by a
person at LibreOffice in every way that people have, collected and printed, and every case postponed. Each
word that was ever typed must be in the minutes and in all agendas after that.
"""

import datetime
import itertools
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import FORMATS, check, finish, referent, scratch  # noqa: E402
from typist import Typist  # noqa: E402

MEETINGS = 20
FIRST, APART = datetime.date(2025, 1, 7), datetime.timedelta(days=21)  # into the next year
PLACEHOLDERS = {'t': 'Skriv beslutningen her.', 'u': 'Skriv udfaldet her.'}

ORGAN = '''navn: Havneudvalget
medlemmer: [Anne Holm, Bo Kvist]
afsnit:
  sagsfremstilling: Sagsfremstilling
  beslutning: Beslutning {{ organ.navn }} den {{ møde.dato | dato("%d-%m-%Y") }}
faste_punkter:
  sidst: {titel: Godkendelse af referat, sagsfremstilling: "Referatet fra den {{ forrige.dato }}."}
  eventuelt: {titel: Eventuelt}
dagsorden:
  - fast: sidst
  - nye_punkter
  - fast: eventuelt
'''


def type_lists(typist, word):
    """Paragraphs, bullets and a numbered list."""
    typist.type(f'{word()} {word()}\n{word()}\n')
    typist.command('DefaultBullet')
    typist.type(f'{word()}\n{word()}\n')
    typist.command('DefaultNumbering')
    typist.type(f'{word()}\n{word()}')


def replace(typist, name, word):
    typist.select(name, PLACEHOLDERS['t'])
    type_lists(typist, word)


def append(typist, name, word):
    typist.select(name, PLACEHOLDERS['t'])
    typist.cursor.collapseToEnd()
    typist.type(f' {word()}\n')
    type_lists(typist, word)


def clear(typist, name, word):
    typist.select(name, PLACEHOLDERS['t'])
    typist.command('Delete')
    type_lists(typist, word)


def is_protected(typist):
    """Whether the labels and ends of this document cannot be touched."""
    return typist.document.TextSections.Count > 0


def take_up(typist, name, text, at_end):
    """Puts the cursor before or behind a text of the field."""
    typist.select(name, text)
    (typist.cursor.collapseToEnd if at_end else typist.cursor.collapseToStart)()


def merge(typist, name, word):
    """Backspace at the beginning of a paragraph and Delete at the end of one: of one's own, and of the
    first and the last, whose neighbours are the field's label and end. An ODT does not let go of
    those: then nothing happens, and the next words have to be typed where something can be.
    """
    first, second, last = word(), word(), word()
    typist.select(name, PLACEHOLDERS['t'])
    typist.type(f'{first}\n{second}\n{last}')
    for text, at_end, key in ((first, False, 'SwBackspace'), (last, True, 'Delete')):
        before = typist.document.Text.String
        take_up(typist, name, text, at_end)
        typist.command(key)
        check((typist.document.Text.String == before) == is_protected(typist), f'{name}: {key}')
        take_up(typist, name, text, at_end)
        typist.type(f' {word()} ')
    take_up(typist, name, second, False)
    typist.command('SwBackspace')
    typist.type(f' {word()} ')


def inside(typist, name, word):
    first, last = word(), word()
    typist.select(name, PLACEHOLDERS['t'])
    typist.type(f'{first} {last}')
    typist.select(name, last)
    typist.cursor.collapseToStart()
    typist.type(f'{word()}\n{word()} ')


def across(typist, name, word):
    """Types over selections that hold the end of one paragraph and the beginning of the next: two of
    one's own, the label and the first, the last and the end.
    """
    first, last = word(), word()
    typist.select(name, PLACEHOLDERS['t'])
    typist.type(f'væk {first} væk\nvæk {last} væk')
    made = word()
    take_up(typist, name, f'{first} væk', True)
    typist.reach(3, 4)
    typist.type(made)
    check(typist.holds(f'{first} {made} {last}'), f'{name}: over the end of a paragraph')
    for kept, at_end, reach in ((f'væk {first}', False, (5, 3)), (f'{last} væk', True, (3, 6))):
        made = word()
        take_up(typist, name, kept, at_end)
        typist.reach(*reach)
        typist.type(made)
        protected = is_protected(typist)
        check(typist.holds(made) != protected, f'{name}: {made} over the label or the end')
        if protected:
            take_up(typist, name, kept, at_end)
            typist.type(f' {made} ')


def before(typist, name, word):
    typist.select(name, PLACEHOLDERS['t'])
    typist.cursor.collapseToStart()
    typist.type(f'{word()}\n{word()} ')


WAYS = (replace, append, clear, merge, inside, across, before)
CASES = [way.__name__ for way in WAYS]


class Words:
    """Words that stand nowhere else, and who typed which."""

    def __init__(self, form):
        self.form, self.numbers, self.typed = form, itertools.count(1000), {}

    def maker(self, key):
        def word():
            made = f'ord{self.form}{next(self.numbers)}x'
            self.typed.setdefault(key, []).append(made)
            return made
        return word


def text_of(path):
    """All text of a document, a blank for each tag."""
    part = 'word/document.xml' if path.suffix == '.docx' else 'content.xml'
    with zipfile.ZipFile(path) as archive:
        return re.sub(r'<[^>]*>', ' ', archive.read(part).decode())


def make(*arguments):
    done = referent(*arguments)
    if not check(done.returncode == 0, f'{arguments}: {done.stdout} {done.stderr}'):
        finish()
    return done.stdout.strip()


def missing(words, text):
    return [word for word in words if word not in text]


def begin(body, number, before):
    """The meeting's folder: cases of its own in the first one, then those that were postponed."""
    date = FIRST + number * APART
    path = pathlib.Path(make('new', body, '--date', date, *(['--after', before] if before else [])))
    text = path.read_text()
    own = [f'  - titel: Sagen {case}\n    id: {case}\n    sagsfremstilling: Om {case}.\n'
           for case in CASES if before is None]
    own.append(f'  - titel: Nyt {number}\n    id: nyt-{number}\n')
    path.write_text(text.replace('  - fast: eventuelt\n', ''.join(own) + '  - fast: eventuelt\n'))
    check('no problems' in make('check', path), f'{path} is sound')
    return path.parent


def fields_of(path):
    """The names of each item's fields, in the document's order, without the kind at their end."""
    part = 'word/document.xml' if path.suffix == '.docx' else 'content.xml'
    with zipfile.ZipFile(path) as archive:
        found = re.findall(r'name="(felt_\w+)t_a"', archive.read(part).decode())
    return list(dict.fromkeys(found))


def fill_in(typist, agenda, filled, ways, words, number):
    """Types a decision into each field of the agenda: the standing items stay empty."""
    names = fields_of(agenda)
    check(len(names) == len(ways) + 3, f'{agenda.name}: {len(names)} items to decide')
    typist.open(agenda)
    for name, (case, way) in zip(names[1:-1], [*ways, (f'nyt-{number}', replace)]):
        way(typist, f'{name}t_a', words.maker((number, case)))
        typist.select(f'{name}u_a', PLACEHOLDERS['u'])
        typist.type('godkendt' if case.startswith('nyt-') else 'udsat')
    typist.save(filled)


def hold(typist, folder, form, words, number):
    """The meeting is held: agenda, decisions, minutes."""
    # Each case is typed in another way the next time.
    ways = [(case, WAYS[(CASES.index(case) + number) % len(WAYS)]) for case in CASES]
    agenda = pathlib.Path(make('dagsorden', folder, '--fillable', '-f', form))
    older = [word for (typed, case), own in words.typed.items() if not case.startswith('nyt-')
             for word in own]
    check(not missing(older, text_of(agenda)), f'{agenda.name}: {missing(older, text_of(agenda))}')
    filled = folder / f'udfyldt.{form}'
    fill_in(typist, agenda, filled, ways, words, number)
    make('collect', filled)
    decisions = folder / 'beslutninger.yaml'
    written = decisions.read_text()
    typed = [word for (meeting, _), own in words.typed.items() if meeting == number for word in own]
    check(not missing(typed, written), f'{folder.name} {form}: {missing(typed, written)}: {written}')
    check(all(kind not in written for kind in PLACEHOLDERS.values()), f'{folder.name}: {written}')
    check(written.count('udfald: udsat') == len(CASES), f'{folder.name}: {written}')
    make('collect', filled)
    check(decisions.read_text() == written, f'{folder.name}: collected twice')
    minutes = pathlib.Path(make('referat', folder, '-f', form))
    lost = missing(typed + older, text_of(minutes))
    check(not lost, f'{minutes.name}: {lost}')


def year(typist, form):
    body = scratch() / 'havneudvalget'
    body.mkdir()
    (body / 'organ.yaml').write_text(ORGAN)
    words, folder = Words(form), None
    for number in range(MEETINGS):
        folder = begin(body, number, folder)
        hold(typist, folder, form, words, number)
    last = begin(body, MEETINGS, folder)
    older = [word for (_, case), own in words.typed.items() if not case.startswith('nyt-') for word in own]
    agenda = make('dagsorden', last, '-f', 'txt', '-o', '-')
    check(not missing(older, agenda), f'{form}: at the end: {missing(older, agenda)}')
    check(len(older) > MEETINGS * len(CASES), f'{form}: {len(older)} words were typed')
    for case in CASES:
        shown = make('dagsorden', last, '-f', 'txt', '-o', '-').split(f'Sagen {case}')[1].split('Sagen ')[0]
        own = [word for (_, other), typed in words.typed.items() if other == case for word in typed]
        check(not missing(own, shown), f'{form}: {case}: {missing(own, shown)}')


with Typist(scratch()) as typist:
    for form in FORMATS:
        year(typist, form)
finish()
