import { expect, test } from 'vitest';
import { createEngine, type EngineChannel } from '../../../main/engine/engine.ts';
import type { EngineReply, EngineRequest } from '../../../main/engine/protocol.ts';

function fakeChannel() {
  let reply: (message: EngineReply) => void = () => {};
  let exit: (reason: string) => void = () => {};
  const sent: EngineRequest[] = [];
  const channel: EngineChannel = {
    post: (message) => sent.push(message),
    onMessage: (listener) => {
      reply = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    kill: () => {},
  };
  return { channel, sent, reply: (message: EngineReply) => reply(message), exit: (reason: string) => exit(reason) };
}

test('a dead engine answers what was in flight with ENGINE_CRASHED and the next call starts a new one', async () => {
  const started: ReturnType<typeof fakeChannel>[] = [];
  const engine = createEngine(() => {
    const fake = fakeChannel();
    started.push(fake);
    return fake.channel;
  });
  const lost = engine.embed('m', []);
  started[0].exit('signal SIGSEGV');
  const outcome = await lost;
  expect(outcome.ok).toBe(false);
  if (!outcome.ok) {
    expect(outcome.error.code).toBe('ENGINE_CRASHED');
    expect(outcome.error.message).toContain('SIGSEGV');
  }
  const next = engine.embed('m', []);
  expect(started).toHaveLength(2);
  started[1].reply({ id: started[1].sent[0].id, ok: true, value: [] });
  expect(await next).toEqual({ ok: true, value: [] });
});

test('after close nothing is started', async () => {
  const engine = createEngine(() => {
    throw new Error('must not start');
  });
  engine.close();
  const outcome = await engine.describe();
  expect(outcome.ok).toBe(false);
});
