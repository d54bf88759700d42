import { expect, test } from 'vitest';
import { newestWins } from '../../main/engine/newest-wins.ts';

test('one in flight, of those waiting only the newest runs, the overtaken resolve to null', async () => {
  const ran: number[] = [];
  const gates: (() => void)[] = [];
  const push = newestWins(async (frame: number) => {
    ran.push(frame);
    await new Promise<void>((resolve) => gates.push(resolve));
    return frame * 10;
  });
  const first = push(1);
  const second = push(2);
  const third = push(3);
  expect(ran).toEqual([1]);
  expect(await second).toBeNull();
  gates[0]();
  expect(await first).toBe(10);
  gates[1]();
  expect(await third).toBe(30);
  expect(ran).toEqual([1, 3]);
});

test('a failed frame does not stop the next', async () => {
  const push = newestWins(async (frame: number) => {
    if (frame === 1) throw new Error('bad frame');
    return frame;
  });
  const first = push(1);
  const second = push(2);
  await expect(first).rejects.toThrow('bad frame');
  expect(await second).toBe(2);
});
