import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../main/app.ts';
import { maxHeldShots } from '../../main/contract/enrolment.ts';
import { ok } from '../../main/contract/errors.ts';
import type { CallInput, CallName } from '../../main/contract/index.ts';
import type { EngineFace } from '../../main/engine/protocol.ts';
import { type AnalysedShot, heldShots, shotsHeldMs } from '../../main/services/held-shots.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

const consent = { textVersion: 'test', by: 'test' };

describe('through the host', () => {
  let root: string;
  let app: App;
  const call = <N extends CallName>(name: N, input: CallInput<N>, signal = new AbortController().signal) =>
    app.call(name, input, { signal, progress: () => {}, caller: 'cli' });
  const hold = (shot: string, image: Uint8Array) => call('enrol.holdShot', { capture: 'c', shot, image });
  const save = (...shots: string[]) => call('enrol.fromShots', { capture: 'c', name: 'Ada', shots, consent });
  const missing = (...shots: string[]) => ({ ok: false, error: { code: 'NOT_FOUND', details: { missing: shots } } });
  const people = async () => (await call('people.list', {})) as { value: { people: { templates: number }[] } };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'threshold-capture-'));
    app = await scratchHost(root);
  });
  afterEach(async () => {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });

  test('shots are held until Save makes a person of them; a second Save finds nothing', async () => {
    const empty = readdirSync(join(root, 'data')).map((file) => readFileSync(join(root, 'data', file)).length);
    for (const [k, noise] of [0, 0.05, 0.1].entries())
      expect(await hold(`${k}`, picture('ada', noise))).toEqual(ok({}));
    // Nothing was written for somebody who may still say no.
    expect(readdirSync(join(root, 'data')).map((file) => readFileSync(join(root, 'data', file)).length)).toEqual(empty);
    expect(await save('0', '2')).toMatchObject({ ok: true, value: { accepted: 2, rejected: [] } });
    expect(await call('identify.image', { image: picture('ada') })).toMatchObject({
      value: { faces: [{ decision: 'accepted', person: { name: 'Ada' } }] },
    });
    expect(await save('0', '2')).toMatchObject(missing('0', '2'));
    expect((await people()).value.people).toMatchObject([{ templates: 2 }]);
  });

  test('Save waits for the last shot, and adds to whoever has the name already', async () => {
    await call('enrol.fromImages', { name: 'Ada', images: [picture('ada')], consent });
    void hold('0', picture('ada', 0.1));
    expect(await save('0')).toMatchObject({ ok: true, value: { accepted: 1 } });
    expect((await people()).value.people).toMatchObject([{ templates: 2 }]);
  });

  test('the camera’s frames rest while a shot is analysed and saved, and go on after a shot that failed', async () => {
    const order: string[] = [];
    const frame = () => call('desk.frame', { camera: 'front', image: picture('ada'), record: false });
    void hold('0', picture('ada'));
    const beside = frame().then(({ ok }) => order.push(`frame ${ok}`));
    await Promise.all([save('0').then(({ ok }) => order.push(`saved ${ok}`)), beside]);
    expect(order).toEqual(['saved true', 'frame true']);
    await hold('crash', picture('crash'));
    expect(await frame()).toMatchObject({ ok: true });
  });

  test('what cannot be used is refused at once and not held; what is dropped or cancelled while it is analysed neither', async () => {
    expect(await hold('none', picture(''))).toMatchObject({ error: { code: 'NO_FACE' } });
    expect(await hold('two', picture('ada+bob'))).toMatchObject({ error: { code: 'MULTIPLE_FACES' } });
    expect(await hold('poor', picture('poor:ada'))).toMatchObject({
      error: { code: 'LOW_QUALITY', details: { hints: ['hold-still'] } },
    });
    expect(await hold('crash', picture('crash'))).toMatchObject({ error: { code: 'ENGINE_CRASHED' } });
    expect(await save('none', 'two', 'poor', 'crash')).toMatchObject(missing('none', 'two', 'poor', 'crash'));

    const dropped = hold('dropped', picture('ada'));
    await call('enrol.dropShots', { capture: 'c', shots: ['dropped', 'never there'] });
    await dropped;
    const abort = new AbortController();
    const cancelled = call('enrol.holdShot', { capture: 'c', shot: 'cancelled', image: picture('ada') }, abort.signal);
    abort.abort();
    await cancelled;
    expect(await save('dropped', 'cancelled')).toMatchObject(missing('dropped', 'cancelled'));
    await hold('kept', picture('ada'));
    await call('enrol.dropShots', { capture: 'c' });
    expect(await save('kept')).toMatchObject(missing('kept'));
    expect((await people()).value.people).toEqual([]);
  });

  test('a crash of the engine costs its shot alone; of another model nothing is enrolled', async () => {
    await call('enrol.fromImages', { name: 'Bob', images: [picture('bob')], consent });
    await hold('0', picture('ada'));
    await hold('1', picture('crash'));
    expect(await save('0')).toMatchObject({ ok: true });
    await hold('2', picture('ada'));
    expect(await call('models.use', { id: 'dlib-resnet-128' })).toMatchObject({ ok: true });
    expect(await save('2')).toMatchObject(missing('2'));
    expect((await people()).value.people).toHaveLength(2);
  });
});

describe('held', () => {
  const shot = (): AnalysedShot => ({
    modelId: 'm',
    face: {
      template: Float32Array.of(1, 2),
      portrait: { png: Uint8Array.of(3, 4), landmarks: [] },
    } as unknown as EngineFace,
  });
  const bytes = ({ face }: AnalysedShot) => [...face.template, ...(face.portrait?.png ?? [])];

  test('for two minutes after the capture was last heard of, overwritten then', async () => {
    let now = 0;
    const held = heldShots(() => now);
    const [first, second, other] = [shot(), shot(), shot()];
    held.hold('a', '1', Promise.resolve(ok(first)));
    now = shotsHeldMs - 1;
    held.hold('a', '2', Promise.resolve(ok(second)));
    now = 2 * shotsHeldMs - 2;
    expect((await held.take('a', ['2'])).map((one) => one && bytes(one))).toEqual([[1, 2, 3, 4]]);
    expect(bytes(first)).toEqual([0, 0, 0, 0]); // not among those saved
    held.hold('b', '1', Promise.resolve(ok(other)));
    now += shotsHeldMs;
    expect(await held.take('b', ['1'])).toEqual([null]);
    expect(bytes(other)).toEqual([0, 0, 0, 0]);
  });

  test('no more captures and shots than a desk needs: the oldest go', async () => {
    const held = heldShots(() => 0);
    const first = shot();
    for (let k = 0; k <= maxHeldShots; k++) held.hold('a', `${k}`, Promise.resolve(ok(k === 0 ? first : shot())));
    for (let k = 0; k < 7; k++) held.hold(`other ${k}`, '0', Promise.resolve(ok(shot())));
    expect((await held.take('a', ['0', '1'])).map((one) => one === null)).toEqual([true, false]);
    expect(bytes(first)).toEqual([0, 0, 0, 0]);
    for (let k = 0; k < 9; k++) held.hold(`window ${k}`, '0', Promise.resolve(ok(shot())));
    expect(await held.take('window 0', ['0'])).toEqual([null]);
    expect(await held.take('window 8', ['0'])).not.toEqual([null]);
    held.clear();
    expect(await held.take('window 7', ['0'])).toEqual([null]);
  });
});
