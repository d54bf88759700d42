import { logitsOf, softmaxAnswer } from '../../models/classify/answer.ts';
import { withoutRow } from '../../models/classify/head.ts';
import { headFeature } from '../../models/classify/head-feature.ts';
import type { DeskSoftmax } from '../contract/desk.ts';
import type { LearntHead } from '../engine/compare/protocol.ts';
import type { Core } from './core.ts';
import { createWorkshop } from './training/workshop.ts';

/** What softmax says of a template, by ids and with the scores it would refuse by. */
export interface SoftmaxVerdict {
  readonly personId: string;
  readonly probability: number;
  readonly energy: number;
  readonly refused: DeskSoftmax['answers'][number]['refused'];
}

/** Whom a head was trained for, and on what. */
interface Trained extends LearntHead {
  readonly modelId: string;
  readonly personIds: readonly string[];
  /** Names everything it was trained on: while it is the same, the head is up to date. */
  readonly key: string;
  readonly at: string;
}

/**
 * The softmax recogniser beside the gallery at the Desk: a head over the same features, trained on the templates of everybody
 * enrolled. It begins when it is first asked for, in an engine process of its own, is trained anew in the background whenever
 * somebody joins or leaves, and answers for those it knows until then.
 */
export function createDeskSoftmax(core: Core) {
  const workshop = createWorkshop(core.startTrial);
  let trained: Trained | null = null;
  let training = false;
  let failedKey: string | null = null;

  const present = () => {
    const modelId = core.record().id;
    const templates = core.store.templates.ofModel(modelId);
    const personIds = [...new Set(templates.map(({ personId }) => personId))];
    return { modelId, templates, personIds, key: [modelId, ...templates.map(({ id }) => id)].join(' ') };
  };

  const learn = async ({ modelId, templates, personIds, key }: ReturnType<typeof present>): Promise<void> => {
    training = true;
    const { dimension } = core.record();
    const rows = new Map(personIds.map((id, row) => [id, row]));
    const all = new Float32Array(templates.length * dimension);
    for (const [k, { vector }] of templates.entries()) all.set(vector, k * dimension);
    const learnt = await workshop
      .use((engine) =>
        engine.comparison({
          ...{ do: 'head', templates: all, dimension, people: personIds.length },
          rows: Int32Array.from(templates, ({ personId }) => rows.get(personId)!),
          targetFpir: core.settings().targetFpir,
        }),
      )
      .finally(() => {
        training = false;
      });
    failedKey = learnt.ok ? null : key;
    if (!learnt.ok) return;
    const head = { ...learnt.value.learnt, modelId, personIds, key, at: new Date().toISOString() };
    // Somebody may have been removed while it was trained.
    trained = withoutRemoved(core, head);
  };

  /** Reading every template takes longer than a frame has: only when something may have changed. */
  let known: ReturnType<typeof present> | null = null;
  let dirty = true;

  return {
    /** To be told that people, pictures or the model changed. Costs nothing. Of whoever was removed nothing is kept. */
    changed(): void {
      dirty = true;
      known = null;
      trained = trained && withoutRemoved(core, trained);
    },
    /** What softmax says to a template of the model in use; null while it knows nobody. */
    verdict(template: Float32Array): SoftmaxVerdict | null {
      if (trained === null || trained.modelId !== core.record().id) return null;
      const { best, probability, energy } = softmaxAnswer(logitsOf(trained.head, headFeature(template)));
      const { thresholds } = trained;
      return {
        ...{ personId: trained.personIds[best]!, probability, energy },
        refused: {
          byProbability: thresholds && probability < thresholds.probability,
          byEnergy: thresholds && energy < thresholds.energy,
        },
      };
    },
    /** How it stands; has it trained in the background where it is not up to date. */
    standing(): Omit<DeskSoftmax, 'answers'> {
      if (dirty || known === null) known = present();
      dirty = false;
      const now = known;
      const mine = trained?.modelId === now.modelId ? trained : null;
      const upToDate = mine?.key === now.key;
      const enough = now.personIds.length >= 2;
      if (enough && !upToDate && !training && failedKey !== now.key) void learn(now);
      return {
        state: !enough ? 'too-few' : failedKey === now.key ? 'failed' : mine === null ? 'learning' : 'ready',
        stale: mine !== null && !upToDate,
        people: mine?.personIds.length ?? 0,
        trainedAt: mine?.at ?? null,
        trainMs: mine?.ms ?? null,
      };
    },
    close: () => workshop.close(),
  };
}

/** The rows of those who are no longer enrolled go at once; the head stays out of date until it is trained anew. */
function withoutRemoved(core: Core, trained: Trained): Trained | null {
  let { head, personIds } = trained;
  for (const id of trained.personIds) {
    if (core.store.people.find(id) !== null) continue;
    head = withoutRow(head, personIds.indexOf(id));
    personIds = personIds.filter((other) => other !== id);
  }
  return personIds.length === 0 ? null : { ...trained, head, personIds };
}

export type DeskSoftmaxService = ReturnType<typeof createDeskSoftmax>;
