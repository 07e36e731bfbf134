import { createCipheriv } from 'node:crypto';
import { PDFDocument, PDFName, type PDFRawStream } from 'pdf-lib';

const pages = 4;

/** A document of four pages whose pictures are noise that nothing makes smaller. The same seed makes the same bytes. */
export async function heavyPdf(seed: number, bytes: number): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const each = Math.floor(bytes / pages);
  const width = 1000;
  const height = Math.floor(each / width);
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed + 1), Buffer.alloc(16));
  for (let page = 0; page < pages; page += 1) {
    const picture: PDFRawStream = document.context.stream(noise.update(Buffer.alloc(width * height)), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    });
    const content = document.context.stream('q 500 0 0 700 50 70 cm /Picture Do Q');
    const leaf = document.addPage([600, 840]);
    leaf.node.set(PDFName.of('Contents'), document.context.register(content));
    leaf.node.setXObject(PDFName.of('Picture'), document.context.register(picture));
  }
  return document.save({ useObjectStreams: false });
}
