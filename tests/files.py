"""Names and replacing: where documents go, what is replaced and what is kept; the same input gives the
same bytes whatever the time zone, locale and day.
"""

import os
import pathlib
import re
import shutil
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import FORMATS, TEXT_FORMATS, check, finish, referent, scratch  # noqa: E402

MEETING = '''organ: {navn: Økonomi- og Erhvervsudvalget, medlemmer: [Anne Holm]}
dato: 2025-03-04
start: 9.00
punkter:
  - titel: Budget
    sagsfremstilling: Der er råd til 1,5 mio. kr.
    beslutning: Godkendt.
'''

folder = scratch()
meeting = folder / 'møde.yaml'
meeting.write_text(MEETING)

for form in (*FORMATS, 'fodt', *TEXT_FORMATS):
    done = referent('referat', meeting, '-f', form)
    path = folder / f'2025-03-04-økonomi-og-erhvervsudvalget-referat.{form}'
    if not check(done.returncode == 0 and path.exists(),
                 f'{form}: the automatic name: {done.stdout}{done.stderr}{os.listdir(folder)}'):
        continue
    first = path.read_bytes()
    for variables in ({'TZ': 'Asia/Tokyo', 'LC_ALL': 'da_DK.UTF-8'}, {'TZ': 'America/Lima'},
                      {'LC_ALL': 'de_DE.UTF-8', 'LANG': 'de_DE.UTF-8'}):
        done = referent('referat', meeting, '-f', form, env=variables)
        check(done.returncode == 0 and path.read_bytes() == first,
              f'{form}: the same bytes with {variables}: {done.stderr}')

    dated = folder / f'dated.{form}'
    referent('referat', meeting, '-o', dated, env={'SOURCE_DATE_EPOCH': '1700000000'})
    # A text has no date of its own.
    check((dated.read_bytes() == first) == (form in TEXT_FORMATS), f'{form}: SOURCE_DATE_EPOCH counts')

    # What somebody has changed is kept.
    changed = folder / 'changed'
    if form in FORMATS:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, 'w') as new:
            for entry in old.infolist():
                data = old.read(entry)
                if entry.filename in ('word/document.xml', 'content.xml'):
                    data = data.replace(b'Godkendt', b'Forkastet')
                new.writestr(entry, data)
    else:
        changed.write_bytes(first.replace(b'Godkendt', b'Forkastet'))
    shutil.move(changed, path)
    kept = path.read_bytes()
    done = referent('referat', meeting, '-f', form)
    check(done.returncode == 1 and '[file-changed]' in done.stderr,
          f'{form}: a changed document: {done.stderr}')
    check(path.read_bytes() == kept, f'{form}: the changed document is kept')
    done = referent('referat', meeting, '-f', form, '--force')
    check(done.returncode == 0 and path.read_bytes() == first, f'{form}: --force replaces it')

    path.write_bytes(b'something else')
    done = referent('referat', meeting, '-f', form)
    check(done.returncode == 1 and path.read_bytes() == b'something else',
          f'{form}: a file of somebody else is kept: {done.stderr}')

    done = referent('referat', meeting, '-f', form, '-o', '-', text=False)
    check(done.stdout == first, f'{form}: standard output')
    with open(meeting, 'rb') as stdin:
        done = referent('referat', '-', '-f', form, '-o', '-', text=False, stdin=stdin)
    check(done.stdout == first, f'{form}: standard input: {done.stderr}')

# What is written again with other content: known to be nobody's work where there is a stamp.
for form in (*FORMATS, 'fodt', *TEXT_FORMATS):
    meeting.write_text(MEETING)
    path = folder / f'2025-03-04-økonomi-og-erhvervsudvalget-referat.{form}'
    referent('referat', meeting, '-f', form, '--force')
    meeting.write_text(MEETING.replace('1,5', '2,5'))
    done = referent('referat', meeting, '-f', form)
    check(done.returncode == (1 if form in ('md', 'txt') else 0), f'{form}: written anew: {done.stderr}')
    check((b'2,5' in path.read_bytes()) or form in (*FORMATS, 'md', 'txt'), f'{form}: the new text')
meeting.write_text(MEETING)

done = referent('referat', folder, '-o', folder / 'folder.docx')
check(done.returncode == 0, f'a folder stands for its møde.yaml: {done.stderr}')

