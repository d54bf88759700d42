import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ComparisonChoice, ComparisonData, ScenarioId } from '../../../models/compare/choice.ts';
import { COMPARISON_PRESETS, onFrozen, onTrained } from '../../../models/compare/presets.ts';
import type { BackboneId } from '../../../models/embed/networks/choice.ts';
import { comparisonChoiceSchema } from '../../contract/compare.ts';

/** The options of `compare` as they come from the command line; what is not said is the scenario's preset. */
export interface CompareOptions {
  readonly data?: string;
  readonly scenario?: ScenarioId;
  readonly backbone?: 'frozen' | Exclude<BackboneId, 'pretrained-projection'>;
  readonly enrolled?: number;
  readonly newcomers?: number;
  readonly strangers?: number;
  readonly enrolPictures?: number;
  readonly probePictures?: number;
  readonly difficulty?: 'near-frontal' | 'everyday' | 'benchmark';
  readonly dataSeed?: number;
  readonly width?: number;
  readonly epochs?: number;
  readonly rate?: number;
  readonly loss?: string;
  readonly miner?: string;
  readonly target?: number;
  readonly targetFpir?: number;
  readonly sizes?: readonly number[];
  readonly seeds?: readonly number[];
  readonly choice?: string;
}

/** Of `synthetic:PEOPLE`, the parts that are not said: half are strangers, a fiftieth or one comes new. */
const STRANGERS = 0.5;
const NEWCOMERS = 0.02;

/** @throws Error in one sentence on data or a file that is none */
export function comparisonFrom(options: CompareOptions): ComparisonChoice {
  if (options.choice !== undefined) return choiceIn(options.choice);
  const preset = COMPARISON_PRESETS[options.scenario ?? 'arrives'];
  const { data, total } = dataFrom(options, preset.data);
  const usual = backboneFrom(options, preset);
  const training = usual.training;
  return {
    ...usual,
    data,
    people: peopleFrom(options, usual, total),
    pictures: {
      enrol: options.enrolPictures ?? usual.pictures.enrol,
      probe: options.probePictures ?? usual.pictures.probe,
    },
    training: {
      ...training,
      epochs: options.epochs ?? training.epochs,
      rate: options.rate ?? training.rate,
      metric:
        options.loss === undefined
          ? { ...training.metric, ...(options.miner !== undefined && { miner: options.miner }) }
          : { loss: options.loss, ...(options.miner !== undefined && { miner: options.miner }) },
    },
    target: options.target ?? usual.target,
    targetFpir: options.targetFpir ?? usual.targetFpir,
    sizes: options.sizes ?? usual.sizes,
    seeds: options.seeds ?? usual.seeds,
  };
}

function choiceIn(file: string): ComparisonChoice {
  try {
    return comparisonChoiceSchema.parse(JSON.parse(readFileSync(resolve(file), 'utf8')));
  } catch (error) {
    const what = error instanceof z.ZodError ? (error.issues[0]?.message ?? 'not a choice') : (error as Error).message;
    throw new Error(`--choice takes a comparison as JSON; ${file} is none (${what}).`);
  }
}

function backboneFrom({ backbone, width }: CompareOptions, preset: ComparisonChoice): ComparisonChoice {
  const chosen =
    backbone === undefined
      ? preset
      : backbone === 'frozen'
        ? onFrozen(preset)
        : preset.backbone.kind === 'trained'
          ? preset
          : onTrained(preset);
  if (chosen.backbone.kind === 'frozen') return chosen;
  const { network } = chosen.backbone;
  const own = {
    ...network,
    ...(backbone !== undefined && backbone !== 'frozen' && { backbone }),
    ...(width !== undefined && { width }),
  };
  return { ...chosen, backbone: { kind: 'trained', network: own } };
}

function peopleFrom(options: CompareOptions, { people, scenario }: ComparisonChoice, total: number | null) {
  const { enrolled, newcomers, strangers } = options;
  if (total === null)
    return {
      enrolled: enrolled ?? people.enrolled,
      newcomers: newcomers ?? people.newcomers,
      strangers: strangers ?? people.strangers,
    };
  const unknown = strangers ?? Math.floor(total * STRANGERS);
  const coming =
    newcomers ?? (people.newcomers === 0 || scenario === 'one-by-one' ? 0 : Math.max(1, Math.floor(total * NEWCOMERS)));
  return { enrolled: enrolled ?? Math.max(2, total - unknown - coming), newcomers: coming, strangers: unknown };
}

/** `synthetic:PEOPLE`, `people`, or a folder. `total`: people in all, where they are said. */
function dataFrom(
  { data, difficulty, dataSeed }: CompareOptions,
  usual: ComparisonData,
): { readonly data: ComparisonData; readonly total: number | null } {
  const invented =
    usual.source === 'synthetic' ? usual : ({ source: 'synthetic', difficulty: 'benchmark', seed: 1 } as const);
  const synthetic = {
    ...invented,
    ...(difficulty !== undefined && { difficulty }),
    ...(dataSeed !== undefined && { seed: dataSeed }),
  };
  if (data === undefined || data === 'synthetic') return { data: synthetic, total: null };
  const people = /^synthetic:(\d{1,5})$/.exec(data)?.[1];
  if (people !== undefined) return { data: synthetic, total: Number(people) };
  if (data === 'people') return { data: { source: 'people' }, total: null };
  const path = resolve(data);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(`--data takes synthetic:PEOPLE, people or a folder; there is no folder "${data}".`);
  return { data: { source: 'folder', path }, total: null };
}
