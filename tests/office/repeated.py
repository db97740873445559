"""What a loop repeats or a condition leaves out stays a valid document, with every id its own: notes,
comments, bookmarks, content controls, tracked changes, pictures, text boxes; and LibreOffice shows each
note at its place."""

import html
import json
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from small_documents import DOCX_PARTS, ODT_PARTS, ODF, OFFICE, PACKAGE, W  # noqa: E402
from support import check, finish, need_program, pdf_text, referent, scratch, to_pdf  # noqa: E402
from validity import faults_of, need_validators  # noqa: E402

need_program('soffice', 'pdftotext')
need_validators()
folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps({'xs': ['alfa', 'beta', 'gamma'], 'sted': 'Ærø', 'nej': False}))

# -------------------------------------------------------------------- DOCX

SPACES = (f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
          'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:v="urn:schemas-microsoft-com:vml" '
          'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"')
TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
CHANGE = 'w:author="Ida" w:date="2024-01-01T00:00:00Z"'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def paragraph(*texts):
    return '<w:p w14:paraId="12345678">' + ''.join(run(t) if t[:1] != '<' else t for t in texts) + '</w:p>'


def notes(kind, *texts):
    lines = ''.join(f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
                    for number, name in ((-1, 'separator'), (0, 'continuationSeparator')))
    return lines + ''.join(f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'
                           for number, text in enumerate(texts, 1))


INSIDE = (paragraph('{%p for i in range(2) %}') + paragraph('boks {{ x }} {{ i }}') + paragraph('{%p endfor %}')
          + paragraph('{% if x == "alfa" %}først{% else %}senere{% endif %}'))
BOX = f'''<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0"
distR="0"><wp:extent cx="2000000" cy="900000"/><wp:docPr id="7" name="Boks" descr="Boks om {{{{ x }}}}"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>{INSIDE}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="Boks" type="#_x0000_t202"
style="width:150pt;height:70pt"><v:textbox><w:txbxContent>{INSIDE}</w:txbxContent></v:textbox></v:shape></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>'''


def note(kind, number):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


DOCX_BODY = (
    paragraph('{%p for x in xs %}')
    + paragraph('<w:bookmarkStart w:id="1" w:name="m"/><w:commentRangeStart w:id="5"/>', 'Punkt {{ x }}',
                '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>' + note('footnote', 2)
                + note('endnote', 1) + '<w:bookmarkEnd w:id="1"/><w:permStart w:id="9" w:edGrp="everyone"/>', 'fri',
                '<w:permEnd w:id="9"/><w:sdt><w:sdtPr><w:alias w:val="{{ x }}"/><w:id w:val="12345"/></w:sdtPr>'
                f'<w:sdtContent>{run("kontrol {{ x }}")}</w:sdtContent></w:sdt><w:ins w:id="20" {CHANGE}>{run("ind")}'
                f'</w:ins><w:del w:id="21" {CHANGE}><w:r><w:delText>ud</w:delText></w:r></w:del>')
    + paragraph('<w:commentRangeStart w:id="6"/>', '{% if nej %}væk', '<w:commentRangeEnd w:id="6"/>'
                '<w:r><w:commentReference w:id="6"/></w:r>', '{% endif %}', '<w:bookmarkStart w:id="2" w:name="n"/>',
                '{% if nej %}', '<w:bookmarkEnd w:id="2"/>' + note('footnote', 1), '{% endif %}', BOX)
    + paragraph('{%p endfor %}') + paragraph('fast', note('footnote', 3)))


def make_docx(path):
    parts = {**DOCX_PARTS,
             'word/document.xml': f'<w:document {SPACES}><w:body>{DOCX_BODY}<w:sectPr/></w:body></w:document>'}
    relations, types = '', ''
    for name, element in (('footnotes', notes('footnote', 'aldrig', ' fodnote {{ sted }}', ' sidste')),
                          ('endnotes', notes('endnote', ' slutnote {{ sted }}')),
                          ('comments', ''.join(
                              f'<w:comment w:id="{number}" w:initials="I" {CHANGE}>{paragraph("husk {{ sted }}")}'
                              '</w:comment>' for number in (5, 6)))):
        parts[f'word/{name}.xml'] = f'<w:{name} {SPACES}>{element}</w:{name}>'
        relations += f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{name}+xml"/>'
    parts['word/_rels/document.xml.rels'] = f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    name = '[Content_Types].xml'
    parts[name] = parts[name].replace('</Types>', types + '</Types>')
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


