import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Enrols people with three templates each for as long as it lives, and says so only after the store returned. */
const enroller = (dir: string, unlock: unknown): string => `
  const { openStore } = await import(${url('../../data/store.ts')});
  const { template, consent } = await import(${url('./scratch-values.ts')});
  const store = openStore(${JSON.stringify({ dir, unlock })});
  for (let i = 0; ; i++) {
    const { person } = store.enrol({ person: { name: 'Person ' + i, consent }, templates: [1, 2, 3].map((n) => template(i * 3 + n)) });
    process.stdout.write(person.id + '\\n');
    if (i % 3 === 2) {
      store.people.scheduleErasure(person.id, new Date(0));
      store.people.eraseDue(new Date());
      process.stdout.write('-' + person.id + '\\n');
    }
  }`;

test('kill -9 during enrolment and erasure: nothing acknowledged is lost, nothing half-written is visible', async () => {
  const { dir, unlock, open } = scratch();
  const enrolled = new Set<string>();
  const erased = new Set<string>();
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', enroller(dir, unlock)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    // Random moments within the work, not a wait for something: the point is that any moment will do.
    const kill = setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
    await once(child, 'close');
    clearTimeout(kill);
    expect(complaint).toBe('');
    for (const line of said.split('\n').slice(0, -1)) {
      if (line.startsWith('-')) erased.add(line.slice(1));
      else enrolled.add(line);
    }
    const store = open();
    store.people.eraseDue(new Date());
    const present = new Map(
      store.people.list().map((person) => [person.id, store.templates.ofPerson(person.id).length]),
    );
    store.close();
    for (const id of enrolled) if (!erased.has(id)) expect(present.has(id) || wasBeingErased(said, id)).toBe(true);
    for (const id of erased) expect(present.has(id)).toBe(false);
    expect([...present.values()].every((templates) => templates === 3)).toBe(true);
    for (const id of enrolled) if (!present.has(id)) erased.add(id);
  }
  expect(enrolled.size).toBeGreaterThan(12);
});

/** The last person enrolled may have been under erasure, unacknowledged, when the process was killed. */
const wasBeingErased = (said: string, id: string): boolean => said.trimEnd().split('\n').at(-1) === id;
