"""Tags in the properties of a document, its own and those that somebody made up: they hold what the tags
give, and the document is valid."""

import html
import json
import pathlib
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from small_documents import DOCX_PARTS, ODT_PARTS, ODF, OFFICE, W  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402
from validity import faults_of, need_validators  # noqa: E402

need_validators()
folder = scratch()
DATA = {'alt': 'Et "skilt" & <mere>', 'ja': True, 'rækker': ['a', 'b']}
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))

MAIN = {'docx': {'word/document.xml': f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{{{{ alt }}}}</w:t></w:r>'
                                      '</w:p><w:sectPr/></w:body></w:document>'},
        'odt': {'content.xml': f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" '
                               'office:version="1.3"><office:body><office:text><text:p>{{ alt }}</text:p>'
                               '</office:text></office:body></office:document-content>'}}
TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006'
TEMPLATE_PROPERTIES = {
    'docx': {'docProps/app.xml': f'<Properties xmlns="{TYPES}/extended-properties"><Manager>{{{{ alt }}}}</Manager>'
                                 '<Company>{% for r in rækker %}{{ r }};{% endfor %}</Company></Properties>',
             'docProps/custom.xml':
                 f'<Properties xmlns="{TYPES}/custom-properties" xmlns:vt="{TYPES}/docPropsVTypes">'
                 '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Sag">'
                 '<vt:lpwstr>{% if ja %}{{ alt }}{% endif %}</vt:lpwstr></property></Properties>'},
    'odt': {'meta.xml': f'<office:document-meta xmlns:office="{ODF}:office:1.0" xmlns:meta="{ODF}:meta:1.0" '
                        'office:version="1.3"><office:meta><meta:user-defined meta:name="Sag">{% if ja %}{{ alt }}'
                        '{% endif %}</meta:user-defined><meta:user-defined meta:name="Rækker">{% for r in rækker %}'
                        '{{ r }};{% endfor %}</meta:user-defined></office:meta></office:document-meta>'}}


def pack(suffix):
    """A template with tags in its properties, complete enough for the validators."""
    path = folder / f'skabelon.{suffix}'
    properties = TEMPLATE_PROPERTIES[suffix]
    parts = {**(DOCX_PARTS if suffix == 'docx' else ODT_PARTS), **MAIN[suffix], **properties}
    if suffix == 'docx':
        kinds = list(zip(('extended', 'custom'), properties))
        parts['_rels/.rels'] = parts['_rels/.rels'].replace('</Relationships>', ''.join(
            f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}-properties" Target="{part}"/>'
            for kind, part in kinds) + '</Relationships>')
        parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace('</Types>', ''.join(
            f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
            f'{kind}-properties+xml"/>' for kind, part in kinds) + '</Types>')
    else:
        parts['META-INF/manifest.xml'] = parts['META-INF/manifest.xml'].replace(
            '</manifest:manifest>', '<manifest:file-entry manifest:full-path="meta.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>')
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


for suffix, expected in TEMPLATE_PROPERTIES.items():
    result = folder / f'ud.{suffix}'
    done = referent('render', pack(suffix), data, '-o', result)
    check(done.returncode == 0, f'properties: {done.stderr}')
    with zipfile.ZipFile(result) as archive:
        found = ''.join(archive.read(name).decode() for name in expected)
    for text in (html.escape(DATA['alt'], quote=False), 'a;b;'):
        check(f'>{text}</' in found, f'properties, {text}: {found}')
    check('{{' not in found and '{%' not in found, f'tags among the properties: {found}')
    [faults] = faults_of([result])
    check(not faults, f'properties, {suffix}: {faults}')
finish()
