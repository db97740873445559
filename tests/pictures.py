"""SVG pictures: what stands in for them in DOCX, and who needs that."""

import pathlib
import re
import shutil
import struct
import sys
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import check, finish, need_program, referent, scratch  # noqa: E402

SVG = ('<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="60">'
       '<circle cx="60" cy="30" r="20" fill="#0b5"/></svg>\n')
MEETING = '''organ: {navn: Havneudvalget, myndighed: Havneby, logo: ../våben.svg}
dato: 2025-11-04
punkter:
  - titel: Bådpladser
    sagsfremstilling: |
      ![Kort over havnen](kort.svg)

      ![Kortet igen](kort.svg)
'''
NOWHERE = {'PATH': '/nonexistent'}


def png(width, height):
    """A white picture."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    rows = (b'\0' + b'\xff' * width) * height
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def png_size(data):
    return struct.unpack('>II', data[16:24])


def parts(document):
    with zipfile.ZipFile(document) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def render(meeting, name, env=None):
    document = folder / name
    done = referent('referat', meeting, '-o', document, env=env)
    check(done.returncode == 0, f'{name}: {done.stderr}')
    return document


need_program('rsvg-convert')
folder = scratch()
meeting = folder / 'møder' / 'møde.yaml'
meeting.parent.mkdir()
folder.joinpath('kommune.yaml').write_text('type: politisk\n')
meeting.write_text(MEETING)
folder.joinpath('våben.svg').write_text(SVG.format(120))
meeting.with_name('kort.svg').write_text(SVG.format(9000))

document = render(meeting, 'ud.docx')
found = parts(document)
text = found['word/document.xml'].decode()
links = found['word/_rels/document.xml.rels'].decode()
targets = dict(re.findall(r'<Relationship Id="([^"]+)"[^>]*Target="([^"]+)"', links))
shown = re.findall(r'<a:blip r:embed="([^"]+)"><a:extLst><a:ext uri="\{96DAC541-7B7A-43D3-8B79-'
                   r'37D633B846F1\}"><asvg:svgBlip xmlns:asvg="[^"]+" r:embed="([^"]+)"/>', text)
check(len(shown) == 3, f'three pictures, each as PNG and SVG: {shown}')
names = [(targets[a], targets[b]) for a, b in shown]
check(all(a.endswith('.png') and b.endswith('.svg') for a, b in names), f'{names}')
check(names[1] == names[2] != names[0], f'one picture is stored once: {names}')
check(found['word/' + names[0][1]] == folder.joinpath('våben.svg').read_bytes(), 'the SVG is whole')
check(png_size(found['word/' + names[0][0]]) == (240, 120), 'two pixels for each of the SVG')
check(png_size(found['word/' + names[1][0]]) == (2400, 16), 'a large one is bounded')
check(re.findall(r'descr="([^"]*)"', text) == ['Havneby', 'Kort over havnen', 'Kortet igen'],
      'each has its text')
check('Extension="svg" ContentType="image/svg+xml"' in found['[Content_Types].xml'].decode(),
      'the type is declared')
check(render(meeting, 'igen.docx').read_bytes() == document.read_bytes(), 'the same bytes again')

content = parts(render(meeting, 'ud.odt', NOWHERE))['content.xml'].decode()
check(len(re.findall(r'xlink:href="Pictures/[^"]*\.svg"', content)) == 3, 'ODT takes SVG itself')
page = render(meeting, 'ud.html', NOWHERE).read_text()
check(page.count('data:image/svg+xml;base64,') >= 2, 'and so does HTML')

# A PNG beside the SVG is taken, and nothing has to be installed.
folder.joinpath('våben.png').write_bytes(png(7, 5))
meeting.with_name('kort.png').write_bytes(png(8, 6))
done = referent('check', meeting, env=NOWHERE)
check(done.returncode == 0, f'nothing is missing: {done.stderr}')
found = parts(render(meeting, 'egen.docx', NOWHERE))
check(png(7, 5) in found.values() and png(8, 6) in found.values(), 'one\'s own PNG is taken')
sizes = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', found['word/document.xml'].decode())
check(sizes[0] == (str(120 * 9525), str(60 * 9525)), f'it shows as large as the SVG: {sizes}')

# It is bound to the root like every other file.
meeting.with_name('kort.png').unlink()
outside = scratch() / 'kort.png'
outside.write_bytes(png(8, 6))
meeting.with_name('kort.png').symlink_to(outside)
done = referent('check', meeting)
check(done.returncode == 1 and '[path-leaves-root]' in done.stderr, f'no way out: {done.stderr}')
meeting.with_name('kort.png').unlink()

# A converter that hangs, or that answers with something else.
programs = folder / 'programs'
programs.mkdir()
for script in ('exec cat /dev/zero', 'cat', 'kill -9 $$', 'true', 'exit 127', 'exec sleep 60'):
    program = programs / 'rsvg-convert'
    program.write_text(f'#!/bin/sh\n{script}\n')
    program.chmod(0o755)
    done = referent('check', meeting, env={'PATH': f'{programs}:/usr/bin:/bin'})
    check(done.returncode == 1 and done.stderr.count('[picture-svg-docx]') == 1,
          f'{script}: {done.stderr}')
shutil.rmtree(programs)
finish()
