import type { StoredRun } from '../../../data/tables/training-runs.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { RunState } from '../../contract/training.ts';
import type { Engine } from '../../engine/engine.ts';
import type { TrainingEvent } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import { codeOf } from '../dispatch.ts';
import { orderOf, referenceOf } from './picture-orders.ts';
import { type PreparedPictures, preparePictures } from './prepare-pictures.ts';
import { RunLedger } from './run-ledger.ts';
import { writeProjection } from './run-projection.ts';

/** Seconds between checkpoints at which nothing else happens. */
const checkpointSeconds = 15;
/** The app's own network is held against at most so many test pictures: some seconds. */
const mostReference = 4000;
const referenceBatch = 32;

/** A run with its engine process: pictures, training, test; and what steers it. */
export interface LiveRun {
  readonly id: string;
  readonly ledger: RunLedger;
  /** Resolves when it waits, or has ended. */
  pause(): Promise<void>;
  resume(): void;
  /** Resolves when training has stopped; the test of its network follows. */
  stop(): Promise<void>;
  /** Ends the process at once; the run is then in the given state, or in the one it was in. */
  abandon(state?: RunState, reason?: string): void;
  /** Resolves when there is nothing more to come. */
  readonly ended: Promise<void>;
}

export function startLiveRun(core: Core, run: StoredRun, recipe: TrainingRecipe): LiveRun {
  const engine = core.startTrial();
  const ledger = new RunLedger(core, run, recipe);
  let abandoned = false;
  let stopping = false;
  let pausing = false;
  /** Those who wait until it has paused, or stopped training. */
  const waiting: (() => void)[] = [];
  const settle = (): void => {
    for (const done of waiting.splice(0)) done();
  };
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
    });
  const leave = (state: RunState, reason: string | null = null): void => {
    if (!abandoned) ledger.enter(state, reason);
  };

  const ended = lead()
    .catch((error: unknown) => {
      if (abandoned) return;
      const known = codeOf(error) !== null;
      if (!known)
        core.log.error('bug', { call: 'training', errorKind: error instanceof Error ? error.name : 'unknown' });
      leave('failed', known ? (error as Error).message : 'Training failed through a mistake in the program.');
    })
    .finally(() => {
      engine.close();
      ledger.close();
      settle();
    });

  return {
    id: run.id,
    ledger,
    ended,
    async pause() {
      if (ledger.state === 'paused') return;
      pausing = true;
      engine.commandTraining('pause');
      await settled();
    },
    resume() {
      pausing = false;
      engine.commandTraining('resume');
      if (ledger.state === 'paused') ledger.enter('running');
    },
    async stop() {
      stopping = true;
      engine.commandTraining('stop');
      await settled();
    },
    abandon(state, reason) {
      if (state !== undefined) ledger.enter(state, reason ?? null);
      abandoned = true;
      ledger.close();
      engine.close();
      settle();
    },
  };

  async function lead(): Promise<void> {
    ledger.enter('preparing');
    const prepared = await preparePictures({
      ...{ core, engine, recipe, runId: run.id },
      onProgress: (done, total) => ledger.stage('pictures', done, total),
      stopped: () => stopping || abandoned,
    });
    if (!prepared.ok) return leaveFor(prepared);
    ledger.prepared(prepared.value.counts, prepared.value.skipped);
    const trained = await train(prepared.value);
    settle();
    if (!trained.ok) return leaveFor(trained);
    const { end, collapse, begun } = trained.value;
    if (collapse !== null) ledger.note({ collapse });
    if (begun) {
      if (ledger.state === 'paused') ledger.enter('running');
      ledger.stage('testing', 0, 1);
      const tested = await test(prepared.value);
      if (!tested.ok) return leaveFor(tested);
    }
    leave(end === 'stopped' ? 'stopped' : 'finished');
  }

  /** An outcome that ends a run: a process that died can be begun again, a wrong recipe cannot. */
  function leaveFor({ error }: Extract<Outcome<never>, { ok: false }>): void {
    if (error.code === 'CANCELLED') leave('stopped');
    else if (error.code === 'ENGINE_CRASHED')
      leave('interrupted', 'The training process ended unexpectedly. Resume goes on from the last checkpoint.');
    else leave('failed', error.message);
  }

  function train({ kept, labels, pictures }: PreparedPictures) {
    if (pausing) engine.commandTraining('pause');
    ledger.stage('compiling', 0, 1);
    return engine.training(
      {
        ...{ do: 'train', recipe, pictures: kept, labels, checkpointSeconds },
        references: Array.from(kept, (_, index) => referenceOf(pictures.get(index)!.ref, index)),
        checkpoint: core.store.runs.readFile(run.id, 'checkpoint'),
      },
      (event) => {
        if (abandoned) return;
        try {
          heed(event, pictures);
        } catch (error) {
          // A full disk must not end hours of training: it goes on and says so.
          const known = codeOf(error) !== null;
          if (!known) core.log.error('bug', { call: 'training', errorKind: (error as Error).name });
          ledger.note({ reason: known ? (error as Error).message : 'Something could not be saved.' });
        }
      },
    );
  }

  function heed(event: TrainingEvent, pictures: PreparedPictures['pictures']): void {
    switch (event.event) {
      case 'begun':
        ledger.begun(event.step, event.seconds, event.history);
        if (event.history?.baselines) ledger.baselines(event.history.baselines);
        if (ledger.state === 'preparing') ledger.enter('running');
        break;
      case 'preparing':
        ledger.stage(event.report.what, event.report.done, event.report.total);
        break;
      case 'baselines':
        ledger.baselines(event.report);
        break;
      case 'steps':
        ledger.steps(event.reports);
        break;
      case 'validation':
        ledger.validation(event.report);
        writeProjection(core, run.id, recipe.data.source, event.report, pictures);
        break;
      case 'checkpoint':
        // The checkpoint last: what it goes on from must not be newer than what is known of it.
        if (event.network !== null) core.store.runs.writeFile(run.id, 'network', event.network);
        core.store.runs.writeFile(run.id, 'checkpoint', event.bytes);
        ledger.saveAll();
        break;
      case 'paused':
        ledger.enter('paused');
        settle();
        break;
      case 'resumed':
        if (!stopping) ledger.enter('running');
    }
  }

  async function test(prepared: PreparedPictures): Promise<Outcome<null>> {
    await reference(engine, prepared);
    const finished = await engine.training({ do: 'finish' });
    if (!finished.ok) return finished;
    ledger.tested(finished.value.results);
    return ok(null);
  }

  /** Best effort: without an ONNX runtime there is no such network, and the run is none the worse. */
  async function reference(to: Engine, { test: positions, pictures }: PreparedPictures): Promise<void> {
    const known = ledger.resultsNow.baselines?.frFeature ?? null;
    if (known !== null || positions.length > mostReference) return;
    for (let from = 0; from < positions.length; from += referenceBatch) {
      const some = [...positions.slice(from, from + referenceBatch)];
      const fetched = await Promise.all(
        some.map(async (position) => ({
          position,
          result: await orderOf(core, recipe.data, pictures.get(position)!.ref),
        })),
      );
      const usable = fetched.flatMap(({ position, result }) => ('order' in result ? [{ position, ...result }] : []));
      const done = await to.training({
        do: 'reference',
        positions: usable.map(({ position }) => position),
        orders: usable.map(({ order }) => order),
      });
      if (!done.ok) return;
      ledger.stage('testing', Math.min(from + referenceBatch, positions.length), positions.length);
    }
  }
}

export const alreadyRuns = (name: string): Outcome<never> =>
  fail('BUSY', `"${name}" is being trained. Pause or stop it first: two at once would only slow each other down.`);
