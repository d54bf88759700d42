import { describe, expect, test } from 'vitest';
import { allBytes, asVersionLeftIt, scratch } from './scratch.ts';

const run = { name: 'Unmistakable run', config: '{"path":"/home/ada/unmistakable"}', status: '' };
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('an evaluation', () => {
  test('comes back after a restart, and nothing of it is in the clear', () => {
    const { dir, open } = scratch();
    const store = open();
    const { id } = store.evaluations.create(run);
    store.evaluations.update(id, { status: 'unmistakable status', state: 'finished' });
    store.evaluations.putPart(id, 'report', bytes('unmistakable report'));
    store.evaluationSamples.add(id, [{ picture: 'unmistakable picture', bytes: bytes('unmistakable template') }]);
    store.close();
    expect(allBytes(dir).includes('nmistakable')).toBe(false);
    const again = open();
    expect(again.evaluations.list()).toMatchObject([{ ...run, id, status: 'unmistakable status', state: 'finished' }]);
    expect(Buffer.from(again.evaluations.part(id, 'report')!).toString()).toBe('unmistakable report');
    expect(again.evaluations.part(id, 'scores')).toBeNull();
    const found = again.evaluationSamples.find('unmistakable picture')!;
    expect([found.runId, Buffer.from(found.bytes).toString()]).toEqual([id, 'unmistakable template']);
    expect(again.evaluationSamples.find('another picture')).toBeNull();
    again.close();
  });

  test('that was going on when the program ended is interrupted', () => {
    const { open } = scratch();
    const store = open();
    const [a, b] = [store.evaluations.create(run).id, store.evaluations.create(run).id];
    store.evaluations.update(b, { state: 'cancelled' });
    expect(store.evaluations.interruptAll()).toBe(1);
    expect([a, b].map((id) => store.evaluations.find(id)?.state)).toEqual(['interrupted', 'cancelled']);
    store.close();
  });

  test('is hidden at once, can come back, and is erased with its templates; what another run copied stays', () => {
    const { open } = scratch();
    const store = open();
    const [a, b] = [store.evaluations.create(run).id, store.evaluations.create(run).id];
    store.evaluationSamples.add(
      a,
      ['one', 'two'].map((picture) => ({ picture, bytes: bytes(picture) })),
    );
    store.evaluationSamples.add(b, [{ picture: 'two', bytes: bytes('two') }]);
    const at = new Date();
    store.evaluations.scheduleErasure(a, at);
    expect(store.evaluations.find(a)).toBeNull();
    expect(store.evaluationSamples.find('one')).toBeNull();
    store.evaluations.cancelErasure(a);
    expect(store.evaluationSamples.find('one')?.runId).toBe(a);
    store.evaluations.scheduleErasure(a, at);
    expect(store.evaluations.eraseDue(at)).toEqual([a]);
    expect(store.evaluationSamples.count(a)).toBe(0);
    expect(store.evaluationSamples.find('one')).toBeNull();
    expect(store.evaluationSamples.find('two')?.runId).toBe(b);
    expect(() => store.evaluations.cancelErasure(a)).toThrow('no such evaluation');
    store.close();
  });

  test('comes into a store of the version before, which keeps what it has', () => {
    const { dir, open } = scratch();
    const before = open();
    const { id } = before.runs.create({ name: 'trained', recipe: '{}' });
    before.close();
    asVersionLeftIt(dir, 2);
    const after = open();
    expect(after.runs.find(id)?.name).toBe('trained');
    expect(after.evaluations.create(run).state).toBe('running');
    after.close();
  });
});
