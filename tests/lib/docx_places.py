"""Puts the body of a document into every place that holds text: notes, comments, text boxes, content
controls, cells of tables, headers and footers of all kinds. And reads what is there again."""

import copy
import zipfile

from lxml import etree

from word_texts import OFFICE, STYLE, TABLE, TEXT, W, odt_texts, own, read_blocks

WORD = W[1:-1]
RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
ODF = 'urn:oasis:names:tc:opendocument:xmlns:'

SPACES = (f'xmlns:w="{WORD}" xmlns:r="{RELATION}" xmlns:v="urn:schemas-microsoft-com:vml" '
          'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')

# Parts of their own: name, root, what stands around the blocks, how the body refers to it.
NOTE = '<w:{0} w:id="2">{{}}</w:{0}>'
PARTS = {
    'footnotes': ('w:footnotes', NOTE.format('footnote'), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    'endnotes': ('w:endnotes', NOTE.format('endnote'), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    'comments': ('w:comments', '<w:comment w:id="2" w:author="a" w:initials="a">{}</w:comment>',
                 '<w:commentRangeStart w:id="2"/><w:r><w:t>ord</w:t></w:r><w:commentRangeEnd w:id="2"/>'
                 '<w:r><w:commentReference w:id="2"/></w:r>'),
    'header': ('w:hdr', '{}', '<w:headerReference w:type="default" r:id="{id}"/>'),
    'header-even': ('w:hdr', '{}', '<w:headerReference w:type="even" r:id="{id}"/>'),
    'header-first': ('w:hdr', '{}', '<w:headerReference w:type="first" r:id="{id}"/>'),
    'footer': ('w:ftr', '{}', '<w:footerReference w:type="default" r:id="{id}"/>'),
}

BODY = f'''<w:document {SPACES}><w:body>
<w:p><w:r><w:t>Før</w:t></w:r>{{references}}</w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="a"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:txbx><w:txbxContent>{{blocks}}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="b"><v:textbox><w:txbxContent>{{blocks}}
</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sdt><w:sdtPr><w:alias w:val="felt"/></w:sdtPr><w:sdtContent>{{blocks}}</w:sdtContent></w:sdt>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid><w:tr>
<w:tc><w:tcPr/><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/>{{blocks}}<w:p/></w:tc></w:tr></w:tbl>
<w:sectPr>{{edges}}</w:sectPr></w:body></w:document>'''


def kind_of(name):
    return name.split('-')[0]


def add_children(xml, children):
    return xml.replace(b'</Types>', children + b'</Types>').replace(
        b'</Relationships>', children + b'</Relationships>')


def put_docx(source, target):
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = etree.fromstring(parts['word/document.xml']).find(W + 'body')
    blocks = ''.join(etree.tostring(child, encoding='unicode', with_tail=False) for child in body
                     if child.tag != W + 'sectPr')
    references, edges, relations, types = '', '', '', ''
    for number, (name, (root, around, reference)) in enumerate(PARTS.items()):
        parts[f'word/{name}.xml'] = (f'<{root} {SPACES}>{around.format(blocks)}</{root}>').encode()
        relations += (f'<Relationship Id="rIdX{number}" Type="{RELATION}/{kind_of(name)}" '
                      f'Target="{name}.xml"/>')
        types += (f'<Override PartName="/word/{name}.xml" '
                  f'ContentType="{TYPE}{kind_of(name)}+xml"/>')
        if '{id}' in reference:
            edges += reference.format(id=f'rIdX{number}')
        else:
            references += reference
    parts['word/document.xml'] = BODY.format(
        references=references, edges=edges, blocks=blocks).encode()
    name = 'word/_rels/document.xml.rels'
    parts[name] = add_children(parts[name], relations.encode())
    name = '[Content_Types].xml'
    parts[name] = add_children(parts[name], types.encode())
    with zipfile.ZipFile(target, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def read_docx_places(path):
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read('word/document.xml')).find(W + 'body')
        places = {}
        for name in PARTS:
            root = etree.fromstring(archive.read(f'word/{name}.xml'))
            places[name] = root if len(root) != 1 or root[0].get(W + 'id') != '2' else root[0]
    places['choice'], places['fallback'] = own(body[1], W + 'txbxContent', (W + 'p',))
    places['content control'] = next(e for e in body if e.tag == W + 'sdt').find(W + 'sdtContent')
    places['cell'] = [e for e in body if e.tag == W + 'tbl'][-1].findall(f'{W}tr/{W}tc')[1]
    return {name: read_blocks(place) for name, place in places.items()}


ODT_BODY = '''<office:text xmlns:office="{0}office:1.0" xmlns:text="{0}text:1.0" xmlns:table="{0}table:1.0"
xmlns:draw="{0}drawing:1.0">
<text:p>Før<text:note text:note-class="footnote" text:id="n1"><text:note-citation>1</text:note-citation>
<text:note-body/></text:note><text:note text:note-class="endnote" text:id="n2">
<text:note-citation>i</text:note-citation><text:note-body/></text:note>
<office:annotation office:name="a"/>ord<office:annotation-end office:name="a"/></text:p>
<text:p><draw:frame draw:name="b"><draw:text-box/></draw:frame></text:p><text:section text:name="felt"/>
<table:table table:name="ydre"><table:table-column table:number-columns-repeated="2"/><table:table-row>
<table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>
</office:text>'''.format(ODF)

ODT_PLACES = {'footnote': f'{TEXT}note[1]/{TEXT}note-body', 'endnote': f'{TEXT}note[2]/{TEXT}note-body',
              'comment': f'{OFFICE}annotation', 'box': f'{{{ODF}drawing:1.0}}text-box',
              'section': f'{TEXT}section', 'cell': f'{TABLE}table-cell[2]'}
ODT_EDGES = ('header', 'header-left', 'header-first', 'footer')


def put_odt(source, target):
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = etree.fromstring(parts['content.xml'])
    old = content.find(f'{OFFICE}body/{OFFICE}text')
    blocks = [child for child in old if child.tag in (TEXT + 'p', TEXT + 'h', TEXT + 'list',
                                                      TABLE + 'table', TEXT + 'section')]
    new = etree.fromstring(ODT_BODY)
    for place in [new.find('.//' + place) for place in ODT_PLACES.values()]:
        place.extend(copy.deepcopy(blocks))
    old.getparent().replace(old, new)
    parts['content.xml'] = etree.tostring(content)
    styles = etree.fromstring(parts['styles.xml'])
    master = styles.find(f'{OFFICE}master-styles/{STYLE}master-page')
    for edge in list(master):
        master.remove(edge)
    for edge in ODT_EDGES:
        etree.SubElement(master, STYLE + edge).extend(copy.deepcopy(blocks))
    parts['styles.xml'] = etree.tostring(styles)
    with zipfile.ZipFile(target, 'w') as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED)


def read_odt_places(path):
    with zipfile.ZipFile(path) as archive:
        content = etree.fromstring(archive.read('content.xml'))
        styles = etree.fromstring(archive.read('styles.xml'))
    text = content.find(f'{OFFICE}body/{OFFICE}text')
    places = {name: text.find('.//' + place) for name, place in ODT_PLACES.items()}
    places['cell'] = [e for e in text if e.tag == TABLE + 'table'][-1][-1][1]
    master = styles.find(f'{OFFICE}master-styles/{STYLE}master-page')
    places.update((edge, master.find(STYLE + edge)) for edge in ODT_EDGES)
    return {name: odt_texts(place) for name, place in places.items()}
