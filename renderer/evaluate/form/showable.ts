import { ERRORS_NEEDED } from '../../../models/metrics/measurable.ts';

/** The rates that the report holds the other error to. */
export const fmrTargets = [0.01, 0.001, 0.0001] as const;
export const fpirTargets = [0.01, 0.003] as const;

export type Showable = 'showable' | 'indicativeOnly' | 'notShowable';

/** Trials that a rate needs by the rule of 30 (Doddington, 2000). */
export const trialsNeeded = (rate: number): number => Math.ceil(Number((ERRORS_NEEDED / rate).toFixed(6)));

/** Fewer than this and an FPIR is not given at all: not one stranger may be accepted. */
export const fewestStrangers = (fpir: number): number => Math.ceil(Number((1 / fpir).toFixed(6)));

export const fmrShowable = (fmr: number, nonMated: number): Showable =>
  nonMated >= trialsNeeded(fmr) ? 'showable' : 'notShowable';

export const fpirShowable = (fpir: number, strangers: number): Showable =>
  strangers >= trialsNeeded(fpir) ? 'showable' : strangers >= fewestStrangers(fpir) ? 'indicativeOnly' : 'notShowable';
