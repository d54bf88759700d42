import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DLIB_INPUT_SIZE } from '../../../models/embed/networks/dlib-resnet.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { PRESETS, withLoss } from '../../../models/train/presets.ts';
import type { DataChoice, Recipe } from '../../../models/train/recipe.ts';
import { NO_AUGMENTATION } from '../../../models/train/recipe.ts';
import type { TrainingData, TrainingRecipe } from '../../contract/recipe.ts';

/** The options of `train` as they come from the command line; what is not said is the preset's. */
export interface TrainOptions {
  readonly data?: string;
  readonly preset?: string;
  readonly pictures?: number;
  readonly difficulty?: 'near-frontal' | 'everyday' | 'benchmark';
  readonly dataSeed?: number;
  readonly root?: string;
  readonly leastPictures?: number;
  readonly mostPeople?: number;
  readonly mostPictures?: number;
  readonly splitSeed?: number;
  readonly loss?: string;
  readonly lossOption?: Readonly<Record<string, number>>;
  readonly distance?: Recipe['distance'];
  readonly miner?: string;
  readonly reducer?: Recipe['reducer'];
  readonly backbone?: Recipe['network']['backbone'];
  readonly dimension?: number;
  readonly width?: number;
  readonly size?: number;
  readonly norm?: Recipe['network']['norm'];
  readonly activation?: Recipe['network']['activation'];
  readonly fineTune?: boolean;
  readonly batch?: { readonly people: number; readonly pictures: number };
  readonly optimiser?: Recipe['optimiser']['id'];
  readonly rate?: number;
  readonly augment?: boolean;
  readonly seed?: number;
  readonly minutes?: number;
  readonly epochs?: number;
  readonly steps?: number;
  readonly patience?: number;
  readonly validateEvery?: number;
}

/** @throws Error in one sentence on data that is none */
export function recipeFrom(options: TrainOptions): TrainingRecipe {
  const preset = PRESETS.find(({ id }) => id === (options.preset ?? 'triplet'))!.recipe;
  const { loss, seed = preset.seed, validateEvery, patience, optimiser, rate } = options;
  const lossBefore = loss === undefined || loss === preset.loss.id ? preset : withLoss(preset, loss);
  const miner = options.miner === undefined ? usualMiner(lossBefore) : { id: options.miner };
  const { miner: _, ...rest } = lossBefore;
  return {
    ...rest,
    ...(miner === undefined ? {} : { miner }),
    data: dataFrom(options, preset.data),
    split: { ...preset.split, seed: options.splitSeed ?? preset.split.seed },
    network: networkFrom(options, preset.network),
    loss: { ...lossBefore.loss, ...(options.lossOption === undefined ? {} : { options: options.lossOption }) },
    ...(options.distance === undefined ? {} : { distance: options.distance }),
    ...(options.reducer === undefined ? {} : { reducer: options.reducer }),
    batch: options.batch ?? preset.batch,
    optimiser: { ...preset.optimiser, ...(optimiser && { id: optimiser }), ...(rate !== undefined && { rate }) },
    augmentation: options.augment === false ? NO_AUGMENTATION : preset.augmentation,
    seed,
    budget: budgetFrom(options, preset.budget),
    validation: {
      every: validateEvery ?? preset.validation.every,
      patience: patience ?? preset.validation.patience,
    },
  } as TrainingRecipe;
}

/** A loss of class weights takes no miner. */
const usualMiner = ({ loss, miner }: Recipe): Recipe['miner'] =>
  LOSSES.has(loss.id) && LOSSES.get(loss.id).kind === 'classes' ? undefined : miner;

function budgetFrom({ minutes, epochs, steps }: TrainOptions, usual: Recipe['budget']): Recipe['budget'] {
  const said = {
    ...(minutes !== undefined && { minutes }),
    ...(epochs !== undefined && { epochs }),
    ...(steps !== undefined && { steps }),
  };
  return Object.keys(said).length > 0 ? said : usual;
}

function networkFrom(options: TrainOptions, usual: Recipe['network']): Recipe['network'] {
  const { backbone = usual.backbone, dimension, width, norm, activation, fineTune } = options;
  const pretrained = backbone === 'pretrained-projection';
  const size =
    options.size ?? (pretrained ? DLIB_INPUT_SIZE : usual.inputSize === DLIB_INPUT_SIZE ? 48 : usual.inputSize);
  return {
    ...usual,
    backbone,
    inputSize: size,
    ...(dimension !== undefined && { dimension }),
    ...(width !== undefined ? { width } : pretrained && { width: 0 }),
    ...(norm !== undefined && { norm }),
    ...(activation !== undefined && { activation }),
    ...(fineTune !== undefined && { fineTune }),
  };
}

/** `synthetic:PEOPLE`, `people`, a folder, or a list. */
function dataFrom(options: TrainOptions, usual: DataChoice): TrainingData {
  const { data, pictures, difficulty, dataSeed } = options;
  const synthetic = usual.source === 'synthetic' ? usual : null;
  if (synthetic === null) throw new Error('presets are of synthetic people');
  const said = {
    ...(pictures !== undefined && { pictures }),
    ...(difficulty !== undefined && { difficulty }),
    ...(dataSeed !== undefined && { seed: dataSeed }),
  };
  if (data === undefined || data === 'synthetic') return { ...synthetic, ...said };
  const people = /^synthetic:(\d{1,6})$/.exec(data)?.[1];
  if (people !== undefined) return { ...synthetic, ...said, people: Number(people) };
  if (data === 'people') return { source: 'people' };
  const path = resolve(data);
  const { leastPictures, mostPeople, mostPictures, root } = options;
  const limits = {
    ...(leastPictures !== undefined && { leastPictures }),
    ...(mostPeople !== undefined && { mostPeople }),
    ...(mostPictures !== undefined && { mostPictures }),
  };
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`--data takes synthetic:PEOPLE, people, a folder or a list of pictures; there is no "${data}".`);
  return found.isDirectory()
    ? { source: 'folder', path, ...limits }
    : { source: 'list', path, ...limits, ...(root !== undefined && { root: resolve(root) }) };
}
