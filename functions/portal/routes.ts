import { saveApprovers, showApprovers } from './approvals/approvers.ts';
import { showAwaiting } from './approvals/awaiting.ts';
import { decideOnVersion, showDecision } from './approvals/decide.ts';
import {
  exportCouncilCsv,
  exportCouncilJson,
  exportReviewCsv,
  exportReviewJson,
  showAudit,
  showCouncilAudit,
} from './audit/show.ts';
import { chooseFile, newEvidence, replaceFile, saveNewEvidence } from './evidence/add.ts';
import { showEvidence, showEvidenceList } from './evidence/show.ts';
import { downloadBenchmark, showBenchmark } from './figures/benchmark.ts';
import { showCatalogue } from './figures/catalogue.ts';
import { showFigures } from './figures/home.ts';
import { downloadIndicator, downloadIndicatorWorkbook } from './figures/indicator/download.ts';
import { showProvenance } from './figures/indicator/provenance.ts';
import { showIndicator } from './figures/indicator/show.ts';
import { saveBreaksForm } from './figures/indicator-breaks.ts';
import { editIndicator, newIndicator, saveIndicator, saveNewIndicator, saveRetired } from './figures/indicator-edit.ts';
import { newMapping, saveNewMapping, saveRemoved, showMappings } from './figures/mappings.ts';
import { importNeighbours, largestNeighbours, showNeighbours } from './figures/neighbours.ts';
import { importRoutes } from './figures/routes.ts';
import { removeTargetPage, saveTarget, showTargets, targetForm } from './figures/targets.ts';
import { retry, showJobs } from './jobs/pages.ts';
import type { Route } from './model.ts';
import { editSection, saveSection, showNarrative } from './narrative/pages.ts';
import { endSessionPage, showPeople, showSessions, signOutEverywhere, signPersonOut } from './people/pages.ts';
import { showReleased, showReleasedPack } from './released/pages.ts';
import { newReview, saveNewReview } from './reviews/create.ts';
import { showReview } from './reviews/overview.ts';
import { saveTeamPage, showTeam } from './reviews/team.ts';
import { draftReport, showSchedules } from './schedules/pages.ts';
import { giveReader, revokeReader, showAccess } from './versions/access.ts';
import { build, showBuild } from './versions/build.ts';
import { showComparison } from './versions/compare.ts';
import { showReleasedFigures, showVersionFigures } from './versions/figures.ts';
import { showVersions } from './versions/list.ts';
import { release, showReleaseForm, showWithdraw, withdraw } from './versions/release.ts';
import { downloadDraft, downloadFile, showVersion } from './versions/show.ts';

const review = '/reviews/:reviewId';
const version = `${review}/versions/:number`;

/** The independent scrutineer writes one chapter, officers the others. */
const writing = ['narrative.write', 'scrutiny.write'] as const;

