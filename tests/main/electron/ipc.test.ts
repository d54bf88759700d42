import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../../main/contract/errors.ts';
import type { CallerContext } from '../../../main/contract/handler.ts';
import { answerIpc } from '../../../main/electron/ipc.ts';

class FakeContents extends EventEmitter {
  sent: unknown[][] = [];
  gone = false;
  isDestroyed(): boolean {
    return this.gone;
  }
  send(...message: unknown[]): void {
    if (this.gone) throw new Error('Object has been destroyed');
    this.sent.push(message);
  }
}

type Listener = (...values: unknown[]) => unknown;
const ours = { url: 'app://threshold/', parent: null };

let channels: Map<string, Listener>;
let contexts: CallerContext[];
let settle: ((value: unknown) => void)[];
let listeners: Set<(topic: string, value: unknown) => void>;
let page: FakeContents;

const ask = (channel: string, frame: object | null, ...values: unknown[]): unknown =>
  channels.get(channel)?.({ sender: page, senderFrame: frame }, ...values);
const call = (id: unknown, frame: object | null = ours): Promise<unknown> =>
  ask('call', frame, id, 'people.list', {}) as Promise<unknown>;
const reload = (): unknown => page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });

beforeEach(() => {
  channels = new Map();
  contexts = [];
  settle = [];
  listeners = new Set();
  page = new FakeContents();
  const register = (channel: string, listener: Listener) => channels.set(channel, listener);
  answerIpc({ handle: register, on: register } as unknown as IpcMain, {
    call: (_name, _input, context) => {
      contexts.push(context);
      return new Promise((resolve) => settle.push((value) => resolve(ok(value))));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
});

describe('who may call', () => {
  test.each([
    ['a frame that is gone', null],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['an address that only begins like ours', { url: 'app://threshold.example/', parent: null }],
    ['our page inside another', { url: 'app://threshold/', parent: {} }],
  ])('not %s', async (_who, frame) => {
    expect(await call(1, frame)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    ask('subscribe', frame);
    expect([contexts.length, listeners.size]).toEqual([0, 0]);
  });
  test('what is not a call is refused', async () => {
    expect(await call('one')).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    expect(await ask('call', ours, 1, { toString: () => 'people.list' }, {})).toMatchObject({ ok: false });
    expect(contexts).toEqual([]);
  });
});

describe('a call', () => {
  test('answers, and tells its progress while it runs', async () => {
    const answer = call(1);
    contexts[0]?.progress(0.5);
    settle[0]?.('done');
    expect(await answer).toEqual(ok('done'));
    contexts[0]?.progress(1);
    expect(page.sent).toEqual([['progress', 1, 0.5]]);
  });
  test('is cancelled by its id, by our page alone', () => {
    void call(1);
    void call(2);
    ask('cancel', { url: 'https://example.com/', parent: null }, 1);
    expect(contexts[0]?.signal.aborted).toBe(false);
    ask('cancel', ours, 1);
    ask('cancel', ours, 99);
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
  test('a mistake in the program is an outcome', async () => {
    const register = (channel: string, listener: Listener) => channels.set(channel, listener);
    answerIpc({ handle: register, on: register } as unknown as IpcMain, {
      call: () => Promise.reject(new Error('secret path')),
      subscribe: () => () => {},
    });
    const answer = await call(1);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('a page that goes', () => {
  test('a reload ends what the page before asked for, and its ids begin anew', async () => {
    void call(1);
    ask('subscribe', ours);
    reload();
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect(listeners.size).toBe(0);

    const second = call(1);
    contexts[0]?.progress('of the page before');
    settle[0]?.('late');
    await Promise.resolve();
    contexts[1]?.progress('own');
    ask('cancel', ours, 1);
    expect(contexts[1]?.signal.aborted).toBe(true);
    settle[1]?.('second');
    expect(await second).toEqual(ok('second'));
    expect(page.sent).toEqual([['progress', 1, 'own']]);
  });
  test('moving inside the page ends nothing', () => {
    void call(1);
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    expect(contexts[0]?.signal.aborted).toBe(false);
  });
  test.each(['render-process-gone', 'destroyed'])('%s ends it all', (event) => {
    void call(1);
    ask('subscribe', ours);
    page.gone = true;
    page.emit(event);
    expect([contexts[0]?.signal.aborted, listeners.size]).toEqual([true, 0]);
    expect(() => contexts[0]?.progress(1)).not.toThrow();
  });
  test('events come once, however often and after however many reloads it subscribed', () => {
    for (let i = 0; i < 3; i++) {
      ask('subscribe', ours);
      ask('subscribe', ours);
      reload();
    }
    ask('subscribe', ours);
    for (const listener of listeners) listener('people.changed', {});
    expect(page.sent).toEqual([['event', 'people.changed', {}]]);
    expect(page.listenerCount('did-start-navigation')).toBe(1);
  });
});
