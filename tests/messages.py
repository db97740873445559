"""What the program prints of itself: diagnostics as JSON tell the same as the lines do, and the help is
in one language.
"""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import check, finish, referent, scratch  # noqa: E402

MEETING = '''organ: {navn: Byråd}
dato: 2025-03-04
ukendt "nøgle": 1
sted: |
    Rådhuset
punkter:
  - titel: Skoler
    sagsfremstillinge: "C:\\\\skoler\\tog \\"mere\\""
  - titel: Busser
    lukke: ja
'''
folder = scratch()
(folder / 'møde.yaml').write_text(MEETING)
(folder / 'brev.txt').write_text('Kære "{{ nvn }}"\t\\ {{ navn }}\n')
(folder / 'brev.yaml').write_text('navn: Anne')
(folder / 'fejl.md').write_text('{% for x in y %}\n{{ z | findes_ikke("\\"") }}')

RUNS = (['dagsorden', 'møde.yaml'], ['referat', 'møde.yaml'], ['udskrift', 'møde.yaml', '1'],
        ['check', 'møde.yaml'], ['render', 'brev.txt', 'brev.yaml'], ['inspect', 'fejl.md'])
for arguments in RUNS:
    plain = referent(*arguments, cwd=folder)
    done = referent(*arguments, '--json', cwd=folder)
    name = arguments[0]
    check(plain.returncode == done.returncode == 1, f'{name}: {plain} {done}')
    try:
        found = [json.loads(line) for line in done.stderr.splitlines()]
    except ValueError as error:
        check(False, f'{name}: {error}: {done.stderr}')
        continue
    told = []
    for diagnostic in found:
        place = f'{diagnostic["file"]}:{diagnostic["line"]}:{diagnostic["column"]}'
        told.append(f'{place}: {diagnostic["severity"]}: {diagnostic["message"]} [{diagnostic["id"]}]')
    lines = [line for line in plain.stderr.splitlines() if re.search(r' \[[a-z-]+\]$', line)]
    check(lines and told == lines, f'{name}: {told} {lines}')
    check(not done.stdout, f'{name}: nothing on standard output: {done.stdout}')
visible = [json.loads(line)['visible']
           for line in referent('render', 'brev.txt', 'brev.yaml', '--json', cwd=folder).stderr.splitlines()]
check(visible and all('Kære "{{ nvn }}"' in text for text in visible), f'what a reader sees: {visible}')

danish = {'LC_ALL': 'da_DK.UTF-8'}
overview = referent('--help').stdout
names = re.findall(r'^  referent (\w+)', overview, re.M)
check(len(names) >= 7, f'the commands: {overview}')
for name in names:
    english, translated = (referent(name, '--help', env=env).stdout for env in ({}, danish))
    same = {line for line in english.splitlines() if line} & set(translated.splitlines())
    check(not same, f'{name}: the Danish help has English lines: {same}')
    widest = max(map(len, (english + translated).splitlines()))
    check(widest <= 100, f'{name}: a line of the help is {widest} wide')
    for option in re.findall(r'--([a-z]+)', english.split('\n', 1)[1]):
        if option not in ('help', 'version'):
            done = referent(name, f'--{option}', '--flyv', cwd=folder)
            check(f'option --{option} is not for' not in done.stderr and 'no option --' + option
                  not in done.stderr, f'{name}: the help names an option that is refused: {done.stderr}')
finish()
