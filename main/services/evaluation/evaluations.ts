import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { EvaluationConfig, EvaluationProtocol } from '../../contract/evaluation.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { undoMilliseconds } from '../people.ts';
import { createWorkshop } from '../training/workshop.ts';
import { enrolledFaces } from './enrolled-faces.ts';
import { inspect } from './inspect.ts';
import { type LiveRun, startLiveRun } from './live-run.ts';
import { inThread } from './math-thread.ts';
import { readTrials } from './read-trials.ts';
import { comparisonOf, notFinished, type PrintPdf, reportFile } from './report-file.ts';
import { pairPictures, shopOf } from './report-pictures.ts';
import { configOf, type RunStatus, readPart, readReport, statusOf, summaryOf } from './run-record.ts';

type EvaluationHandlers = Pick<Handlers, Extract<keyof Handlers, `evaluation.${string}`>>;

export interface EvaluationService {
  readonly handlers: EvaluationHandlers;
  close(): Promise<void>;
}

/** Evaluations: one goes on at a time, in an engine process and a thread of its own, whatever the page does. */
export function evaluationService(core: Core, printPdf?: PrintPdf): EvaluationService {
  const { evaluations } = core.store;
  const workshop = createWorkshop(core.startTrial);
  const timers = new Set<NodeJS.Timeout>();
  let live: LiveRun | null = null;

  evaluations.eraseDue(new Date());
  evaluations.interruptAll();

  const gone = (): Outcome<never> => fail('NOT_FOUND', 'There is no such evaluation, or it was deleted.');
  const liveOf = (id: string): LiveRun | null => (live?.id === id ? live : null);
  const busy = (): Outcome<never> | null =>
    live === null
      ? null
      : fail(
          'BUSY',
          `"${evaluations.find(live.id)?.name ?? 'Another evaluation'}" goes on. Cancel it, or wait for its end.`,
        );
  const recordFor = ({ modelId }: EvaluationConfig) =>
    modelId === undefined ? core.record() : core.records.find(({ id }) => id === modelId);

  /** Begins, or goes on with, a run whose row is there. */
  const begin = (id: string, config: EvaluationConfig): Outcome<null> => {
    const record = recordFor(config);
    if (record === undefined)
      return fail(
        'MODEL_MISSING',
        `The model "${config.modelId}" is no longer there: an evaluation of it cannot go on.`,
      );
    evaluations.update(id, { state: 'running' });
    const started = startLiveRun(core, id, config, record);
    live = started;
    void started.ended.then(() => {
      if (live === started) live = null;
    });
    return ok(null);
  };

  const handlers: EvaluationHandlers = {
    'evaluation.inspect': async ({ protocol }) =>
      inspect(await readTrials(protocol, () => enrolledFaces(core, core.record().id))),

    'evaluation.start': async ({ config, name }) => {
      const refused = busy();
      if (refused !== null) return refused;
      const record = recordFor(config);
      if (record === undefined) return fail('MODEL_MISSING', `There is no model "${config.modelId}".`);
      const model = { id: record.id, name: record.name ?? record.id, sha256: record.sha256 };
      const status: RunStatus = { reason: null, model, result: null };
      // The model is held on to: the one in use may be another when the run is resumed.
      const held = { ...config, modelId: record.id };
      const run = evaluations.create({
        name: name ?? nameFor(config.protocol, model.name),
        config: JSON.stringify(held),
        status: JSON.stringify(status),
      });
      const begun = begin(run.id, held);
      return begun.ok ? ok({ runId: run.id }) : begun;
    },

    'evaluation.follow': async ({ runId }, context) => {
      const running = liveOf(runId);
      if (running !== null) {
        const stopWatching = running.watch((snapshot) => context.progress(snapshot));
        const cancelled = new Promise<'cancelled'>((resolve) => {
          context.signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
        });
        const how = await Promise.race([running.ended, cancelled]);
        stopWatching();
        if (how === 'cancelled') return fail('CANCELLED', 'No longer followed. The evaluation goes on.');
      }
      const run = evaluations.find(runId);
      return run === null ? gone() : ok({ run: summaryOf(run, null) });
    },

    'evaluation.cancel': async ({ runId }) => {
      if (evaluations.find(runId) === null) return gone();
      const running = liveOf(runId);
      if (running === null) return fail('BAD_INPUT', 'This evaluation is not going on.');
      await running.stop('cancelled');
      return ok({});
    },

    'evaluation.resume': async ({ runId }) => {
      const run = evaluations.find(runId);
      if (run === null) return gone();
      if (run.state === 'finished') return fail('BAD_INPUT', 'This evaluation has finished: start a new one.');
      const refused = busy();
      if (refused !== null) return refused;
      evaluations.update(runId, { status: JSON.stringify({ ...statusOf(run), reason: null }) });
      const begun = begin(runId, configOf(run));
      return begun.ok ? ok({}) : begun;
    },

    'evaluation.list': async () =>
      ok({
        runs: evaluations.list().map((run) => summaryOf(run, liveOf(run.id)?.progress ?? null)),
        pdf: printPdf !== undefined,
      }),

    'evaluation.read': async ({ runId }) => {
      const run = evaluations.find(runId);
      if (run === null) return gone();
      const report = run.state === 'finished' ? readReport(core, runId) : null;
      return ok({ run: summaryOf(run, liveOf(runId)?.progress ?? null), report });
    },

    'evaluation.pictures': async ({ runId, of, pairs, size }) => {
      const run = evaluations.find(runId);
      if (run === null) return gone();
      const examples = readPart(core, runId, 'examples');
      if (examples === null) return notFinished(run.name);
      const known = pairs.filter((pair) => examples[of][pair] !== undefined);
      const wanted = known.map((pair) => examples[of][pair]!);
      const made = await pairPictures(shopOf(core, workshop, examples.root), wanted, size);
      if (!made.ok) return made;
      return ok({ pictures: known.map((pair, k) => ({ pair, ...made.value[k]! })) });
    },

    'evaluation.operatingPoint': async ({ runId, at }) => {
      const run = evaluations.find(runId);
      if (run === null) return gone();
      const report = readReport(core, runId);
      const scores = evaluations.part(runId, 'scores');
      if (report === null || scores === null) return notFinished(run.name);
      return (await inThread('operatingPoint', { report, scores, at }))!;
    },

    'evaluation.compare': async ({ first, second }) => {
      const [a, b] = [evaluations.find(first), evaluations.find(second)];
      if (a === null || b === null) return gone();
      const report = readReport(core, first);
      if (report === null) return notFinished(a.name);
      const compared = await comparisonOf(core, first, report, { runId: second, name: b.name });
      return compared.ok ? ok(compared.value.comparison) : compared;
    },

    'evaluation.report': async ({ runId, format, language, pictures, compareWith }) => {
      const run = evaluations.find(runId);
      const other = compareWith === undefined ? null : evaluations.find(compareWith);
      if (run === null || (compareWith !== undefined && other === null)) return gone();
      const second = other === null ? null : { runId: other.id, name: other.name };
      return reportFile(core, workshop, printPdf, { runId, name: run.name, format, language, pictures, second });
    },

    'evaluation.rename': async ({ runId, name }) => {
      const run = evaluations.find(runId);
      if (run === null) return gone();
      evaluations.update(runId, { name });
      tell(runId);
      return ok({});
    },

    'evaluation.delete': async ({ runId, now }) => {
      if (evaluations.find(runId) === null) return gone();
      await liveOf(runId)?.stop('cancelled');
      const at = new Date(Date.now() + (now === true ? 0 : undoMilliseconds));
      evaluations.scheduleErasure(runId, at);
      if (now === true) evaluations.eraseDue(at);
      else later(at);
      core.emit('evaluation.changed', { runId, state: 'deleted', reason: null, progress: null });
      return ok({ undoUntil: at.toISOString() });
    },

    'evaluation.undoDelete': async ({ runId }) => {
      evaluations.cancelErasure(runId);
      tell(runId);
      return ok({});
    },
  };

  return {
    handlers,
    async close() {
      for (const timer of timers) clearTimeout(timer); // what is due is erased at the next start
      workshop.close();
      await live?.stop('interrupted', 'The program was closed. Resume goes on from there.');
    },
  };

  function tell(runId: string): void {
    const run = evaluations.find(runId);
    if (run === null) return;
    const { reason } = statusOf(run);
    core.emit('evaluation.changed', { runId, state: run.state, reason, progress: liveOf(runId)?.progress ?? null });
  }

  function later(at: Date): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        evaluations.eraseDue(new Date());
      },
      Math.max(0, at.getTime() - Date.now()) + 5,
    );
    timers.add(timer);
  }
}

function nameFor(protocol: EvaluationProtocol, model: string): string {
  const last = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
  const what = (): string => {
    switch (protocol.protocol) {
      case 'verification':
        return last(protocol.pairs);
      case 'all-pairs':
        return last(protocol.data.path);
      case 'identification':
        return last(protocol.data.source === 'protocol' ? protocol.data.path : protocol.data.pictures.path);
      case 'gallery':
        return 'enrolled people';
    }
  };
  return `${model} · ${what()}`.slice(0, 120);
}
