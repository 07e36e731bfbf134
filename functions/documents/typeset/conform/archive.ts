import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib';
import { failure, type Outcome, success } from '../../model.ts';
import { name } from './structure.ts';

/**
 * The compiler exports one standard: PDF/UA-1. What PDF/A-2a asks beyond it is an output intent, for which the file's own sRGB
 * profile serves, and its identification in the XMP packet, with a schema that declares the words of PDF/UA (ISO 19005-2 6.2.3, 6.6.4
 * and 6.6.2.3.3).
 */
export function makeArchival(document: PDFDocument): Outcome<void, 'typeset-failed'> {
  const profile = findProfile(document);
  if (!profile)
    return failure(
      'typeset-failed',
      'The pages hold no sRGB profile to name as output intent. Report this: the engine has changed.',
    );
  const intent = document.context.obj({ Type: 'OutputIntent', S: 'GTS_PDFA1', DestOutputProfile: profile });
  intent.set(name('OutputConditionIdentifier'), PDFString.of('sRGB'));
  intent.set(name('Info'), PDFString.of('sRGB IEC61966-2.1'));
  document.catalog.set(name('OutputIntents'), document.context.obj([document.context.register(intent)]));
  return identify(document);
}

function findProfile(document: PDFDocument): PDFRef | undefined {
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFArray) || object.size() !== 2 || object.get(0) !== PDFName.of('ICCBased')) continue;
    const ref = object.get(1);
    const stream = object.lookup(1);
    if (!(ref instanceof PDFRef) || !(stream instanceof PDFStream)) continue;
    const components = stream.dict.lookup(name('N'));
    if (components instanceof PDFNumber && components.asNumber() === 3) return ref;
  }
  return undefined;
}

function identify(document: PDFDocument): Outcome<void, 'typeset-failed'> {
  const ref = document.catalog.get(name('Metadata'));
  const stream = document.catalog.lookup(name('Metadata'));
  const end = '</rdf:RDF>';
  if (!(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) return noPacket();
  const packet = Buffer.from(stream.contents).toString('utf8');
  if (
    stream.dict.has(name('Filter')) ||
    packet.split(end).length !== 2 ||
    !packet.includes('<pdfuaid:part>1</pdfuaid:part>')
  ) {
    return noPacket();
  }
  const bytes = Buffer.from(
    packet.replace(end, () => PDF_A + SCHEMA + end),
    'utf8',
  );
  const dict = PDFDict.withContext(document.context);
  dict.set(name('Type'), name('Metadata'));
  dict.set(name('Subtype'), name('XML'));
  document.context.assign(ref, PDFRawStream.of(dict, new Uint8Array(bytes)));
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
