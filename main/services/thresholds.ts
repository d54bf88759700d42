import type { ModelRecord } from '../../models/embed/record.ts';
import {
  fmrFromFpir,
  fpirFromFmr,
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
 * The 1:N threshold for the present gallery: the target FPIR spread over `compared` comparisons, re-derived at every search since
 * N grows. While it is not calibrated on the site it is never below the 1:1 threshold of the target FMR: thresholds do not carry
 * over from one kind of picture to another (LFW's for FMR 1e-3 let through ten times as many on ORL), and with few people
 * enrolled the FPIR alone would ask for little.
 */
export function identifyThreshold(
  record: ModelRecord,
  settings: Settings,
  people: number,
  compared: number,
): ThresholdInUse {
  const table = record.thresholds.verify;
  const size = Math.max(1, compared);
  const needed = identificationThreshold(table, settings.targetFpir, size);
  const floor = thresholdAtFmr(table, settings.targetFmr);
  const fmr = Math.min(fmrFromFpir(settings.targetFpir, size), settings.targetFmr);
  const fpir = fpirFromFmr(fmr, size);
  const beyondData = needed === null || floor === null || needed.beyondData;
  return {
    value: needed === null || floor === null ? closed : Math.max(needed.threshold, floor.threshold),
    calibrated: false,
    targetRate: fpir,
    kind: 'fpir',
    fmr,
    extrapolated: true,
    measuredOn: record.thresholds.measuredOn,
    people,
    sentence: `${strangersAccepted(fpir, people)}; threshold ${beyondData ? 'extrapolated beyond' : 'extrapolated from'} ${record.thresholds.measuredOn}, not calibrated on your site`,
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
