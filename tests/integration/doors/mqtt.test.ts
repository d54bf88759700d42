import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anchorTopic, postAnchor } from '../../../main/doors/anchor-post.ts';
import { mqttOutput } from '../../../main/doors/mqtt.ts';
import type { DoorCommand } from '../../../main/doors/output.ts';
import { freePort, Mosquitto, mosquittoPath } from './mosquitto.ts';

let number = 0;
const command = (lastsMs = 5000): DoorCommand => ({
  id: `c${++number}`,
  door: { id: 'd', name: 'Lab' },
  action: 'open',
  seconds: 5,
  at: new Date().toISOString(),
  expiresAt: new Date(Date.now() + lastsMs).toISOString(),
});
const setting = { topic: 'site/lab', username: '', password: '', answers: false };

describe.skipIf(mosquittoPath === undefined)(
  'a door at a real broker (skipped without Mosquitto: apt install mosquitto)',
  () => {
    let broker: Mosquitto;
    beforeAll(async () => {
      broker = new Mosquitto(await freePort());
      await broker.start();
    });
    afterAll(() => broker.stop());

    test('an anchor is kept by the broker for whoever comes later', async () => {
      await postAnchor(broker.url, '{"seq":1}');
      await postAnchor(broker.url, '{"seq":2}');
      const reader = await broker.client();
      const heard = new Promise<string>((resolve) =>
        reader.on('message', (_topic, payload) => resolve(String(payload))),
      );
      await reader.subscribeAsync(anchorTopic, { qos: 1 });
      expect(await heard).toBe('{"seq":2}');
      await reader.endAsync(true);
      await expect(postAnchor(`mqtt://127.0.0.1:${await freePort()}`, '')).rejects.toThrow();
    });

    test('the command arrives once, unretained, with its expiry; where nobody listens that is said', async () => {
      const output = mqttOutput({ ...setting, url: broker.url });
      const unheard = await output.send(command(), AbortSignal.timeout(5000));
      expect(unheard).toMatchObject({ answered: false, code: 'NOBODY_LISTENS' });
      const door = await broker.client();
      await door.subscribeAsync('site/lab/#', { qos: 1 });
      const heard: { topic: string; text: string; qos: number; retain: boolean; expiry: number | undefined }[] = [];
      door.on('message', (topic, payload, { qos, retain, properties }) =>
        heard.push({ topic, text: payload.toString(), qos, retain, expiry: properties?.messageExpiryInterval }),
      );
      const said = command();
      expect(await output.send(said, AbortSignal.timeout(5000))).toMatchObject({ answered: true, code: 'TAKEN' });
      await expect
        .poll(() => heard.filter(({ topic }) => topic === 'site/lab/command'))
        .toEqual([{ topic: 'site/lab/command', text: JSON.stringify(said), qos: 1, retain: false, expiry: 5 }]);
      output.close();
      await expect.poll(() => heard.at(-1)).toMatchObject({ topic: 'site/lab/host', text: 'offline' });
      await door.endAsync(true);
    });

    test('where the door answers, its own word counts, and its silence', async () => {
      const output = mqttOutput({ ...setting, topic: 'site/gate', url: broker.url, answers: true });
      const door = await broker.client();
      await door.subscribeAsync('site/gate/command', { qos: 1 });
      let says: (id: string) => string | null = () => null;
      door.on('message', (_topic, payload) => {
        const answer = says((JSON.parse(payload.toString()) as DoorCommand).id);
        if (answer !== null) door.publish('site/gate/answer', answer, { qos: 1 });
      });
      const asked = () => output.send(command(), AbortSignal.timeout(1500));
      says = (id) => JSON.stringify({ id, ok: true, detail: 'opened' });
      expect(await asked()).toEqual({ answered: true, code: 'DONE', detail: 'opened' });
      says = (id) => JSON.stringify({ id, ok: false, detail: 'blocked' });
      expect(await asked()).toEqual({ answered: false, code: 'REFUSED', detail: 'blocked' });
      says = () => 'not JSON';
      expect(await asked()).toMatchObject({ answered: false, code: 'NO_ANSWER' });
      output.close();
      await door.endAsync(true);
    });

    test('a broker that hangs leaves the door shut, and gets nothing late when it wakes', async () => {
      const output = mqttOutput({ ...setting, topic: 'site/vault', url: broker.url });
      const door = await broker.client();
      const heard: string[] = [];
      door.on('message', (_topic, payload) => heard.push((JSON.parse(payload.toString()) as DoorCommand).id));
      await door.subscribeAsync('site/vault/command', { qos: 1 });
      await output.send(command(), AbortSignal.timeout(5000));
      broker.pause();
      const late = command(400);
      expect(await output.send(late, AbortSignal.timeout(400))).toMatchObject({ answered: false, code: 'NO_ANSWER' });
      broker.resume();
      const after = command();
      expect(await output.send(after, AbortSignal.timeout(10_000))).toMatchObject({ answered: true });
      await expect.poll(() => heard.at(-1)).toBe(after.id);
      // What was in the socket when it hung may arrive with its expiry; sent again it is not.
      expect(heard.filter((id) => id === late.id).length).toBeLessThanOrEqual(1);
      output.close();
      await door.endAsync(true);
    });

    test('a broker that is away is said to be, with why', async () => {
      const output = mqttOutput({ ...setting, url: `mqtt://127.0.0.1:${await freePort()}` });
      expect(await output.send(command(), AbortSignal.timeout(600))).toMatchObject({
        answered: false,
        code: 'UNREACHABLE',
        detail: 'ECONNREFUSED',
      });
      output.close();
    });
  },
);
