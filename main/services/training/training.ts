import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallOutput, Handlers } from '../../contract/index.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { RunSummary } from '../../contract/training.ts';
import type { Core } from '../core.ts';
import { undoMilliseconds } from '../people.ts';
import { keepRun } from './keep.ts';
import { alreadyRuns, type LiveRun, startLiveRun } from './live-run.ts';
import { noBetterThan } from './no-better-than.ts';
import { preview } from './preview.ts';
import { nameFor, problemOf } from './recipe-words.ts';
import { readRunPictures } from './run-pictures.ts';
import { readProjection } from './run-projection.ts';
import { freshResults, noProgress, readPart, recipeOf, statusOf, summaryOfRun } from './run-record.ts';
import { runThumbnails } from './run-thumbnails.ts';
import { createWorkshop } from './workshop.ts';

type TrainingHandlers = Pick<Handlers, Extract<keyof Handlers, `training.${string}`>>;

export interface TrainingService {
  readonly handlers: TrainingHandlers;
  /** To be told when people or their pictures were removed: nothing of them may be trained on. */
  peopleChanged(): void;
  close(): Promise<void>;
}

/** How long the program's end waits for a last checkpoint. */
const closeMs = 3000;

/** Training runs: one goes on at a time, in a process of its own, whatever the page does. */
export function trainingService(core: Core): TrainingService {
  const { runs, runPeople } = core.store;
  const workshop = createWorkshop(core.startTrial);
  const timers = new Set<NodeJS.Timeout>();
  let live: LiveRun | null = null;

  runs.eraseDue(new Date());
  runs.interruptAll();
  forgetErased();

  const gone = (): Outcome<never> => fail('NOT_FOUND', 'There is no such training run, or it was deleted.');

  const busyRun = (): LiveRun | null =>
    live !== null && ['preparing', 'running'].includes(live.ledger.state) ? live : null;

  const begin = (id: string, recipe: TrainingRecipe): Outcome<null> => {
    const run = runs.find(id);
    if (run === null) return gone();
    const busy = busyRun();
    if (busy !== null) return alreadyRuns(runs.find(busy.id)?.name ?? 'Another run');
    // One that only waits gives its process up; it goes on from its checkpoint when it is wanted again.
    live?.abandon();
    const started = startLiveRun(core, run, recipe);
    live = started;
    void started.ended.then(() => {
      if (live === started) live = null;
    });
    return ok(null);
  };

  /** What a live run knows is newer than its row. */
  const summary = (run: Parameters<typeof summaryOfRun>[1]): RunSummary =>
    live?.id === run.id
      ? summaryOfRun(core, { ...run, state: live.ledger.state, status: JSON.stringify(live.ledger.status) })
      : summaryOfRun(core, run);

  /** With a process, or not yet without one. */
  const liveOf = (id: string): LiveRun | null =>
    live?.id === id && ['preparing', 'running', 'paused'].includes(live.ledger.state) ? live : null;

  const handlers: TrainingHandlers = {
    'training.preview': async (input, context) => preview(core, workshop, input, context),

    'training.describe': async ({ network }) =>
      workshop.use(async (engine) => {
        const described = await engine.training({ do: 'describe', network });
        if (!described.ok) return described;
        const { did: _, ...costs } = described.value;
        return ok(costs);
      }),

    'training.start': async ({ recipe, name }) => {
      const wrong = await problemOf(recipe);
      if (wrong !== null) return fail('BAD_INPUT', wrong);
      const busy = busyRun();
      if (busy !== null) return alreadyRuns(runs.find(busy.id)?.name ?? 'Another run');
      const run = runs.create({ name: name ?? nameFor(recipe), recipe: JSON.stringify(recipe) });
      const begun = begin(run.id, recipe);
      return begun.ok ? ok({ runId: run.id }) : begun;
    },

    'training.pause': async ({ runId }) => {
      if (runs.find(runId) === null) return gone();
      const running = liveOf(runId);
      if (running === null) return fail('BAD_INPUT', 'This run is not going on.');
      await running.pause();
      return ok({});
    },

    'training.resume': async ({ runId, budget }) => {
      const run = runs.find(runId);
      if (run === null) return gone();
      const running = liveOf(runId);
      if (running !== null && running.ledger.state === 'paused' && budget === undefined) {
        running.resume();
        return ok({});
      }
      if (running !== null && running === busyRun()) return fail('BAD_INPUT', 'This run is going on already.');
      if (!summary(run).resumable)
        return fail(
          'BAD_INPUT',
          'Somebody whose pictures this run was trained on was erased, and with them what training would go on from. What it has learned can be kept; or start a new run.',
        );
      const recipe = { ...recipeOf(run), ...(budget === undefined ? {} : { budget }) };
      if (budget !== undefined) runs.update(runId, { recipe: JSON.stringify(recipe) });
      const begun = begin(runId, recipe);
      return begun.ok ? ok({}) : begun;
    },

    'training.stop': async ({ runId }) => {
      const run = runs.find(runId);
      if (run === null) return gone();
      const running = liveOf(runId);
      if (running !== null) await running.stop();
      else if (run.state === 'paused' || run.state === 'interrupted') runs.update(runId, { state: 'stopped' });
      else return fail('BAD_INPUT', 'This run is not going on.');
      return ok({});
    },

    'training.follow': async ({ runId, stopWhenCancelled }, context) => {
      const running = liveOf(runId);
      if (running !== null) {
        const stopWatching = running.ledger.watch((snapshot) => context.progress(snapshot));
        const cancelled = new Promise<'cancelled'>((resolve) => {
          context.signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
        });
        const how = await Promise.race([running.ended, running.ledger.paused(), cancelled]);
        stopWatching();
        if (how === 'cancelled') {
          if (!stopWhenCancelled) return fail('CANCELLED', 'No longer followed. The run goes on.');
          await running.stop();
          return fail('CANCELLED', `Stopped with a checkpoint. Go on with: threshold train --resume ${runId}`);
        }
      }
      const run = runs.find(runId);
      return run === null ? gone() : ok({ run: summary(run) });
    },

    'training.runs': async () => ok({ runs: runs.list().map(summary) }),

    'training.run': async ({ runId }) => {
      const run = runs.find(runId);
      return run === null ? gone() : ok(details(runId, summary(run), run.notes));
    },

    'training.pictures': async ({ runId, indices, size }) => runThumbnails(core, workshop, runId, indices, size),

    'training.rename': async ({ runId, name }) => {
      if (runs.find(runId) === null) return gone();
      runs.update(runId, { name });
      tell(runId);
      return ok({});
    },

    'training.note': async ({ runId, notes }) => {
      if (runs.find(runId) === null) return gone();
      runs.update(runId, { notes });
      return ok({});
    },

    'training.delete': async ({ runId, now }) => {
      if (runs.find(runId) === null) return gone();
      const at = new Date(Date.now() + (now === true ? 0 : undoMilliseconds));
      liveOf(runId)?.abandon('interrupted');
      if (live?.id === runId) live = null;
      runs.scheduleErasure(runId, at);
      if (now === true) runs.eraseDue(at);
      else later(at);
      core.emit('training.changed', {
        ...{
          runId,
          state: 'deleted',
          reason: null,
          collapse: null,
          progress: noProgress,
          points: [],
          validation: null,
        },
      });
      return ok({ undoUntil: at.toISOString() });
    },

    'training.undoDelete': async ({ runId }) => {
      runs.cancelErasure(runId);
      tell(runId);
      return ok({});
    },

    'training.keep': async ({ runId, id, name }, context) => {
      const run = runs.find(runId);
      if (run === null) return gone();
      const kept = await keepRun(core, workshop, { run: summary(run), id, name }, context.signal);
      if (!kept.ok) return kept;
      const status = liveOf(runId)?.ledger.status ?? statusOf(run);
      const keptAs = [...status.keptAs, kept.value.model.id];
      liveOf(runId)?.ledger.note({ keptAs });
      runs.update(runId, { status: JSON.stringify({ ...status, keptAs }) });
      return kept;
    },
  };

  return {
    handlers,
    peopleChanged() {
      const running = live === null ? null : liveOf(live.id);
      if (running !== null && (running.ledger.status.counts?.pictures ?? 0) > 0) {
        const recipe = recipeOf(runs.find(running.id)!);
        if (recipe.data.source === 'people' && stored(running.id) < running.ledger.status.pictures) {
          running.abandon(
            'interrupted',
            'Somebody whose pictures it is trained on, or one of these pictures, was removed.',
          );
          live = null;
        }
      }
      forgetErased();
    },
    async close() {
      for (const timer of timers) clearTimeout(timer); // what is due is erased at the next start
      workshop.close();
      const running = live;
      if (running === null || liveOf(running.id) === null) return;
      if (running.ledger.status.progress.stage === 'testing')
        running.abandon('stopped', 'The program was closed before its network was tested. Resume it and let it end.');
      else if (running.ledger.state === 'running') {
        await Promise.race([running.pause(), new Promise((resolve) => setTimeout(resolve, closeMs).unref())]);
        running.abandon('interrupted', 'The program was closed. Resume goes on from there.');
      } else if (running.ledger.state === 'paused') running.abandon();
      else running.abandon('interrupted', 'The program was closed before training began.');
    },
  };

  function details(runId: string, run: RunSummary, notes: string): CallOutput<'training.run'> {
    const ledger = liveOf(runId)?.ledger;
    const results = ledger?.resultsNow ?? readPart(runs, runId, 'results', freshResults);
    const history = ledger?.history ?? readPart(runs, runId, 'history', { training: [], validation: [] });
    const { source } = run.recipe.data;
    const pictures = readRunPictures(core, runId, run.recipe.data);
    return {
      run,
      notes,
      skipped: [...results.skipped],
      curves: { training: [...history.training], validation: [...history.validation] },
      projection: pictures === null ? null : readProjection(core, runId, source, pictures, results.hardest),
      baselines: results.baselines,
      thresholds: [...results.thresholds],
      noBetterThan: noBetterThan(run, results.baselines),
    };
  }

  /** Pictures that are there of those that a run on enrolled people began with. */
  function stored(runId: string): number {
    return runPeople.list(runId).reduce((sum, { pictures }) => sum + pictures.length, 0);
  }

  /**
   * A checkpoint holds what a loss learnt of each person (its class weights). When one of them is erased it goes; the network's own
   * weights stay.
   */
  function forgetErased(): void {
    for (const run of runs.list()) if (runPeople.count(run.id) < run.people) runs.removeFile(run.id, 'checkpoint');
  }

  function tell(runId: string): void {
    const run = runs.find(runId);
    if (run === null) return;
    const { state, reason, collapse, progress } = summary(run);
    core.emit('training.changed', { runId, state, reason, collapse, progress, points: [], validation: null });
  }

  function later(at: Date): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        runs.eraseDue(new Date());
      },
      Math.max(0, at.getTime() - Date.now()) + 5,
    );
    timers.add(timer);
  }
}
