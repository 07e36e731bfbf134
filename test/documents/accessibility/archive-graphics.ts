import { PDFArray, type PDFDict, PDFName, type PDFObject, PDFRef, PDFStream } from 'pdf-lib';
import type { Checked } from './document.ts';
import { archive, type Finding } from './finding.ts';
import {
  asDict,
  at,
  boolAt,
  bytesOf,
  dictAt,
  has,
  itemsOf,
  nameAt,
  nameOf,
  numberAt,
  oneOrMany,
  rawAt,
  textAt,
} from './read/objects.ts';

const INTENTS = /^(RelativeColorimetric|AbsoluteColorimetric|Perceptual|Saturation)$/;
const BLENDING =
  /^(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|ColorDodge|ColorBurn|HardLight|SoftLight|Difference|Exclusion|Hue|Saturation|Color|Luminosity)$/;

/** ISO 19005-2 6.2: what is painted looks the same for ever, because every colour is defined and nothing comes from elsewhere. */
export function* checkGraphics(document: Checked): Generator<Finding> {
  const output = yield* checkOutputIntents(document);
  for (const page of document.contents) {
    for (const { clause, message } of page.faults) yield archive(clause, page.where, message);
    if (page.deepestSave > 28) yield archive('6.1.13', page.where, `q is nested ${page.deepestSave} deep`);
    for (const intent of page.intents)
      if (!INTENTS.test(intent)) yield archive('6.2.6', page.where, `the rendering intent ${intent}`);
    for (const number of page.numbers) {
      if (Math.abs(Number(number)) > 3.403e38 || (Number(number) !== 0 && Math.abs(Number(number)) < 1.175e-38))
        yield archive('6.1.13', page.where, `the number ${number.slice(0, 40)} is out of range`);
    }
    for (const { space, resources } of page.colours) yield* checkColour(space, resources, output, page.where, 0);
    for (const state of new Set(page.states)) yield* checkState(state, page.where);
    for (const { stream } of page.drawn) yield* checkDrawn(stream, page.where);
    if (output === undefined && isTransparent(page.states) && !has(dictAt(pageOf(document, page.ref), 'Group'), 'CS'))
      yield archive('6.2.10', page.where, 'is transparent and has no space to blend in');
  }
  for (const { node, where } of document.pages) {
    const group = dictAt(node, 'Group');
    if (group && has(group, 'CS')) yield* checkColour(at(group, 'CS'), dictAt(node, 'Resources'), output, where, 0);
  }
}

const pageOf = ({ pages }: Checked, ref: string): PDFDict | undefined => pages.find((page) => page.ref === ref)?.node;

function isTransparent(states: readonly PDFDict[]): boolean {
  return states.some(
    (state) =>
      (numberAt(state, 'CA') ?? 1) < 1 ||
      (numberAt(state, 'ca') ?? 1) < 1 ||
      dictAt(state, 'SMask') !== undefined ||
      !/^(Normal|Compatible)$/.test(nameAt(state, 'BM') ?? 'Normal'),
  );
}

/** The colour space of the output intent: `RGB `, `CMYK` or `GRAY`. */
function* checkOutputIntents({ catalog }: Checked): Generator<Finding, string | undefined> {
  const intents = itemsOf(at(catalog, 'OutputIntents')).flatMap((item) => asDict(item) ?? []);
  const own = intents.filter((intent) => nameAt(intent, 'S') === 'GTS_PDFA1');
  const profiles = new Set(intents.flatMap((intent) => rawAt(intent, 'DestOutputProfile') ?? []));
  if (own.length !== 1) yield archive('6.2.3', 'catalogue', `has ${own.length} output intents of PDF/A`);
  if (profiles.size > 1) yield archive('6.2.3', 'catalogue', 'output intents name different profiles');
  if (intents.some((intent) => has(intent, 'DestOutputProfileRef')))
    yield archive('6.2.3', 'catalogue', 'an output intent names a profile elsewhere');
  const [intent] = own;
  if (!intent) return undefined;
  if (!textAt(intent, 'OutputConditionIdentifier'))
    yield archive('6.2.3', 'output intent', 'has no OutputConditionIdentifier');
  if (!(rawAt(intent, 'DestOutputProfile') instanceof PDFRef))
    yield archive('6.2.3', 'output intent', 'names no profile');
  return yield* checkProfile(at(intent, 'DestOutputProfile'), '6.2.3', /^(prtr|mntr)$/, 'output intent');
}

const CHANNELS: Record<string, number> = { 'RGB ': 3, CMYK: 4, GRAY: 1, 'Lab ': 3 };

