import type { ModelRecord } from '../../models/embed/record.ts';
import {
  fmrFromFpir,
  identificationThreshold,
  strangersAccepted,
  strangersPerFalseAccept,
  thresholdAtFmr,
} from '../../models/metrics/thresholds.ts';
import type { ThresholdInUse } from '../contract/identification.ts';
import type { Settings } from '../contract/settings.ts';

/** Accepts nobody: what is used while a model has no measured thresholds at all. */
const closed = 1.01;

/**
 * The 1:N threshold for the present gallery: the target FPIR spread over `compared` comparisons (each template is one, when
 * the best template answers for a person; so the promise "at most" holds). Re-derived at every search, since N grows.
 */
export function identifyThreshold(
  record: ModelRecord,
  settings: Settings,
  people: number,
  compared: number,
): ThresholdInUse {
  const found = identificationThreshold(record.thresholds.verify, settings.targetFpir, compared);
  const strangers = strangersAccepted(settings.targetFpir, people);
  return {
    value: found?.threshold ?? closed,
    calibrated: false,
    targetRate: settings.targetFpir,
    kind: 'fpir',
    fmr: fmrFromFpir(settings.targetFpir, Math.max(1, compared)),
    extrapolated: found === null || found.basis === 'extrapolated',
    measuredOn: record.thresholds.measuredOn,
    people,
    sentence: `${strangers}; threshold ${found === null || found.beyondData ? 'extrapolated beyond' : 'derived from'} ${record.thresholds.measuredOn}, not calibrated on your site`,
  };
}

/** The 1:1 threshold for the target FMR. */
export function verifyThreshold(record: ModelRecord, settings: Settings, people: number): ThresholdInUse {
  const found = thresholdAtFmr(record.thresholds.verify, settings.targetFmr);
  return {
    value: found?.threshold ?? closed,
    calibrated: false,
    targetRate: settings.targetFmr,
    kind: 'fmr',
    fmr: settings.targetFmr,
    extrapolated: found === null || found.basis === 'extrapolated',
    measuredOn: record.thresholds.measuredOn,
    people,
    sentence: `about 1 pair of different people in ${strangersPerFalseAccept(settings.targetFmr).toLocaleString('en')} is accepted, measured on ${record.thresholds.measuredOn}, not calibrated on your site`,
  };
}
