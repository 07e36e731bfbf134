import { describe, expect, it } from 'vitest';
import { simplePdf, words } from '../builders/pdf.ts';
import { bundled, compiled } from './linking.ts';
import { pictureOf } from './picturing.ts';
import { pageTexts } from './reading.ts';

const messages = async (pdf: Uint8Array): Promise<string[]> =>
  (await compiled(pdf)).warnings.map(({ where, message }) => `${where}: ${message}`);

describe('what a person should know before sharing', () => {
  it('redactions that were set and not applied, with their page', async () => {
    const page = '/Annots[<</Subtype/Redact/Rect[70 690 200 720]>><</Subtype/Redact/Rect[70 590 200 620]>>]';
    const said = await messages(simplePdf({ page }));
    expect(said.join()).toContain('page 1: 2 marks for redaction were set and not applied');
  });

  const outside: Readonly<Record<string, string>> = {
    'above the page': words('secret', 72, 900),
    'below the page': words('secret', 72, -60),
    'to the left': words('secret', -900, 700),
    'to the right': 'BT /F1 18 Tf 1 0 0 1 700 700 Tm [(sec) -20 (ret)] TJ ET',
    'moved there': `q 1 0 0 1 0 2000 cm ${words('secret')} Q ${words('Hello')}`,
    'on a later line': 'BT /F1 18 Tf 72 700 Td (Hello) Tj 0 -800 TD (secret) Tj ET',
  };
  for (const [place, content] of Object.entries(outside)) {
    it(`words ${place}`, async () => {
      expect((await messages(simplePdf({ pages: [words('Hello'), content] }))).join()).toMatch(
        /^page 2: There are words outside the visible part/,
      );
    });
  }

  it('words beyond the crop box', async () => {
    const pdf = simplePdf({ pages: [words('Hello', 72, 700)], page: '/CropBox[0 0 595 400]' });
    expect((await messages(pdf)).join()).toContain('outside the visible part');
  });

  it('but not words that are seen, begin or end outside, are recognised behind a scan, or are spaces', async () => {
    const pages = [
      `q 0.1 0 0 0.1 0 0 cm BT /F1 180 Tf 720 7000 Td (Hello) Tj ET Q`,
      words('begins outside and ends inside', -40, 700),
      words('ends outside and begins inside', 560, 700),
      `BT 3 Tr /F1 18 Tf 72 900 Td (recognised) Tj ET`,
      words('     ', 72, 900),
      `BT /F1 18 Tf 0 1 -1 0 580 -20 Tm (upwards along the edge) Tj ET`,
      `q 1 0 0 1 0 2000 cm Q ${words('restored')}`,
      `BT /F1 18 Tf 72 700 Td (${'long '.repeat(30)}) Tj (goes on) Tj ET`,
    ];
    expect(await messages(simplePdf({ pages }))).toEqual([]);
  });
});

describe('layers are shown as a viewer shows them on opening', () => {
  const group = (more = ''): string => `<</Type/OCG/Name(Draft)${more}>>`;
  const usage = (state: string): string => group(`/Usage<</View<</ViewState/${state}>>>>`);
  const event = '/AS[<</Event/View/Category[/View]/OCGs[100 0 R]>>]';
  const cases: Readonly<Record<string, { config: string; owner?: string; first?: string; shown: boolean }>> = {
    'off by list': { config: '/OFF[100 0 R]', shown: false },
    'off by base state': { config: '/BaseState/OFF', shown: false },
    'on by list, off by base state': { config: '/BaseState/OFF/ON[100 0 R]', shown: true },
    'off by its usage, where that counts': { config: event, first: usage('OFF'), shown: false },
    'on by its usage, where that counts': { config: `/OFF[100 0 R]${event}`, first: usage('ON'), shown: true },
    'off by a usage that does not count': { config: '', first: usage('OFF'), shown: true },
    'off, but not meant for viewing': { config: '/OFF[100 0 R]', first: group('/Intent/Design'), shown: true },
    'any of two on': { config: '/OFF[100 0 R]', owner: '/OCGs[100 0 R 101 0 R]', shown: true },
    'all of two on': { config: '/OFF[100 0 R]', owner: '/OCGs[100 0 R 101 0 R]/P/AllOn', shown: false },
    'any of two off': { config: '/OFF[100 0 R]', owner: '/OCGs[100 0 R 101 0 R]/P/AnyOff', shown: true },
    'all of two off': { config: '/OFF[100 0 R]', owner: '/OCGs[100 0 R 101 0 R]/P/AllOff', shown: false },
    'an expression': { config: '/OFF[100 0 R]', owner: '/VE[/And[/Not 100 0 R]101 0 R]/OCGs 100 0 R', shown: true },
    'an expression that fails': { config: '/OFF[100 0 R]', owner: '/VE[/Or 100 0 R[/Not 101 0 R]]', shown: false },
  };
  for (const [name, { config, owner, first = group(), shown }] of Object.entries(cases)) {
    it(name, async () => {
      const layer = owner === undefined ? '100 0 R' : '102 0 R';
      const pdf = simplePdf({
        pages: [`/OC /L BDC 0 0 1 rg 100 600 100 100 re f EMC`],
        page: `/Resources<</Properties<</L ${layer}>>>>/Annots[<</Subtype/Square/IC[1 0 0]/C[]/OC ${layer}/Rect[300 600 400 700]>>]`,
        catalog: `/OCProperties<</OCGs[100 0 R 101 0 R]/D<<${config.replace('BaseState/OFF', 'BaseState/OFF/ON[101 0 R]').replace('ON[101 0 R]/ON[100 0 R]', 'ON[101 0 R 100 0 R]')}>>>>`,
        more: { 100: first, 101: group(), 102: `<</Type/OCMD${owner ?? ''}>>` },
      });
      const picture = await pictureOf((await bundled(pdf, { stamp: false })).pdf);
      const [content, note] = [picture.inked([100, 600, 200, 700]), picture.inked([300, 600, 400, 700])];
      expect({ content: content > 0.9, note: note > 0.9 }).toEqual({ content: shown, note: shown });
    });
  }
});

describe('a file that the first reader cannot open', () => {
  const sound = Buffer.from(simplePdf({ pages: [words('One'), words('Two')] })).toString('latin1');
  const broken: Readonly<Record<string, string>> = {
    'with half a trailer': sound.slice(0, sound.indexOf('trailer') + 12),
    'with a broken trailer': sound.replace(/trailer\n<<[^>]*>>/, 'trailer\n<</Size'),
  };
  for (const [name, text] of Object.entries(broken)) {
    it(`${name} is repaired, and says so`, async () => {
      const pdf = new Uint8Array(Buffer.from(text, 'latin1'));
      expect(await messages(pdf)).toEqual([
        'file: This file was damaged; it was repaired as well as could be. Compare it with the original.',
      ]);
      expect(await pageTexts((await bundled(pdf)).pdf)).toEqual(['One', 'Two']);
    });
  }
});
