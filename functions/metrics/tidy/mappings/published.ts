import { parse } from 'yaml';
import { mappings } from '../../../../generated/catalogue.js';
import { catalogue } from '../../catalogue/catalogue.ts';
import type { Catalogue } from '../../model.ts';
import { type Mapping, mappingProblems, mappingSchema } from './model.ts';

/** A mapping that ships with the program. Throws, with its name and the reason, if it isn't one of this catalogue. */
export function parseMapping(name: string, yaml: string, of: Catalogue): Mapping {
  const mapping = mappingSchema.safeParse(parse(yaml));
  if (!mapping.success) throw new Error(`mappings/${name}.yaml: ${mapping.error.message}`);
  const [wrong] = mappingProblems(mapping.data, of);
  if (wrong) throw new Error(`mappings/${name}.yaml, column ${wrong.column}: ${wrong.message}`);
  if (mapping.data.id !== name) throw new Error(`mappings/${name}.yaml calls itself ${mapping.data.id}`);
  return mapping.data;
}

/** Those of `templates/indicators/mappings/`: the files of the Department for Education and the ONS that children's services use. */
export const publishedMappings: readonly Mapping[] = Object.entries(mappings).map(([name, yaml]) =>
  parseMapping(name, yaml, catalogue),
);
