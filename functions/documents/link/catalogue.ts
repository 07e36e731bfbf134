import type { BundlePlan } from './model.ts';
import type { Output } from './output.ts';
import { dateString, escapeXml, isoSeconds, reference, references, textString } from './syntax.ts';

export const PRODUCER = 'Evidence packs';

export interface CatalogueParts {
  pages: number;
  outline: number | undefined;
  structure: number;
  metadata: number;
  /** Highest version that any part used, e.g. `1.7`. */
  version: string;
  layers: readonly number[];
  layersOff: readonly number[];
}

export async function writeCatalogue(
  output: Output,
  number: number,
  plan: BundlePlan,
  parts: CatalogueParts,
): Promise<void> {
  const first = plan.firstPage ?? 1;
  const on = parts.layers.filter((layer) => !parts.layersOff.includes(layer));
  const layers =
    parts.layers.length > 0
      ? `/OCProperties<</OCGs[${references(parts.layers)}]/D<</ON[${references(on)}]/OFF[${references(parts.layersOff)}]/Order[]>>>>`
      : '';
  const outline = parts.outline === undefined ? '' : `/Outlines ${reference(parts.outline)}/PageMode/UseOutlines`;
  await output.object(
    number,
    `<</Type/Catalog${parts.version > '1.7' ? `/Version/${parts.version}` : ''}/Pages ${reference(parts.pages)}${outline}` +
      `/PageLabels<</Nums[0<</S/D${first === 1 ? '' : `/St ${first}`}>>]>>/Lang${textString(plan.language)}/MarkInfo<</Marked true>>` +
      `/StructTreeRoot ${reference(parts.structure)}/ViewerPreferences<</DisplayDocTitle true>>` +
      `/Metadata ${reference(parts.metadata)}${layers}>>`,
  );
}

export async function writeInfo(output: Output, number: number, plan: BundlePlan): Promise<void> {
  const date = dateString(plan.date);
  await output.object(
    number,
    `<</Title${textString(plan.title)}/Author${textString(plan.author)}/Producer(${PRODUCER})/CreationDate${date}/ModDate${date}>>`,
  );
}

/** XMP that says the same as the document information, and claims no standard: evidence decides what the bundle conforms to. */
export async function writeMetadata(output: Output, number: number, plan: BundlePlan): Promise<void> {
  const date = isoSeconds(plan.date);
  const id = plan.documentId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const xmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(plan.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(plan.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>${escapeXml(plan.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:MetadataDate>${date}</xmp:MetadataDate>
<pdf:Producer>${PRODUCER}</pdf:Producer>
<xmpMM:DocumentID>uuid:${id}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:${id}</xmpMM:InstanceID>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
  await output.stream(number, '/Type/Metadata/Subtype/XML', Buffer.from(xmp, 'utf8').toString('latin1'));
}
