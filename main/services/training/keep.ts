import { chipFor } from '../../../models/embed/chips.ts';
import { inputFormat } from '../../../models/embed/networks/input-format.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { TrainedCard } from '../../../models/embed/trained-card.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallOutput } from '../../contract/index.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { RunSummary } from '../../contract/training.ts';
import { alignmentOf } from '../../engine/training/picture-maker.ts';
import { sha256Of } from '../../engine/weights.ts';
import type { Core } from '../core.ts';
import { slug } from '../imported-models/draft.ts';
import { notWritten } from '../imported-models/import.ts';
import { inTrial } from '../imported-models/trial.ts';
import { summaryOf } from '../models.ts';
import { freshResults, readPart } from './run-record.ts';
import type { Workshop } from './workshop.ts';

interface Wish {
  readonly run: RunSummary;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Makes a model record of a run's best network: exported to ONNX, tried like a brought one, with its card and thresholds. */
export async function keepRun(
  core: Core,
  workshop: Workshop,
  { run, id: asked, name }: Wish,
  signal: AbortSignal,
): Promise<Outcome<CallOutput<'training.keep'>>> {
  const { runs } = core.store;
  const results = readPart(runs, run.id, 'results', freshResults);
  const network = runs.readFile(run.id, 'network');
  if (network === null || run.test === null || results.step === null || run.counts === null)
    return fail(
      'BAD_INPUT',
      'There is no tested network yet. Let the run end, or stop it: its best network is tested then.',
    );
  const { network: choice } = run.recipe;
  const exported = await workshop.use((engine) => engine.training({ do: 'export', choice, network }));
  if (!exported.ok) return exported;
  const { onnx } = exported.value;
  const sha256 = sha256Of(onnx);
  const version = sha256.slice(0, 8);
  const id = `${asked ?? (slug(name ?? run.name).slice(0, 40) || 'trained')}-${version}`;
  if (core.records.some((each) => each.id === id)) return fail('NAME_TAKEN', `This network is kept already, as ${id}.`);
  const card: TrainedCard = {
    ...{ runId: run.id, at: new Date().toISOString(), recipe: withoutPaths(run.recipe), step: results.step },
    counts: run.counts,
    seconds: run.progress.seconds,
    test: run.test,
    licenceNote: licenceNote(run.recipe),
  };
  const record: ModelRecord = {
    ...{ id, name: name ?? run.name, version, sha256, kind: 'onnx', weights: `imported/${id}.onnx` },
    ...{ dimension: choice.dimension, ...inputFormat(choice) },
    chip: chipFor(alignmentOf(choice), choice.inputSize),
    mirrorAverage: false,
    thresholds: {
      measuredOn: `people of its own training data that it was not trained on (${run.counts.validation.people + run.counts.test.people})`,
      verify: results.thresholds,
    },
    licence: 'trained here; see its card',
    trainingDataStated: true,
    provenance: provenanceOf(run),
    trained: card,
  };
  return accepted(core, record, onnx, signal);
}

async function accepted(core: Core, record: ModelRecord, onnx: Uint8Array, signal: AbortSignal) {
  let file: string;
  try {
    file = core.imported.stage(record.id, onnx);
  } catch (error) {
    return notWritten(error);
  }
  try {
    // On real faces a network that knows invented people alone may be poor: that is told, and no reason to refuse it.
    const trial = await inTrial(core, signal, (engine) => engine.tryModel({ record, file }));
    if (!trial.ok) return trial;
    const { dimension: _, ...selfTest } = trial.value;
    const kept: ModelRecord = { ...record, imported: { at: new Date().toISOString(), selfTest } };
    core.imported.accept(kept);
    core.emit('models.changed', {});
    return ok({ model: summaryOf(core, kept, 0) });
  } finally {
    core.imported.unstage(record.id);
  }
}

/** A card may be shown to others: where somebody's pictures lie is none of their business. */
function withoutPaths(recipe: TrainingRecipe): TrainingRecipe {
  const { data } = recipe;
  if (data.source === 'folder') return { ...recipe, data: { ...data, path: '(not kept)' } };
  if (data.source !== 'list') return recipe;
  const { root: _, ...rest } = data;
  return { ...recipe, data: { ...rest, path: '(not kept)' } };
}

const origins = {
  synthetic: { en: 'invented people', zh: '虚构人物' },
  people: { en: 'people enrolled here', zh: '在此登记的人员' },
  folder: { en: 'people in a folder of pictures', zh: '图片文件夹中的人员' },
  list: { en: 'people in a list of pictures', zh: '图片列表中的人员' },
} as const;

function provenanceOf({ recipe, counts, test }: RunSummary): { en: string; zh: string } {
  const { train } = counts!;
  const { pAt1, eer, people } = test!.figures;
  const origin = origins[recipe.data.source];
  const figures = `P@1 ${pAt1.toFixed(3)}, EER ${(eer * 100).toFixed(1)} %`;
  return {
    en: `Trained here on ${train.people} ${origin.en} (${train.pictures} pictures) with ${recipe.loss.id}; on ${people} others: ${figures}.`,
    zh: `在此用 ${train.people} 名${origin.zh}（${train.pictures} 张图片）以 ${recipe.loss.id} 训练；在另外 ${people} 人上：${figures}。`,
  };
}

function licenceNote({ data, network }: TrainingRecipe): { en: string; zh: string } {
  const pretrained = network.backbone === 'pretrained-projection';
  const base = pretrained
    ? { en: ' It contains dlib’s network, which is in the public domain.', zh: '其中包含 dlib 的网络，属公有领域。' }
    : { en: '', zh: '' };
  if (data.source === 'synthetic')
    return {
      en: `Its weights are yours: nobody’s pictures are in them.${base.en}`,
      zh: `权重归您所有：其中没有任何人的照片。${base.zh}`,
    };
  return {
    en: `Its weights were learned from people’s pictures: whether it may be passed on depends on what they agreed to and on the pictures’ licence.${base.en}`,
    zh: `权重由人物照片训练得到：能否转交他人取决于他们的同意和照片的许可。${base.zh}`,
  };
}
