import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { PDFDocument, PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type EvidenceFile, makeEvidence } from '../../../examples/make-evidence.ts';
import { makeRefused } from '../../../examples/make-refused.ts';
import { releaseDetailsSchema } from '../../../functions/metrics/model.ts';
import { bindFigures } from '../../../functions/metrics/narrative/bind-figures.ts';
import { compareReleases } from '../../../functions/metrics/releases/compare-releases.ts';
import { layOver } from '../../../functions/metrics/releases/lay-over.ts';
import { figureLookup } from '../../../functions/metrics/tables/look-up-figure.ts';
import { frameworkSchema, reviewDetails, teamMember } from '../../../functions/reviews/model.ts';
import { catalogue, exampleFigures } from '../metrics/support.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const json = (path: string) => JSON.parse(read(path));

describe('the figures of Thornmere', () => {
  const first = exampleFigures('figures-2026.csv');

  it('are coherent: nothing to warn of, and no count of children below six', () => {
    expect(first.warnings).toEqual([]);
    const small = first.observations.filter((one) => {
      const count = one.value !== undefined && one.numerator === undefined ? one.value : one.numerator;
      return count !== undefined && Number(count) < 6;
    });
    expect(small).toEqual([]);
  });

  it('have ten neighbours, England and six years', () => {
    expect(first.summary.places.map((place) => place.kind)).toEqual([
      'authority',
      ...Array(10).fill('neighbour'),
      'england',
    ]);
    expect(first.summary.dates).toEqual([2021, 2022, 2023, 2024, 2025, 2026].map((year) => `${year}-03-31`));
    // Those that the template asks for, without the training that another example has figures of.
    const asked = catalogue.indicators.filter(({ core, theme }) => core && theme !== 'Training');
    expect(first.summary.indicators).toEqual(asked.map(({ code }) => code));
    expect(first.summary.symbols).toBe(2);
  });

  it('are revised in one figure', () => {
    const changes = compareReleases(first.observations, exampleFigures('figures-2026-revised.csv').observations);
    expect(changes).toMatchObject([{ before: { indicator: 'cpp.repeat', value: '15.0' }, after: { value: '16.6' } }]);
  });
});

describe('the review of Thornmere', () => {
  const review = json('examples/thornmere/review.json');
  const framework = frameworkSchema.parse(parse(read('templates/frameworks/peer-review.yaml')));

  it('has the shape that the portal asks for', () => {
    expect(reviewDetails.parse(review.details).framework).toBe(framework.id);
    expect(teamMember.array().parse(review.team)).toHaveLength(4);
    releaseDetailsSchema.parse(review.release);
    expect(releaseDetailsSchema.parse(review.revisedRelease).status).toBe('revised');
  });

  it('has words for each section, and every figure in them is bound', () => {
    const { observations } = exampleFigures('figures-2026.csv');
    const release = releaseDetailsSchema.parse(review.release);
    const lookup = figureLookup(layOver([{ release, observations }]), catalogue);
    const files = readdirSync(new URL('examples/thornmere/narrative/', root));
    expect(files.toSorted()).toEqual(framework.sections.map((section) => `${section.id}.md`).toSorted());
    let bound = 0;
    for (const file of files) {
      const { figures, problems, markdown } = bindFigures(read(`examples/thornmere/narrative/${file}`), lookup);
      expect({ file, problems }).toEqual({ file, problems: [] });
      expect(markdown).not.toContain('[[');
      bound += figures.length;
    }
    expect(bound).toBeGreaterThanOrEqual(20);
  });
});

describe('the sample evidence', () => {
  const files = new Map<string, EvidenceFile['bytes']>();
  const load = (name: string) => PDFDocument.load(files.get(name) ?? new Uint8Array(), { updateMetadata: false });
  const latin = (name: string) => Buffer.from(files.get(name) ?? []).toString('latin1');
  beforeAll(async () => {
    for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  });

  it('is what evidence.json tells of, in its order', () => {
    const told: { file: string }[] = json('examples/thornmere/evidence.json');
    expect([...files.keys()]).toEqual(told.map((one) => one.file));
  });

  it('has several pages each, but for the page that is no PDF', async () => {
    for (const [name] of files) {
      if (name === 'partner-referrals-export.pdf') expect(latin(name)).toMatch(/^<!doctype html>/i);
      else expect((await load(name)).getPageCount(), name).toBeGreaterThanOrEqual(2);
    }
  });

  it('is made in different ways', async () => {
    expect(latin('neglect-audit-summary.pdf')).toMatch(/\nxref\n/);
    expect(latin('neglect-training-report.pdf')).toContain('/ObjStm');
    expect((await load('neglect-training-report.pdf')).catalog.get(PDFName.of('Outlines'))).toBeDefined();
    const scan = (await load('scrutiny-minutes-scan.pdf')).getPages();
    expect(scan.map((page) => page.getRotation().angle)).toEqual([90, 270, 90]);
    expect(scan[0]?.getCropBox()).not.toEqual(scan[0]?.getMediaBox());
    expect(latin('multi-agency-neglect-protocol.pdf')).toMatch(
      /\/JavaScript[\s\S]*\/EmbeddedFile|\/EmbeddedFile[\s\S]*\/JavaScript/,
    );
    expect((await load('childrens-voice-report.pdf')).catalog.get(PDFName.of('StructTreeRoot'))).toBeDefined();
    expect((await load('self-assessment-extract.pdf')).getForm().getFields()).toHaveLength(4);
    expect(latin('performance-report-march-2026.pdf').match(/%%EOF/g)).toHaveLength(2);
    expect((await load('neglect-delivery-plan.pdf')).getPage(0).getWidth()).toBeGreaterThan(800);
  });

  it('has the same bytes at every run', async () => {
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    for await (const { fileName, bytes } of makeEvidence()) {
      expect({ fileName, digest: digest(bytes) }).toEqual({
        fileName,
        digest: digest(files.get(fileName) ?? new Uint8Array()),
      });
    }
  });

  it('comes with files that must be refused', async () => {
    const refused = new Map<string, Uint8Array>();
    for await (const { fileName, bytes } of makeRefused()) refused.set(fileName, bytes);
    expect(refused.get('empty.pdf')).toHaveLength(0);
    expect((await PDFDocument.load(refused.get('no-pages.pdf') ?? new Uint8Array())).getPageCount()).toBe(0);
    await expect(PDFDocument.load(refused.get('encrypted.pdf') ?? new Uint8Array())).rejects.toThrow(/encrypted/i);
  });
});
