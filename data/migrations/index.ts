import { migration as peopleTemplatesEvents } from './0001-people-templates-events.ts';
import { migration as trainingRuns } from './0002-training-runs.ts';
import { migration as evaluations } from './0003-evaluations.ts';
import { migration as calibrationAndFeedback } from './0004-calibration-and-feedback.ts';
import { migration as auditChain } from './0005-audit-chain.ts';
import { migration as privacy } from './0006-privacy.ts';
import { migration as access } from './0007-access.ts';
import { migration as operatorsAndApiKeys } from './0008-operators-and-api-keys.ts';
import { migration as snapshots } from './0009-snapshots.ts';
import { migration as livenessTrials } from './0010-liveness-trials.ts';
import type { Migration } from './migration.ts';

/** In order. Adding one: docs/recipes/add-a-migration.md. */
export const migrations: readonly Migration[] = [
  peopleTemplatesEvents,
  trainingRuns,
  evaluations,
  calibrationAndFeedback,
  auditChain,
  privacy,
  access,
  operatorsAndApiKeys,
  snapshots,
  livenessTrials,
];
