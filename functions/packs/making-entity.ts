import { Entity } from 'electrodb';
import { primaryIndex } from '../platform/entity.ts';
import { editionNames } from './model.ts';

const text = { type: 'string', required: true } as const;

/** A file of a version, as the table keeps it. */
export const fileProperties = {
  edition: { type: editionNames, required: true },
  volume: { type: 'number' },
  of: { type: 'number' },
  firstPage: { type: 'number' },
  key: text,
  sha256: text,
  bytes: { type: 'number', required: true },
  pages: { type: 'number' },
} as const;

/**
 * The files of one edition of a version while they are made, from the typesetting on until the last of them is recorded: then this item
 * goes in the transaction that makes the version built or released.
 */
export const makingEntity = new Entity({
  model: { entity: 'making', version: '1', service: 'evidencepacks' },
  attributes: {
    versionId: text,
    /** Digest of the manifest or of the release record. */
    madeFrom: text,
    /** What is there already: the report. */
    files: { type: 'list', required: true, items: { type: 'map', properties: fileProperties } },
    warnings: { type: 'list', required: true, items: { type: 'string' } },
    /** What jobs of their own make, each one file. What has a digest is made. */
    parts: {
      type: 'list',
      required: true,
      items: {
        type: 'map',
        properties: {
          ...fileProperties,
          sha256: { type: 'string' },
          bytes: { type: 'number' },
          jobId: text,
          /** Of a volume: the name of its plan among the pieces. */
          plan: { type: 'string' },
          warnings: { type: 'list', items: { type: 'string' } },
        },
      },
    },
  },
  indexes: { byVersion: primaryIndex(['versionId'], ['madeFrom']) },
});
