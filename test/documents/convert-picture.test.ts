import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { convertFile } from '../../functions/documents/convert/convert.ts';
import { tidyPicture } from '../../functions/documents/convert/picture.ts';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { pageTexts, withPdf } from './reading.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#28A197' } });
const room = () => ({ width: 170, height: 244 });

async function pages(bytes: Uint8Array, mime: string): Promise<Uint8Array> {
  const outcome = await convertFile(bytes, mime);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value.pdf;
}

it('a picture becomes one tagged A4 page that lies as the picture does', async () => {
  const wide = await plain(1600, 900).jpeg().toBuffer();
  const high = await plain(900, 1600).png().toBuffer();
  const small = await plain(300, 200).png().toBuffer();
  const sizes = await Promise.all(
    [wide, high, small].map(async (bytes, index) =>
      withPdf(await pages(bytes, index === 0 ? 'image/jpeg' : 'image/png'), async (pdf) => {
        expect(pdf.numPages).toBe(1);
        const page = await pdf.getPage(1);
        const tree = JSON.stringify(await page.getStructTree());
        expect(tree).toContain('"alt":"A picture that was uploaded as evidence. No description came with it."');
        return page.view.slice(2).map(Math.round);
      }),
    ),
  );
  expect(sizes).toEqual([
    [842, 595],
    [595, 842],
    [595, 842],
  ]);
  const [text] = await pageTexts(await pages(wide, 'image/jpeg'));
  expect(text).toBe('Picture as uploaded, 1,600 × 900 pixels. The original file is kept.');
});

it('the same picture gives the same bytes, whatever its name', async () => {
  const bytes = await plain(600, 400).png().toBuffer();
  const [first, second] = await Promise.all(['a.png', 'b.png'].map((name) => inspectFile(bytes, name)));
  expect(first).toMatchObject({ verdict: 'ready', type: 'image/png', pages: 1, tagged: true });
  expect(Buffer.from(first?.compiled ?? []).equals(second?.compiled ?? new Uint8Array())).toBe(true);
});

it('place, time and device do not travel, and the officer is told', async () => {
  const exif = {
    IFD0: { Artist: 'Jane Example', Model: 'Camera 9' },
    IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
  };
  const bytes = await plain(400, 300)
    .jpeg()
    .withExif(exif)
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Seaview School</x:xmpmeta>')
    .toBuffer();
  expect(bytes.includes('Jane Example') && bytes.includes('Seaview School')).toBe(true);
  const tidy = await tidyPicture(bytes, { room });
  const written = tidy.ok ? tidy.value.bytes : Buffer.alloc(0);
  expect(await sharp(written).metadata()).toMatchObject({ format: 'jpeg', width: 400 });
  for (const name of ['exif', 'xmp', 'iptc', 'icc'] as const)
    expect((await sharp(written).metadata())[name]).toBeUndefined();
  const { compiled, reason } = await inspectFile(bytes, 'photo.jpg');
  for (const secret of ['Jane Example', 'Camera 9', 'Seaview School'])
    expect(Buffer.from(compiled ?? []).includes(secret)).toBe(false);
  expect(reason).toBe(
    'Ready: 1 page, set on a page. Left out of the bundle: details that a camera or program added (such as time, place and device). The original keeps them.',
  );
});

it('a picture is turned upright, flattened on white and made no larger than print needs', async () => {
  const lying = await plain(4000, 3000).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const upright = await tidyPicture(lying, { room });
  if (!upright.ok) throw new Error(upright.message);
  expect([upright.value.width, upright.value.height]).toEqual([3000, 4000]);
  const printed = await sharp(upright.value.bytes).metadata();
  // 170 mm at 300 dots an inch.
  expect([printed.width, printed.orientation]).toEqual([2008, undefined]);

  const clear = await sharp({
    create: { width: 10, height: 10, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const flat = await tidyPicture(clear, { room });
  const pixels = flat.ok ? await sharp(flat.value.bytes).raw().toBuffer({ resolveWithObject: true }) : undefined;
  expect([pixels?.info.channels, pixels?.data[0]]).toEqual([3, 255]);
});

it('only the part that a document shows is kept', async () => {
  const left = await plain(100, 100).png().toBuffer();
  const both = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#000000' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer();
  const cut = await tidyPicture(both, { room, crop: { left: 0, top: 0, right: 0.5, bottom: 0 } });
  if (!cut.ok) throw new Error(cut.message);
  const { data, info } = await sharp(cut.value.bytes).raw().toBuffer({ resolveWithObject: true });
  expect(info.width).toBe(100);
  expect(data.subarray(-3)).toEqual(Buffer.from([0x28, 0xa1, 0x97]));
});

/** A PNG whose header claims a size and whose data is a few rows. */
function claiming(width: number, height: number): Uint8Array {
  const bytes = PNG.sync.write(new PNG({ width: 4, height: 4 }));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crcOf(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crcOf(data: Uint8Array): number {
  // The checksum of a PNG's chunk is that of gzip.
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

it.each([
  ['a flood of pixels', () => claiming(60_000, 60_000), 'too-large', /60,000 × 60,000 pixels/],
  ['a very long line', () => claiming(100_000, 1), 'too-large', /100,000 × 1 pixels/],
  [
    'a picture that ends early',
    async () => (await plain(800, 600).jpeg().toBuffer()).subarray(0, 2_000),
    'damaged',
    /damaged or incomplete/,
  ],
  ['a PNG with less in it than it says', () => claiming(4_000, 4_000), 'damaged', /damaged or incomplete/],
  [
    'a JPEG of nothing but its first bytes',
    () => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]),
    'damaged',
    /save it again/,
  ],
  [
    'a TIFF',
    () => plain(10, 10).tiff().toBuffer(),
    'unsupported-kind',
    /TIFF\), although its name ends in \.png\. It may hold many pages/,
  ],
  [
    'a WebP',
    () => plain(10, 10).webp().toBuffer(),
    'unsupported-kind',
    /WebP\), .*\. Open it, save a copy as JPEG or PNG/,
  ],
])('%s is refused in words, quickly', async (_, make, code, says) => {
  const bytes = new Uint8Array(await make());
  const start = performance.now();
  expect(await inspectFile(bytes, 'x.png')).toMatchObject({
    verdict: 'refused',
    code,
    reason: expect.stringMatching(says),
  });
  expect(performance.now() - start).toBeLessThan(3_000);
});

it('HEIC is refused with what to do on a telephone', async () => {
  const box = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0heicmif1'),
    deflateSync(Buffer.alloc(64)),
  ]);
  const { code, reason } = await inspectFile(box, 'IMG_0001.HEIC');
  expect([code, reason]).toEqual([
    'unsupported-kind',
    expect.stringMatching(/HEIC\)\. Telephones keep photographs so\. Open it, save a copy as JPEG/),
  ]);
});
