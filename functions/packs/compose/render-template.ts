import Handlebars from 'handlebars/runtime.js';
import { templates } from '../../../generated/packs.js';

/** One world of templates for every pack: each may be used as a partial of another. Precompiled, so nothing compiles here. */
const world = Handlebars.create();
for (const [name, specification] of Object.entries(templates)) {
  world.partials[name] = world.template(specification);
}
// Both take HTML that this room made itself: markdown-it without HTML, and a chart with escaped text. The lint allows no other raw output.
world.registerHelper('markdown', (html: string) => new world.SafeString(html));
world.registerHelper('chart', (svg: string) => new world.SafeString(svg));

/** Throws when there is no such template, or when it asks for a name that the model lacks: both are bugs. */
export function renderTemplate(name: string, model: object): string {
  const template = world.partials[name];
  if (typeof template !== 'function')
    throw new Error(`generated/packs.js holds no template "${name}": run npm run generate`);
  return template(model);
}