/** The header of an ICC profile (ISO 15076-1 7.2): version, class, colour space, signature. */
function* checkProfile(
  stream: PDFObject | undefined,
  clause: string,
  classes: RegExp,
  where: string,
): Generator<Finding, string | undefined> {
  const bytes = Buffer.from(bytesOf(stream) ?? []);
  const word = (offset: number) => bytes.toString('latin1', offset, offset + 4);
  if (bytes.length < 128 || word(36) !== 'acsp' || bytes.readUInt32BE(0) > bytes.length) {
    yield archive(clause, where, 'its profile is no ICC profile');
    return undefined;
  }
  const space = word(16);
  if ((bytes[8] ?? 9) > 4) yield archive(clause, where, `its profile is of ICC version ${bytes[8]}`);
  if (!classes.test(word(12))) yield archive(clause, where, `its profile is of the class ${word(12)}`);
  if (CHANNELS[space] !== numberAt(asDict(stream), 'N'))
    yield archive(clause, where, `its profile is for ${space} and says N ${numberAt(asDict(stream), 'N')}`);
  return space;
}

const DEFAULTS: Record<string, { name: string; covers: (output: string | undefined) => boolean }> = {
  DeviceGray: { name: 'DefaultGray', covers: (output) => output !== undefined },
  DeviceRGB: { name: 'DefaultRGB', covers: (output) => output === 'RGB ' },
  DeviceCMYK: { name: 'DefaultCMYK', covers: (output) => output === 'CMYK' },
};
const SHORT: Record<string, string> = { G: 'DeviceGray', RGB: 'DeviceRGB', CMYK: 'DeviceCMYK' };
const DEEPEST = 8;

function* checkColour(
  space: PDFObject | string | undefined,
  resources: PDFDict | undefined,
  output: string | undefined,
  where: string,
  depth: number,
): Generator<Finding> {
  if (space === undefined || depth > DEEPEST) return;
  const name = typeof space === 'string' ? (SHORT[space] ?? space) : nameOf(space);
  if (name !== undefined) {
    const device = DEFAULTS[name];
    if (device && !device.covers(output) && !has(dictAt(resources, 'ColorSpace'), device.name))
      yield archive('6.2.4.3', where, `${name} is used, and no output intent says what it means`);
    return;
  }
  if (!(space instanceof PDFArray)) return;
  const [family, second, third] = itemsOf(space);
  const kind = nameOf(family);
  if (kind === 'ICCBased') yield* checkProfile(second, '6.2.4.2', /^(prtr|mntr|scnr|spac)$/, where);
  if (kind === 'Indexed' || kind === 'Pattern') yield* checkColour(second, resources, output, where, depth + 1);
  if (kind === 'Separation' || kind === 'DeviceN') yield* checkColour(third, resources, output, where, depth + 1);
  if (kind === 'DeviceN') {
    const colours = itemsOf(second);
    if (colours.length > 32) yield archive('6.1.13', where, 'a DeviceN space has more than 32 colours');
    const named = dictAt(asDict(itemsOf(space)[4]), 'Colorants');
    if (
      colours.some(
        (colour) =>
          !/^(None|Cyan|Magenta|Yellow|Black)$/.test(nameOf(colour) ?? '') && !has(named, nameOf(colour) ?? ''),
      )
    )
      yield archive('6.2.4.4', where, 'a spot colour of a DeviceN space is not defined');
  }
}

function* checkState(state: PDFDict, where: string): Generator<Finding> {
  const fault = (message: string) => archive('6.2.5', where, `a graphics state ${message}`);
  if (has(state, 'TR')) yield fault('has a transfer function (TR)');
  if (has(state, 'TR2') && nameAt(state, 'TR2') !== 'Default') yield fault('has a transfer function (TR2)');
  if (has(state, 'HTP')) yield fault('has HTP');
  const halftone = dictAt(state, 'HT');
  if (halftone && (![1, 5].includes(numberAt(halftone, 'HalftoneType') ?? 0) || has(halftone, 'HalftoneName')))
    yield fault('has a halftone of another type than 1 and 5');
  for (const mode of oneOrMany(at(state, 'BM')).map(nameOf)) {
    if (!BLENDING.test(mode ?? '')) yield archive('6.2.10', where, `the blend mode ${mode}`);
  }
  const intent = nameAt(state, 'RI');
  if (intent !== undefined && !INTENTS.test(intent)) yield archive('6.2.6', where, `the rendering intent ${intent}`);
}

function* checkDrawn({ dict }: PDFStream, where: string): Generator<Finding> {
  const subtype = nameAt(dict, 'Subtype');
  const clause = subtype === 'Image' ? '6.2.8' : '6.2.9';
  for (const key of ['Alternates', 'OPI', 'PS', 'Ref'])
    if (has(dict, key)) yield archive(clause, where, `an XObject has ${key}`);
  if (subtype === 'PS' || nameAt(dict, 'Subtype2') === 'PS')
    yield archive('6.2.9', where, 'a PostScript XObject is drawn');
  if (subtype === 'Image' && boolAt(dict, 'Interpolate')) yield archive('6.2.8', where, 'an image is interpolated');
  const intent = nameAt(dict, 'Intent');
  if (intent !== undefined && !INTENTS.test(intent)) yield archive('6.2.6', where, `the rendering intent ${intent}`);
  if (dict.lookup(PDFName.of('SMask')) instanceof PDFStream && boolAt(dictAt(dict, 'SMask'), 'Interpolate'))
    yield archive('6.2.8', where, 'the mask of an image is interpolated');
}
