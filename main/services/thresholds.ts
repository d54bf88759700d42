import type { ModelRecord } from '../../models/embed/record.ts';
import {
  fmrFromFpir,
  fpirFromFmr,
  identificationThreshold,
  strangersAccepted,
  strangersPerFalseAccept,
  type ThresholdRow,
  thresholdAtFmr,
} from '../../models/metrics/thresholds.ts';
import type { CalibrationBasis } from '../contract/calibration.ts';
import type { ThresholdInUse } from '../contract/identification.ts';
import type { Settings } from '../contract/settings.ts';
import type { CalibrationFor, CalibrationInForce } from './calibration/in-force.ts';
import type { Core } from './core.ts';

/** Accepts nobody: what is used while a model has no measured thresholds at all. */
const closed = 1.01;

/** A site's own people count as measured up to so many times as many: beyond, too much of the gallery was never looked at. */
const growth = 2;

/** The 1:N threshold that decides now. */
export function presentIdentifyThreshold(core: Core, settings: Settings = core.settings()): ThresholdInUse {
  const { people, comparisons } = core.gallery();
  const record = core.record();
  return identifyThreshold(record, settings, people, comparisons, core.calibrations.of(record));
}

/** The 1:1 threshold that decides now. */
export function presentVerifyThreshold(core: Core, settings: Settings = core.settings()): ThresholdInUse {
  const record = core.record();
  return verifyThreshold(record, settings, core.gallery().people, core.calibrations.of(record));
}

/**
 * The 1:N threshold for the present gallery: the target FPIR spread over `compared` comparisons, re-derived at every search since
 * N grows. While it is not calibrated on the site it is never below the 1:1 threshold of the target FMR: thresholds do not carry
 * over from one kind of picture to another (LFW's for FMR 1e-3 let through ten times as many on ORL), and with few people
 * enrolled the FPIR alone would ask for little. A calibration that was outgrown can still make it stricter, never laxer.
 */
export function identifyThreshold(
  record: ModelRecord,
  settings: Settings,
  people: number,
  compared: number,
  calibration: CalibrationFor = null,
): ThresholdInUse {
  const size = Math.max(1, compared);
  const needed = fmrFromFpir(settings.targetFpir, size);
  const basis = basisOf(calibration, 'identify', needed, people);
  if (basis.state === 'calibrated') {
    const inForce = calibration as CalibrationInForce;
    return {
      value: thresholdAtFmr(inForce.identify, needed)?.threshold ?? closed,
      calibrated: true,
      targetRate: settings.targetFpir,
      kind: 'fpir',
      fmr: needed,
      extrapolated: false,
      measuredOn: measuredOn(basis),
      basis,
      people,
      sentence: `FMR at most 1 in ${oneIn(needed)}: ${strangersAccepted(settings.targetFpir, people)}; calibrated on ${measuredOn(basis)}`,
    };
  }
  const table = record.thresholds.verify;
  const found = identificationThreshold(table, settings.targetFpir, size);
  const floor = thresholdAtFmr(table, settings.targetFmr);
  const fmr = Math.min(needed, settings.targetFmr);
  const fpir = fpirFromFmr(fmr, size);
  const beyondData = found === null || floor === null || found.beyondData;
  const value = found === null || floor === null ? closed : Math.max(found.threshold, floor.threshold);
  return {
    value: stricter(value, calibration, 'identify', needed),
    calibrated: false,
    targetRate: fpir,
    kind: 'fpir',
    fmr,
    extrapolated: true,
    measuredOn: record.thresholds.measuredOn,
    basis,
    people,
    sentence: `${strangersAccepted(fpir, people)}; threshold ${beyondData ? 'extrapolated beyond' : 'extrapolated from'} ${record.thresholds.measuredOn}, ${notCalibrated(basis)}`,
  };
}

/** The 1:1 threshold for the target FMR. */
export function verifyThreshold(
  record: ModelRecord,
  settings: Settings,
  people: number,
  calibration: CalibrationFor = null,
): ThresholdInUse {
  const { targetFmr } = settings;
  const basis = basisOf(calibration, 'verify', targetFmr, people);
  const said = `about 1 pair of different people in ${oneIn(targetFmr)} is accepted`;
  const common = { targetRate: targetFmr, kind: 'fmr', fmr: targetFmr, basis, people } as const;
  if (basis.state === 'calibrated')
    return {
      ...common,
      value: thresholdAtFmr((calibration as CalibrationInForce).verify, targetFmr)?.threshold ?? closed,
      calibrated: true,
      extrapolated: false,
      measuredOn: measuredOn(basis),
      sentence: `FMR at most 1 in ${oneIn(targetFmr)}: ${said}; calibrated on ${measuredOn(basis)}`,
    };
  const found = thresholdAtFmr(record.thresholds.verify, targetFmr);
  return {
    ...common,
    value: stricter(found?.threshold ?? closed, calibration, 'verify', targetFmr),
    calibrated: false,
    extrapolated: found === null || found.basis === 'extrapolated',
    measuredOn: record.thresholds.measuredOn,
    sentence: `${said}, measured on ${record.thresholds.measuredOn}, ${notCalibrated(basis)}`,
  };
}

const none: CalibrationBasis = { state: 'none', at: null, dataSet: null, ownPeople: 0 };

/** Whether a calibration covers an FMR and so many people, and what it rests on. */
function basisOf(
  calibration: CalibrationFor,
  kind: 'identify' | 'verify',
  fmr: number,
  people: number,
): CalibrationBasis {
  if (calibration === null) return none;
  if (calibration === 'elsewhere') return { ...none, state: 'other-model' };
  const { at, dataSet, ownPeople } = calibration;
  const finest = calibration[kind].at(-1)?.fmr ?? Number.POSITIVE_INFINITY;
  const outgrown = fmr < finest || (ownPeople > 0 && people > growth * ownPeople);
  return {
    state: outgrown ? 'outgrown' : 'calibrated',
    at,
    dataSet: dataSet === null ? null : { ...dataSet },
    ownPeople,
  };
}

/** What was measured once still counts where it asks for more. */
function stricter(value: number, calibration: CalibrationFor, kind: 'identify' | 'verify', fmr: number): number {
  if (calibration === null || calibration === 'elsewhere') return value;
  const table: readonly ThresholdRow[] = calibration[kind];
  return Math.max(value, thresholdAtFmr(table, fmr)?.threshold ?? table.at(-1)?.threshold ?? 0);
}

function measuredOn({ at, dataSet, ownPeople }: CalibrationBasis): string {
  const parts = [
    ...(dataSet === null ? [] : [`${dataSet.name} (${dataSet.people.toLocaleString('en')} people)`]),
    ...(ownPeople === 0 ? [] : [`${ownPeople.toLocaleString('en')} people enrolled here`]),
  ];
  return `${parts.join(' and ')}, ${at?.slice(0, 10)}`;
}

const notCalibrated = ({ state }: CalibrationBasis): string =>
  state === 'outgrown'
    ? 'not calibrated on your site any more: the gallery or the target has outgrown what was measured'
    : state === 'other-model'
      ? 'not calibrated on your site with this model'
      : 'not calibrated on your site';

const oneIn = (rate: number): string => strangersPerFalseAccept(rate).toLocaleString('en');
