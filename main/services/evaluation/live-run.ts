import type { ModelRecord } from '../../../models/embed/record.ts';
import type {
  EvaluationConfig,
  EvaluationProgress,
  EvaluationSnapshot,
  EvaluationState,
} from '../../contract/evaluation.ts';
import type { Core } from '../core.ts';
import { codeOf } from '../dispatch.ts';
import { appIndex } from './app-index.ts';
import { EmbeddingError, engineSource } from './engine-source.ts';
import { enrolledFaces } from './enrolled-faces.ts';
import { MissingImagesError } from './face-source.ts';
import { computeInThread } from './math-thread.ts';
import { evaluateTrials } from './pipeline.ts';
import { ProtocolError, readTrials } from './read-trials.ts';
import { reportContext } from './report-context.ts';
import { RunProgress } from './run-progress.ts';
import { type RunStatus, resultOf, writePart } from './run-record.ts';
import { storedSamples } from './sample-cache.ts';
import { archiveBytes } from './score-archive.ts';
import type { Trials } from './trials.ts';

/** Snapshots are told at most this often. */
const TELL_EVERY_MS = 250;

/** An evaluation that is going on: an engine process of its own, a thread for the mathematics. */
export interface LiveRun {
  readonly id: string;
  readonly progress: EvaluationProgress;
  /** Snapshots beside the topic. @returns ends it */
  watch(watcher: (snapshot: EvaluationSnapshot) => void): () => void;
  /** Stops it in the given state; what was embedded stays. Resolves when it has ended. */
  stop(state: 'cancelled' | 'interrupted', reason?: string): Promise<void>;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
}

export function startLiveRun(core: Core, id: string, config: EvaluationConfig, record: ModelRecord): LiveRun {
  const abort = new AbortController();
  const progress = new RunProgress();
  const watchers = new Set<(snapshot: EvaluationSnapshot) => void>();
  let end: { state: EvaluationState; reason: string | null } = { state: 'cancelled', reason: null };
  let timer: NodeJS.Timeout | null = null;

  const tell = (state: EvaluationState, reason: string | null): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const snapshot: EvaluationSnapshot = {
      ...{ runId: id, state, reason },
      progress: state === 'running' ? progress.now : null,
    };
    for (const watcher of watchers) watcher(snapshot);
    core.emit('evaluation.changed', snapshot);
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(() => tell('running', null), TELL_EVERY_MS);
  };

  const ended = lead()
    .catch((error: unknown) => {
      if (abort.signal.aborted) return end;
      return { state: 'failed' as const, reason: reasonOf(error) };
    })
    .then(({ state, reason }) => {
      const { evaluations } = core.store;
      const run = evaluations.find(id);
      // A run that was deleted meanwhile has nothing to be told of.
      if (run === null) return;
      const status = { ...(JSON.parse(run.status) as RunStatus), reason };
      evaluations.update(id, { state, status: JSON.stringify(status) });
      tell(state, reason);
    })
    .finally(() => {
      if (timer !== null) clearTimeout(timer);
    });

  return {
    id,
    ended,
    get progress() {
      return progress.now;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    async stop(state, reason) {
      end = { state, reason: reason ?? null };
      abort.abort();
      await ended;
    },
  };

  async function lead(): Promise<{ state: EvaluationState; reason: string | null }> {
    tell('running', null);
    const trials = await readTrials(config.protocol, () => enrolledFaces(core, record.id));
    const engine = core.startTrial();
    const samples = storedSamples(core.store.evaluationSamples, id, record);
    // An engine asked for a picture answers before it looks at anything else; only its end is sooner.
    const onAbort = (): void => engine.close();
    abort.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const outcome = await evaluateTrials(engineSource(engine, record, { cache: samples, background: true }), trials, {
        signal: abort.signal,
        onProgress: ({ stage, done, total, fromCache }) => {
          progress.set(stage, done, total, fromCache);
          tellSoon();
        },
        ...{ compute: computeInThread, index: appIndex(record.id) },
        ...{ replicates: config.replicates, seed: config.seed },
        context: reportContext(record, config.replicates, config.seed),
      });
      if (abort.signal.aborted) return end;
      if (!outcome.ok) return { state: 'failed', reason: outcome.error.message };
      const { report, scores, examples } = outcome.value;
      core.store.evaluations.putPart(id, 'scores', archiveBytes(scores));
      writePart(core, id, 'examples', { ...examples, root: rootOf(trials) });
      writePart(core, id, 'report', report);
      const { id: modelId, name, sha256 } = report.model;
      const status: RunStatus = { reason: null, model: { id: modelId, name, sha256 }, result: resultOf(report) };
      core.store.evaluations.update(id, { status: JSON.stringify(status) });
      return { state: 'finished', reason: null };
    } finally {
      abort.signal.removeEventListener('abort', onAbort);
      engine.close();
      if (core.store.evaluations.find(id) !== null) samples.flush();
    }
  }

  function reasonOf(error: unknown): string {
    if (error instanceof ProtocolError || error instanceof MissingImagesError || error instanceof EmbeddingError)
      return error.message;
    if (codeOf(error) !== null) return (error as Error).message;
    core.log.error('bug', { call: 'evaluation', errorKind: error instanceof Error ? error.name : 'unknown' });
    return 'The evaluation failed through a mistake in the program. Resume goes on from the pictures embedded until then.';
  }
}

const rootOf = (trials: Trials): string | null =>
  trials.protocol === 'gallery' ? (trials.strangers?.root ?? null) : trials.root;