# --------------------------------------------------------------------- ODT

ODT_BODY = '''<text:p>{% for x in xs %}</text:p>
<text:p xml:id="id1"><text:bookmark-start text:name="m"/><office:annotation office:name="k"><dc:creator>Ida</dc:creator>
<dc:date>2024-01-01T00:00:00</dc:date><text:p>husk {{ x }}</text:p></office:annotation>Punkt {{ x }}<office:annotation-end
office:name="k"/><text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>fodnote {{ x }}</text:p></text:note-body></text:note><text:bookmark-end text:name="m"/></text:p>
<text:p><text:reference-mark-start text:name="r"/>{% if nej %}væk<text:reference-mark-end text:name="r"/>{% endif %}
<draw:frame draw:name="Boks" text:anchor-type="as-char" svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>boks {{ x }}
</text:p><text:p>{% for i in range(2) %}</text:p><text:p>inde {{ i }}</text:p><text:p>{% endfor %}</text:p></draw:text-box>
<svg:desc>Boks om {{ x }}</svg:desc></draw:frame><draw:custom-shape draw:name="Form" text:anchor-type="as-char"
svg:width="1cm" svg:height="1cm"/></text:p>
<text:section text:name="Afsnit"><text:p>afsnit {{ x }}</text:p></text:section>
<text:p>{% endfor %}</text:p><text:p>fast</text:p>'''


def make_odt(path):
    names = ' '.join(f'xmlns:{name}="{ODF}:{uri}:1.0"' for name, uri in (
        ('office', 'office'), ('text', 'text'), ('draw', 'drawing'), ('svg', 'svg-compatible')))
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in {**ODT_PARTS, 'content.xml':
                              f'<office:document-content {names} xmlns:dc="http://purl.org/dc/elements/1.1/" '
                              f'office:version="1.3"><office:body><office:text>{ODT_BODY}</office:text></office:body>'
                              '</office:document-content>'}.items():
            archive.writestr(name, content)


def unique(xml, pattern, what):
    found = re.findall(pattern, xml)
    check(found and len(found) == len(set(found)), f'{what}: {found}')
    return found


def read(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


documents = {}
for suffix, make in (('docx', make_docx), ('odt', make_odt)):
    template = folder / f'skabelon.{suffix}'
    make(template)
    documents[suffix] = folder / f'gentaget-{suffix}.{suffix}'
    done = referent('render', template, data, '-o', documents[suffix])
    check(done.returncode == 0, f'{suffix}: {done.stderr}')
faults = faults_of([folder / 'skabelon.docx', *documents.values()])
check(faults == [[], [], []], faults)

body = read(documents['docx'], 'word/document.xml')
for kind in ('footnoteReference', 'endnoteReference', 'commentReference', 'bookmarkStart', 'permStart', 'ins', 'del',
             'commentRangeStart'):
    unique(body, f'<w:{kind} w:id="(\\d+)"', kind)
check(re.findall(r'commentRangeStart w:id="(\d+)"', body) == re.findall(r'commentReference w:id="(\d+)"', body),
      f'each comment has its range: {body}')
unique(body, r'<wp:docPr id="(\d+)"', 'text boxes')
unique(body, r'<w:id w:val="(\d+)"', 'content controls')
check([body.count(f'boks {x} 1<') for x in ('alfa', 'beta', 'gamma')] == [2, 2, 2], f'both branches: {body}')
check(body.count('først') == 2 and body.count('senere') == 4, f'both branches: {body}')
check('w:name="n"' not in body and 'w:id="6"' not in body, f'half of a range is left out: {body}')
content = read(documents['odt'], 'content.xml')
for attribute in ('text:id', 'draw:name', 'xml:id', 'office:annotation office:name', 'text:bookmark-start text:name',
                  'text:section text:name'):
    unique(content, f'{attribute}="([^"]*)"', attribute)
check('reference-mark' not in content, f'half of a range is left out: {content}')

texts = [pdf_text(pdf) for pdf in to_pdf(documents.values(), folder)]
check(texts[0].count('fodnote Ærø') == 3 and texts[0].count('slutnote Ærø') == 3 and texts[0].count('sidste') == 1
      and 'aldrig' not in texts[0] and texts[0].rindex('fodnote Ærø') < texts[0].index('sidste'), texts[0])
check(all(f'fodnote {x}' in texts[1] and f'boks {x}' in texts[1] for x in ('alfa', 'beta', 'gamma')), texts[1])
finish()
