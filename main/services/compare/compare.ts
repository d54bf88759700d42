import { ComparisonError } from '../../../models/compare/comparison-error.ts';
import type { ProbeRecord } from '../../../models/compare/results.ts';
import type { ComparedPerson } from '../../contract/compare.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallOutput, Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { orderOf } from '../training/picture-orders.ts';
import { createWorkshop } from '../training/workshop.ts';
import { LiveComparison } from './live-comparison.ts';
import { notBegun } from './progress.ts';
import { sweepTimings } from './store-timing.ts';

type CompareHandlers = Pick<Handlers, Extract<keyof Handlers, `compare.${string}`>>;

export interface CompareService {
  readonly handlers: CompareHandlers;
  /** To be told when people or their pictures were removed. */
  peopleChanged(): void;
  close(): Promise<void>;
}

/** Kept for this run of the program. */
const mostKept = 20;

/** Comparisons of softmax and metric learning: one goes on at a time, in a process of its own, whatever the page does. */
export function compareService(core: Core): CompareService {
  const workshop = createWorkshop(core.startTrial);
  /** The newest first. */
  let all: LiveComparison[] = [];
  sweepTimings(core.dataDir);

  const find = (id: string): LiveComparison | undefined => all.find((one) => one.id === id);
  const gone = (): Outcome<never> => fail('NOT_FOUND', 'There is no such comparison, or it was deleted.');

  const handlers: CompareHandlers = {
    'compare.start': async ({ choice }) => {
      try {
        // Loaded when it is needed: the language of networks takes longer than the app's start.
        const { checkComparison } = await import('../../../models/compare/recipes.ts');
        checkComparison(choice);
      } catch (error) {
        if (error instanceof ComparisonError) return fail('BAD_INPUT', error.message);
        throw error;
      }
      if (all.some(({ goesOn }) => goesOn))
        return fail(
          'BUSY',
          'A comparison goes on. Wait for it or cancel it: two at once would spoil each other’s times.',
        );
      const started = new LiveComparison(core, choice);
      all = [started, ...all].slice(0, mostKept);
      return ok({ comparisonId: started.id });
    },

    'compare.follow': async ({ comparisonId, cancelToo }, context) => {
      const one = find(comparisonId);
      if (one === undefined) return gone();
      if (one.goesOn) {
        const stopWatching = one.watch((snapshot) => context.progress(snapshot));
        const cancelled = new Promise<'cancelled'>((resolve) => {
          context.signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
        });
        const how = await Promise.race([one.ended, cancelled]);
        stopWatching();
        if (how === 'cancelled') {
          if (cancelToo) one.cancel();
          return fail('CANCELLED', cancelToo ? 'Cancelled.' : 'No longer followed. The comparison goes on.');
        }
      }
      return ok({ comparison: one.summary });
    },

    'compare.list': async () => ok({ comparisons: all.map(({ summary }) => summary) }),

    'compare.get': async ({ comparisonId }) => {
      const one = find(comparisonId);
      return one === undefined
        ? gone()
        : ok({ comparison: one.summary, results: one.results, points: [...one.points] });
    },

    'compare.probes': async (input) => {
      const one = find(input.comparisonId);
      return one === undefined ? gone() : probesOf(core, one, input);
    },

    'compare.pictures': async ({ comparisonId, pictures, size, darkened }) => {
      const one = find(comparisonId);
      if (one === undefined) return gone();
      const known = one.pictures;
      if (known === null) return ok({ pictures: pictures.map((picture) => ({ picture, jpeg: null })) });
      const fetched = await Promise.all(
        pictures.map(async (picture) => {
          const ref = known.pictures[picture]?.ref;
          return { picture, result: ref === undefined ? { reason: 'gone' } : await orderOf(core, known.data, ref) };
        }),
      );
      const there = fetched.flatMap(({ picture, result }) =>
        'order' in result ? [{ picture, order: result.order }] : [],
      );
      if (there.length === 0) return ok({ pictures: pictures.map((picture) => ({ picture, jpeg: null })) });
      // Which way the light falls depends on the picture's number, as in the comparison.
      const badLight = darkened ? there.map(({ picture }) => picture + known.pictures.length) : null;
      return workshop.use(async (engine) => {
        const made = await engine.comparison({
          ...{ do: 'pictures', format: one.format, orders: there.map(({ order }) => order) },
          jpeg: { side: size, badLight },
        });
        if (!made.ok) return made;
        const jpegs = new Map(
          made.value.results.map((result, i) => [there[i]!.picture, result.ok ? (result.jpeg ?? null) : null]),
        );
        return ok({ pictures: pictures.map((picture) => ({ picture, jpeg: jpegs.get(picture) ?? null })) });
      });
    },

    'compare.cancel': async ({ comparisonId }) => {
      const one = find(comparisonId);
      if (one === undefined) return gone();
      if (!one.goesOn) return fail('BAD_INPUT', 'This comparison has ended already.');
      one.cancel();
      await one.ended;
      return ok({});
    },

    'compare.delete': async ({ comparisonId }) => {
      const one = find(comparisonId);
      if (one === undefined) return gone();
      one.cancel();
      all = all.filter((other) => other !== one);
      const progress = { ...notBegun };
      core.emit('compare.changed', {
        comparisonId,
        state: 'deleted',
        reason: null,
        progress,
        points: [],
        results: false,
      });
      return ok({});
    },
  };

  return {
    handlers,
    peopleChanged() {
      for (const one of all) {
        if (!one.goesOn || one.choice.data.source !== 'people') continue;
        const removed = one.pictures?.personIds.some((id) => id !== null && core.store.people.find(id) === null);
        if (removed) one.cancel('Somebody whose pictures it uses was removed.');
      }
    },
    async close() {
      for (const one of all) one.cancel('The program was closed.');
      workshop.close();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

type ProbesInput = Parameters<CompareHandlers['compare.probes']>[0];

function probesOf(
  core: Core,
  one: LiveComparison,
  { seed, role, wrongBy, from, count }: ProbesInput,
): Outcome<CallOutput<'compare.probes'>> {
  const record = one.records.find((each) => each.seed === seed);
  if (record === undefined) return fail('NOT_FOUND', 'There are no answers of this seed yet.');
  const wrongs = ({ answers }: ProbeRecord): number => answers.filter(({ right }) => !right).length;
  const fitting = record.probes
    .filter((probe) => role === undefined || probe.role === role)
    .filter(
      ({ answers }) =>
        wrongBy === undefined || answers.some(({ recogniser, right }) => recogniser === wrongBy && !right),
    )
    .toSorted((a, b) => wrongs(b) - wrongs(a) || a.picture - b.picture);
  const probes = fitting.slice(from, from + count);
  const shown = new Set(probes.flatMap(({ label, answers }) => [label, ...answers.map(({ person }) => person)]));
  const roles = new Map(record.probes.map((probe) => [probe.label, probe.role]));
  const portraits = new Map(record.portraits.map(({ label, picture }) => [label, picture]));
  const nameOf = (label: number): string | null => {
    const id = one.pictures?.personIds[label];
    return id ? (core.store.people.find(id)?.name ?? null) : (one.pictures?.names[label] ?? null);
  };
  const people = [...shown]
    .filter((label) => roles.has(label))
    .map(
      (label): ComparedPerson => ({
        ...{ label, name: nameOf(label), role: roles.get(label)! },
        portrait: portraits.get(label) ?? null,
      }),
    );
  return ok({ probes, total: fitting.length, people });
}
