import Handlebars from 'handlebars/runtime.js';
import { templates } from '../../../generated/packs.js';

/** Fills templates of one world, in which each may be used as a partial of another. They are precompiled, so nothing compiles here. */
export function rendererOf(precompiled: Readonly<Record<string, object>>): (name: string, model: object) => string {
  const world = Handlebars.create();
  for (const [name, specification] of Object.entries(precompiled)) {
    world.partials[name] = world.template(specification);
  }
  // Both take HTML that this room made itself: markdown-it without HTML, and a chart with escaped text. The lint allows no other raw output.
  world.registerHelper('markdown', (html: string) => new world.SafeString(html));
  world.registerHelper('chart', (svg: string) => new world.SafeString(svg));
  return (name, model) => {
    const template = world.partials[name];
    if (typeof template !== 'function')
      throw new Error(`generated/packs.js holds no template "${name}": run npm run generate`);
    return template(model);
  };
}

/** Throws when there is no such template, or when it asks for a name that the model lacks: both are bugs. */
export const renderTemplate = rendererOf(templates);
