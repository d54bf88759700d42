import { expect, test } from 'vitest';
import { type Outcome, ok } from '../../../../main/contract/errors.ts';
import { type Look, NetworkRunner } from '../../../../renderer/lessons/viewer/network-runner.ts';

const files = [{ name: 'a.onnx', bytes: new Uint8Array([1]) }];
const look = (chosen: string): Look => ({
  picture: { width: 1, height: 1, data: new Uint8Array(3) },
  scale: { mean: 0, std: 1, bgr: false },
  chosen,
  tiled: [],
});
const gone: Outcome<never> = { ok: false, error: { code: 'NOT_FOUND', message: 'gone' } };
const ran = (of: unknown) => ok({ ms: 1, layers: [], chosen: null, mosaics: [], of });

interface Asked {
  readonly name: string;
  readonly input: { readonly network?: string; readonly chosen?: string };
  readonly signal: AbortSignal | undefined;
  readonly answer: (outcome: Outcome<unknown>) => void;
}

const settled = () => new Promise(setImmediate);

/** A host that answers when it is told to. */
function bench() {
  const asked: Asked[] = [];
  const told: unknown[] = [];
  const call = (name: string, input: object, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise<Outcome<unknown>>((answer) => asked.push({ name, input, signal, answer }));
  const runner = new NetworkRunner(files, call as never, {
    onWorking: (working) => told.push(working),
    onRun: (outcome) => told.push(outcome.ok ? (outcome.value as unknown as { of: unknown }).of : outcome.error.code),
  });
  const answer = async (outcome: Outcome<unknown>): Promise<void> => {
    await settled();
    asked.at(-1)!.answer(outcome);
    await settled();
  };
  return { asked, told, runner, answer };
}
const names = (asked: readonly Asked[]) => asked.map(({ name, input }) => [name, input.network, input.chosen]);

test('it opens once and runs for the newest wish alone', async () => {
  const { asked, told, runner, answer } = bench();
  runner.want(look('a'));
  await answer(ok({ network: 'one' }));
  runner.want(look('b'));
  runner.want(look('c'));
  await answer(ran('a'));
  await answer(ran('c'));
  expect(names(asked)).toEqual([
    ['lessons.openNetwork', undefined, undefined],
    ['lessons.runNetwork', 'one', 'a'],
    ['lessons.runNetwork', 'one', 'c'],
  ]);
  expect(told).toEqual([true, 'a', 'c', false]);
});

test('a network that the host gave up is opened anew, once', async () => {
  const { asked, told, runner, answer } = bench();
  runner.want(look('a'));
  await answer(ok({ network: 'one' }));
  await answer(gone);
  await answer(ok({ network: 'two' }));
  await answer(gone);
  expect(names(asked).map(([name, network]) => network ?? name)).toEqual([
    'lessons.openNetwork',
    'one',
    'lessons.openNetwork',
    'two',
  ]);
  expect(told).toEqual([true, 'NOT_FOUND', false]);
});

test('closed, it neither opens again nor tells: not while it opens, not while it runs', async () => {
  const opening = bench();
  opening.runner.want(look('a'));
  opening.runner.close();
  expect(opening.asked[0]!.signal!.aborted).toBe(true);
  await opening.answer(ok({ network: 'one' }));
  const running = bench();
  running.runner.want(look('a'));
  await running.answer(ok({ network: 'one' }));
  running.runner.close();
  await running.answer(gone);
  running.runner.want(look('b'));
  expect([opening.asked.length, running.asked.length]).toEqual([1, 2]);
  expect([opening.told, running.told]).toEqual([[true], [true]]);
});

test('pictures wait while layers are timed, which the rail and the page’s end both cancel', async () => {
  const { asked, told, runner, answer } = bench();
  const rail = new AbortController();
  const steps: unknown[] = [];
  const timed = runner.time(look('a'), 3, rail.signal, (step) => steps.push(step));
  await answer(ok({ network: 'one' }));
  runner.want(look('b'));
  expect(asked.at(-1)!.name).toBe('lessons.timeNetwork');
  rail.abort();
  expect(asked.at(-1)!.signal!.aborted).toBe(true);
  await answer({ ok: false, error: { code: 'CANCELLED', message: '' } });
  expect(await timed).toMatchObject({ ok: false });
  await answer(ran('b'));
  expect(told).toEqual([true, 'b', false]);
  const again = runner.time(look('a'), 3, new AbortController().signal, () => {});
  await settled();
  runner.close();
  expect(asked.at(-1)!.signal!.aborted).toBe(true);
  await answer({ ok: false, error: { code: 'CANCELLED', message: '' } });
  await again;
  expect(asked.at(-1)!.name).toBe('lessons.timeNetwork');
});
