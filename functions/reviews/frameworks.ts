import { parse } from 'yaml';
import { frameworks as frameworkFiles } from '../../generated/catalogue.js';
import { type Framework, frameworkSchema } from './model.ts';

const frameworks = new Map<string, Framework>(
  Object.values(frameworkFiles).map((yaml) => {
    const framework = frameworkSchema.parse(parse(yaml));
    return [framework.id, framework];
  }),
);

/** Every kind of review that an officer may create, by label. Those of a period are drafted by the schedule. */
export function listFrameworks(): Framework[] {
  return [...frameworks.values()].filter((one) => !one.period).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'));
}

export function findFramework(id: string): Framework | undefined {
  return frameworks.get(id);
}

/** For the framework of a review that exists: a missing one is a fault of the installation. */
export function frameworkOf(id: string): Framework {
  const framework = frameworks.get(id);
  if (!framework) throw new Error(`No framework "${id}" in templates/frameworks`);
  return framework;
}
