import type { Route } from '../model.ts';
import { again, confirm, discard, showConfirm } from './import-confirm.ts';
import { downloadProblems } from './import-problems.ts';
import { chooseFiguresFile, newImport, saveNewImport } from './import-start.ts';
import { showImport } from './import-status.ts';
import { showUndo, undo } from './release-undo.ts';
import { downloadFiguresFile, showRelease, showReleases } from './releases.ts';
import { chooseTemplate, downloadChosen, downloadTemplate, downloadTemplateWorkbook } from './template.ts';

const one = '/figures/imports/:importId';
const release = '/figures/releases/:releaseId';

/** How figures come in, and how they are taken back. */
export const importRoutes: readonly Route[] = [
  { method: 'get', path: '/figures/template', action: 'figures.read', handle: chooseTemplate },
  { method: 'get', path: '/figures/template/file', action: 'figures.read', handle: downloadChosen },
  { method: 'get', path: '/figures/template.csv', action: 'figures.read', handle: downloadTemplate },
  { method: 'get', path: '/figures/template.xlsx', action: 'figures.read', handle: downloadTemplateWorkbook },
  { method: 'get', path: '/figures/import', action: 'figures.import', handle: newImport },
  { method: 'post', path: '/figures/import', action: 'figures.import', handle: saveNewImport },
  { method: 'get', path: one, action: 'figures.import', handle: showImport },
  { method: 'get', path: `${one}/file`, action: 'figures.import', handle: chooseFiguresFile },
  { method: 'get', path: `${one}/problems.csv`, action: 'figures.import', handle: downloadProblems },
  { method: 'get', path: `${one}/confirm`, action: 'figures.import', handle: showConfirm },
  { method: 'post', path: `${one}/confirm`, action: 'figures.import', handle: confirm },
  { method: 'post', path: `${one}/again`, action: 'figures.import', handle: again },
  { method: 'post', path: `${one}/discard`, action: 'figures.import', handle: discard },
  { method: 'get', path: '/figures/releases', action: 'figures.read', handle: showReleases },
  { method: 'get', path: release, action: 'figures.read', handle: showRelease },
  { method: 'get', path: `${release}/file`, action: 'figures.read', handle: downloadFiguresFile },
  { method: 'get', path: `${release}/undo`, action: 'figures.import', handle: showUndo },
  { method: 'post', path: `${release}/undo`, action: 'figures.import', handle: undo },
];
