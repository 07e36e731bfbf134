import { failure, type Outcome, success } from '../../model.ts';
import type { CompilerFile } from './file.ts';
import { array, dictionary, entriesOf, itemsOf, reference, referred } from './values.ts';

/**
 * The compiler exports one standard: PDF/UA-1. What PDF/A-2a asks beyond it is an output intent, for which the file's own sRGB
 * profile serves, and its identification in the XMP packet, with a schema that declares the words of PDF/UA (ISO 19005-2 6.2.3, 6.6.4
 * and 6.6.2.3.3).
 */
export function makeArchival(file: CompilerFile): Outcome<void, 'typeset-failed'> {
  const profile = findProfile(file);
  if (profile === undefined)
    return failure(
      'typeset-failed',
      'The pages hold no sRGB profile to name as output intent. Report this: the engine has changed.',
    );
  const intent = file.add(
    dictionary([
      ['Type', '/OutputIntent'],
      ['S', '/GTS_PDFA1'],
      ['DestOutputProfile', reference(profile)],
      ['OutputConditionIdentifier', '(sRGB)'],
      ['Info', '(sRGB IEC61966-2.1)'],
    ]),
  );
  const catalog = file.entries(file.catalog);
  catalog.set('OutputIntents', array([reference(intent)]));
  file.change(file.catalog, catalog);
  return identify(file, referred(catalog.get('Metadata')));
}

function findProfile(file: CompilerFile): number | undefined {
  for (const number of file.beginning('[/ICCBased ')) {
    const [space, profile, ...rest] = itemsOf(file.source(number));
    const stream = referred(profile);
    if (space !== '/ICCBased' || stream === undefined || rest.length > 0) continue;
    if (file.entries(stream).get('N') === '3') return stream;
  }
  return undefined;
}

function identify(file: CompilerFile, number: number | undefined): Outcome<void, 'typeset-failed'> {
  const end = '</rdf:RDF>';
  const [head, packet] = /^(.*?)stream\r?\n(.*)\r?\nendstream$/s.exec(file.source(number ?? 0))?.slice(1) ?? [];
  if (
    number === undefined ||
    head === undefined ||
    packet === undefined ||
    entriesOf(head).has('Filter') ||
    packet.split(end).length !== 2 ||
    !packet.includes('<pdfuaid:part>1</pdfuaid:part>')
  ) {
    return noPacket();
  }
  const whole = packet.replace(end, () => PDF_A + SCHEMA + end);
  const entries = dictionary([
    ['Type', '/Metadata'],
    ['Subtype', '/XML'],
    ['Length', String(whole.length)],
  ]);
  file.replace(number, `${entries}\nstream\n${whole}\nendstream`);
  return success(undefined);
}

const noPacket = () =>
  failure('typeset-failed', 'The pages hold no XMP packet that says PDF/UA-1. Report this: the engine has changed.');

const PDF_A =
  '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">' +
  '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>';

const SCHEMA =
  '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ' +
  'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">' +
  '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">' +
  '<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>' +
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>' +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">' +
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>' +
  '<pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>' +
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>';