# Parts of a meeting have names of their own, which tell what is in them.
PARTS = '''organ: {navn: Byråd}
dato: 2025-03-04
første_punkt: 7
punkter:
  - {titel: Budget, beslutning: Godkendt.}
  - titel: Skoler
    beslutning: Drøftet.
    underpunkter: [{titel: Busser}, {titel: Cykler, beslutning: Udsat.}]
  - {titel: Ansættelse, lukket: ja, beslutning: Ansat.}
  - {titel: Vinter, tillæg: 2025-03-01, beslutning: Udsat.}
  - {titel: Sommer, tillæg: 2025-03-02}
'''
parts = scratch()
(parts / 'møde.yaml').write_text(PARTS)
for arguments, name in ((['udskrift', parts, '7'], 'punkt-7-udskrift'),
                        (['udskrift', parts, 'budget', '--internal'], 'punkt-7-udskrift-INTERN'),
                        (['udskrift', parts, 'skoler', '7.', 'skoler/busser', 'budget'],
                         'punkt-7-og-8-udskrift'),
                        (['udskrift', parts, 'skoler/cykler', 'budget'],
                         'punkt-7-og-8.2-udskrift'),
                        (['udskrift', parts, 'ansættelse', '--internal'], 'punkt-9-udskrift-INTERN'),
                        (['dagsorden', parts, '--supplement'], 'tillægsdagsorden'),
                        (['dagsorden', parts, '--supplement', '--fillable'], 'tillægsdagsorden-udfyld'),
                        (['dagsorden', parts, '--fillable'], 'dagsorden-udfyld'),
                        (['dagsorden', parts, '--fillable', '--internal'], 'dagsorden-udfyld-INTERN'),
                        (['referat', parts, '--fillable'], 'referat-udfyld'),
                        (['dagsorden', parts, '--supplement=01-03-2025'], 'tillægsdagsorden-2025-03-01'),
                        (['dagsorden', parts], 'dagsorden')):
    done = referent(*arguments, '-f', 'odt')
    path = parts / f'2025-03-04-byråd-{name}.odt'
    if not check(done.returncode == 0 and done.stdout.strip() == str(path) and path.exists(),
                 f'{name}: {done.stdout}{done.stderr}'):
        continue
    with zipfile.ZipFile(path) as archive:
        text = archive.read('content.xml').decode()
    numbers = re.findall(r'>(\d+)\.<text:tab/>([^<]*)', text)
    whole, added = ('7', '8', '9', '10', '11'), ('10', '11')
    wanted = {'dagsorden': whole, 'tillægsdagsorden': added, 'tillægsdagsorden-udfyld': added,
              'dagsorden-udfyld': whole, 'dagsorden-udfyld-INTERN': whole, 'referat-udfyld': whole}.get(
        name, ('10',) if 'tillæg' in name else tuple(re.findall(r'(?:punkt|og)-(\d+)', name)))
    check({number for number, _ in numbers} == set(wanted), f'{name}: the items: {numbers}')
    check(referent(*arguments, '-f', 'odt').returncode == 0, f'{name}: written again')
many = parts / 'mange.yaml'
many.write_text('organ: {navn: Byråd}\ndato: 2025-03-04\npunkter:\n' +
                ''.join(f'  - {{titel: Sag {n}, beslutning: Ja.}}\n' for n in range(1, 60)))
done = referent('udskrift', many, *range(1, 60, 2))
check(done.returncode == 2 and '-o' in done.stderr, f'more items than a name can tell: {done}')
done = referent('udskrift', many, *range(1, 60, 2), '-o', parts / 'mange.docx')
check(done.returncode == 0, f'with a name it is made: {done.stderr}')

for arguments, what in ((['referat'], 'no operand'), (['flyv'], 'no such command'),
                        (['referat', meeting, '-f', 'xls'], 'no such format'),
                        (['referat', meeting, '-o', 'x.xls'], 'no such ending'),
                        (['referat', meeting, '-f', 'odt', '-o', 'x.docx'], 'a contradiction'),
                        (['referat', meeting, '--flyv'], 'no such option'),
                        (['referat', meeting, '--fillable', '-f', 'pdf'], 'a PDF to type into'),
                        (['dagsorden', meeting, '--fillable', '-o', 'x.md'], 'a text to type into'),
                        (['udskrift', meeting, '1', '--fillable'], 'an extract to type into'),
                        (['check', meeting, '--fillable'], 'nothing to type into'),
                        (['referat', meeting, '-f', 'html', '-o', 'x.md'], 'two text formats'),
                        (['udskrift', meeting], 'an extract of nothing'),
                        (['referat', meeting, '--supplement'], 'an option of another command')):
    done = referent(*arguments, cwd=folder)
    check(done.returncode == 2 and done.stderr and not done.stdout, f'{what}: {done}')
for epoch in ('i går', '-1', '12x', '9' * 30):
    done = referent('referat', meeting, '-o', 'x.docx', cwd=folder, env={'SOURCE_DATE_EPOCH': epoch})
    check(done.returncode == 2 and 'SOURCE_DATE_EPOCH' in done.stderr, f'epoch {epoch}: {done}')
for option in ('--help', '--version'):
    done = referent(option)
    check(done.returncode == 0 and done.stdout and not done.stderr, f'{option}: {done}')
done = referent('referat', folder / 'none.yaml')
check(done.returncode == 3, f'a meeting that is not there: {done}')
done = referent('check', folder / 'none.yaml', env={'LC_ALL': 'da_DK.UTF-8'})
check('fejl' in done.stderr, f'messages in Danish without the locale: {done.stderr}')
# A bare template and its data may have the same name.
letter = folder / 'brev.txt'
letter.write_text('Hej {{ navn }}')
(folder / 'brev.yaml').write_text('navn: Anne')
done = referent('render', letter, folder / 'brev.yaml', '--force')
check(done.returncode == 0 and letter.read_text() == 'Hej {{ navn }}', f'the template is kept: {done}')
check((folder / 'brev-udfyldt.txt').read_text().strip() == 'Hej Anne', 'the letter has a name of its own')

leftovers = [name for name in os.listdir(folder) if name.startswith('.') or 'tmp' in name]
check(not leftovers, f'no temporary files are left: {leftovers}')
finish()
