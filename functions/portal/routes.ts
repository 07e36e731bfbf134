import type { Route } from './model.ts';

/** The pages, with the action that each needs. */
export const pageRoutes: readonly Route[] = [];