/** The pages, with the action that each needs. */
export const pageRoutes: readonly Route[] = [
  { method: 'get', path: '/reviews/new', action: 'review.create', handle: newReview },
  { method: 'post', path: '/reviews', action: 'review.create', handle: saveNewReview },
  { method: 'get', path: review, action: 'review.read', handle: showReview },
  { method: 'get', path: `${review}/team`, action: 'review.write', handle: showTeam },
  { method: 'post', path: `${review}/team`, action: 'review.write', handle: saveTeamPage },
  { method: 'get', path: `${review}/evidence`, action: 'evidence.read', handle: showEvidenceList },
  { method: 'get', path: `${review}/evidence/new`, action: 'evidence.upload', handle: newEvidence },
  { method: 'post', path: `${review}/evidence`, action: 'evidence.upload', handle: saveNewEvidence },
  { method: 'get', path: `${review}/evidence/:itemId`, action: 'evidence.read', handle: showEvidence },
  { method: 'get', path: `${review}/evidence/:itemId/file`, action: 'evidence.upload', handle: chooseFile },
  { method: 'post', path: `${review}/evidence/:itemId/file`, action: 'evidence.upload', handle: replaceFile },
  { method: 'get', path: `${review}/narrative`, action: 'narrative.read', handle: showNarrative },
  { method: 'get', path: `${review}/narrative/:sectionId`, action: 'narrative.read', handle: editSection },
  { method: 'post', path: `${review}/narrative/:sectionId`, action: writing, handle: saveSection },
  { method: 'get', path: `${review}/build`, action: 'version.build', handle: showBuild },
  { method: 'post', path: `${review}/build`, action: 'version.build', handle: build },
  { method: 'get', path: `${review}/versions`, action: 'version.read', handle: showVersions },
  { method: 'get', path: version, action: 'version.read', handle: showVersion },
  { method: 'get', path: `${version}/figures`, action: 'manifest.read', handle: showVersionFigures },
  { method: 'get', path: `${version}/files/:edition`, action: 'version.download', handle: downloadFile },
  { method: 'get', path: `${version}/draft/:edition`, action: 'version.download', handle: downloadDraft },
  { method: 'get', path: `${review}/compare`, action: 'version.compare', handle: showComparison },
  { method: 'get', path: '/awaiting', action: 'approval.list', handle: showAwaiting },
  { method: 'get', path: `${review}/approvers`, action: 'approvers.assign', handle: showApprovers },
  { method: 'post', path: `${review}/approvers`, action: 'approvers.assign', handle: saveApprovers },
  { method: 'get', path: `${version}/decide`, action: 'version.approve', handle: showDecision },
  { method: 'post', path: `${version}/decide`, action: 'version.approve', handle: decideOnVersion },
  { method: 'get', path: `${version}/release`, action: 'version.release', handle: showReleaseForm },
  { method: 'post', path: `${version}/release`, action: 'version.release', handle: release },
  { method: 'get', path: `${version}/access`, action: 'access.grant', handle: showAccess },
  { method: 'post', path: `${version}/access`, action: 'access.grant', handle: giveReader },
  { method: 'post', path: `${version}/access/revoke`, action: 'access.revoke', handle: revokeReader },
  { method: 'get', path: `${version}/withdraw`, action: 'version.withdraw', handle: showWithdraw },
  { method: 'post', path: `${version}/withdraw`, action: 'version.withdraw', handle: withdraw },
  { method: 'get', path: `${review}/audit`, action: 'audit.read', handle: showAudit },
  { method: 'get', path: `${review}/audit.csv`, action: 'audit.read', handle: exportReviewCsv },
  { method: 'get', path: `${review}/audit.json`, action: 'audit.read', handle: exportReviewJson },
  { method: 'get', path: '/audit', action: 'audit.read-council', handle: showCouncilAudit },
  { method: 'get', path: '/audit.csv', action: 'audit.read-council', handle: exportCouncilCsv },
  { method: 'get', path: '/audit.json', action: 'audit.read-council', handle: exportCouncilJson },
  { method: 'get', path: '/figures', action: 'figures.read', handle: showFigures },
  { method: 'get', path: '/figures/indicators', action: 'indicators.read', handle: showCatalogue },
  { method: 'post', path: '/figures/indicators', action: 'indicators.write', handle: saveNewIndicator },
  { method: 'get', path: '/figures/indicators/new', action: 'indicators.write', handle: newIndicator },
  { method: 'get', path: '/figures/indicators/:code', action: 'indicators.read', handle: showIndicator },
  { method: 'get', path: '/figures/indicators/:code/provenance', action: 'figures.read', handle: showProvenance },
  { method: 'get', path: '/figures/indicators/:code/figures.csv', action: 'figures.read', handle: downloadIndicator },
  {
    method: 'get',
    path: '/figures/indicators/:code/figures.xlsx',
    action: 'figures.read',
    handle: downloadIndicatorWorkbook,
  },
  { method: 'post', path: '/figures/indicators/:code', action: 'indicators.write', handle: saveIndicator },
  { method: 'get', path: '/figures/indicators/:code/edit', action: 'indicators.write', handle: editIndicator },
  { method: 'post', path: '/figures/indicators/:code/breaks', action: 'indicators.write', handle: saveBreaksForm },
  { method: 'post', path: '/figures/indicators/:code/retire', action: 'indicators.write', handle: saveRetired },
  { method: 'get', path: '/figures/benchmark', action: 'figures.read', handle: showBenchmark },
  { method: 'get', path: '/figures/benchmark.csv', action: 'figures.read', handle: downloadBenchmark },
  { method: 'get', path: '/figures/neighbours', action: 'figures.read', handle: showNeighbours },
  {
    method: 'post',
    path: '/figures/neighbours',
    action: 'figures.import',
    handle: importNeighbours,
    largestBody: largestNeighbours,
  },
  { method: 'get', path: '/figures/mappings', action: 'figures.read', handle: showMappings },
  { method: 'get', path: '/figures/mappings/new', action: 'figures.import', handle: newMapping },
  { method: 'post', path: '/figures/mappings', action: 'figures.import', handle: saveNewMapping },
  { method: 'post', path: '/figures/mappings/:mappingId/remove', action: 'figures.import', handle: saveRemoved },
  ...importRoutes,
  { method: 'get', path: '/figures/targets', action: 'figures.read', handle: showTargets },
  { method: 'get', path: '/figures/targets/new', action: 'targets.write', handle: targetForm },
  { method: 'post', path: '/figures/targets', action: 'targets.write', handle: saveTarget },
  { method: 'post', path: '/figures/targets/remove', action: 'targets.write', handle: removeTargetPage },
  { method: 'get', path: '/released', action: 'released.list', handle: showReleased },
  { method: 'get', path: '/released/:reviewId/:number', action: 'released.read', handle: showReleasedPack },
  { method: 'get', path: '/released/:reviewId/:number/figures', action: 'released.read', handle: showReleasedFigures },
  { method: 'get', path: '/schedules', action: 'schedule.read', handle: showSchedules },
  { method: 'post', path: '/schedules/annual-report', action: 'report.draft', handle: draftReport },
  { method: 'get', path: '/jobs', action: 'job.read', handle: showJobs },
  { method: 'post', path: '/jobs/:jobId/retry', action: 'job.retry', handle: retry },
  { method: 'get', path: '/people', action: 'person.list', handle: showPeople },
  { method: 'post', path: '/people/:personId/sign-out', action: 'session.end', handle: signPersonOut },
  { method: 'get', path: '/sessions', action: 'session.read', handle: showSessions },
  { method: 'post', path: '/sessions/end', action: 'session.end', handle: signOutEverywhere },
  { method: 'post', path: '/sessions/:sessionId/end', action: 'session.end', handle: endSessionPage },
];
