"""The layout for the web is valid HTML that breaks no rule of accessibility (html-validate), and needs
nothing from elsewhere."""

import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import check, example_meetings, finish, need, need_program, referent, scratch  # noqa: E402

RULES = '{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"]}'

need_program('node')
modules = pathlib.Path(os.environ.get('REFERENT_NODE_MODULES', 'node_modules'))
program = modules / '.bin' / 'html-validate'
need(program.exists(), '$REFERENT_NODE_MODULES with html-validate')
folder = scratch()
(folder / '.htmlvalidate.json').write_text(RULES)


def faults(page):
    done = subprocess.run([str(program.resolve()), '--config', '.htmlvalidate.json',
                           '--formatter', 'text', page.name],
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.stdout + done.stderr if done.returncode else ''


broken = folder / 'broken.html'
broken.write_text('<!DOCTYPE html>\n<html><head><title>x</title></head><body><p><div></p></body></html>')
check(faults(broken), 'the validator sees a fault in a broken page')

meetings = example_meetings() + sorted(pathlib.Path(__file__).parent.glob('meetings/*.yaml'))
for number, meeting in enumerate(meetings):
    for command in ('dagsorden', 'referat'):
        for edition in ([], ['--internal']):
            name = f'{meeting.parent.name} {meeting.stem} {command} {edition}'
            page = folder / f'{number}-{command}{len(edition)}.html'
            done = referent(command, meeting, '-t', 'standard', '-o', page, *edition)
            if not check(done.returncode == 0, f'{name}: {done.stderr}'):
                continue
            said = faults(page)
            check(not said, f'{name}: {said[:600]}')
            text = page.read_text()
            levels = [int(level) for level in re.findall(r'<h([1-6])[ >]', text)]
            check(levels[0] == 1 and levels.count(1) == 1 and
                  all(b <= a + 1 for a, b in zip(levels, levels[1:])), f'{name}: headings {levels}')
            elsewhere = re.findall(r'<(?:link|script|iframe|img[^>]*src="(?!data:))[^>]*', text)
            check(not elsewhere, f'{name}: from elsewhere: {elsewhere[:3]}')
            ids = set(re.findall(r' id="([^"]*)"', text))
            links = set(re.findall(r'href="#([^"]*)"', text))
            check(links and links <= ids, f'{name}: links to nothing: {links - ids}')
            check(('INTERN' in text) == bool(edition), f'{name}: the mark of the internal edition')
finish()
