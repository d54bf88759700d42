/**
 * kill -9 at random moments of enrolling, deciding, opening a door, erasing and backing up, under load, again and again on one data
 * folder. After each the store is opened and held to what the killed process had acknowledged: nothing of that is lost, nobody who was
 * erased is back, nothing half-written is visible, the chain of events is whole, every backup that was acknowledged is sound, and every
 * command that the door (an HTTP server of this process) received stands in the store with the event it follows from.
 *
 *   node tests/bench/kill.ts [times=1000]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { verifyDataBackup } from '../../data/backup/backup.ts';
import { openStore, type Store } from '../../data/store.ts';
import { createOutbox } from '../../main/services/access/outbox.ts';
import { consent, template } from '../data/scratch-values.ts';
import { noted } from '../data/tamper.ts';

const root = process.argv[2] === 'work' ? (process.argv[3] ?? '') : mkdtempSync(join(tmpdir(), 'threshold-kill-'));
const dir = join(root, 'data');
const away = join(root, 'away');
const open = (): Store => openStore({ dir, unlock: { kind: 'key-file', path: join(root, 'a.key') } });

/** Works until it is killed, and says each thing only after the store has returned from it. */
async function work(): Promise<never> {
  const store = open();
  const outbox = createOutbox({ access: store.access, now: () => new Date(), told: () => {} });
  const output = { kind: 'webhook', url: process.argv[4] ?? '', secret: 'kept' } as const;
  const door = { id: 'lab', name: 'Lab' };
  const say = async (line: string): Promise<void> => {
    await new Promise<void>((done) => process.stdout.write(`${line}\n`, () => done()));
    await nextTurn(); // the door is talked to meanwhile
  };
  await say('open');
  let backedUpAt = Date.now();
  for (let i = 0; ; i++) {
    const { person } = store.enrol({
      person: { name: `Person ${i}`, consent },
      templates: [1, 2, 3].map((n) => template(i * 3 + n)),
    });
    await say(`+${person.id}`);
    for (let n = 0; n < 4; n++) {
      const { seq } = store.events.append({ ...noted(i), personId: person.id, sealed: { n } });
      await say(`e${seq}`);
    }
    // Not waited for: the next person is enrolled while the door answers.
    const opening = outbox.say({ ...noted(i), kind: 'access', personId: person.id }, [
      { door, output, action: 'open', seconds: 3, passages: [] },
    ]);
    await say(`e${opening.seq}`);
    if (i % 2 === 1) {
      await say(`?${person.id}`); // from here on either is right
      store.people.scheduleErasure(person.id, new Date(0));
      store.people.eraseDue(new Date());
      await say(`-${person.id}`);
    }
    // A backup's name has its second.
    if (i % 5 === 4 && Date.now() - backedUpAt > 1000) {
      backedUpAt = Date.now();
      await say(`b${store.backUp(away).data}`);
    }
  }
}

interface Known {
  readonly present: Set<string>;
  readonly erased: Set<string>;
  events: number;
}

/** Commands that reached the door without the event that they follow from. */
function withoutEvent(received: readonly string[]): string[] {
  const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
  const eventOf = db.prepare<[string], { seq: number }>(
    `SELECT seq FROM events JOIN access_commands ON event_seq = seq WHERE id = ? AND kind = 'access'`,
  );
  const missing = received.filter((id) => eventOf.get(id) === undefined);
  db.close();
  return missing.map((id) => `the door was told ${id} without an event`);
}

/** What is wrong with the store after a kill, by what was acknowledged before it; empty where nothing is. */
function faults(said: readonly string[], known: Known): string[] {
  const found: string[] = [];
  const unsure = new Set<string>();
  for (const line of said) {
    const rest = line.slice(1);
    if (line[0] === '+') known.present.add(rest);
    if (line[0] === '?') unsure.add(rest);
    if (line[0] === '-') known.erased.add(rest);
    if (line[0] === 'e') known.events = Math.max(known.events, Number(rest));
    if (line[0] === 'b')
      try {
        verifyDataBackup(rest);
      } catch (error) {
        found.push(`backup: ${String(error)}`);
      }
  }
  const store = open();
  try {
    store.people.eraseDue(new Date());
    const people = new Map(store.people.list().map(({ id }) => [id, store.templates.ofPerson(id).length]));
    for (const id of known.erased) {
      if (people.has(id)) found.push(`${id} was erased and is back`);
      if (store.erasures.find(id)?.receipt == null) found.push(`${id} was erased and has no receipt`);
      known.present.delete(id);
    }
    for (const id of known.present) {
      if (people.has(id)) continue;
      if (!unsure.has(id)) found.push(`${id} was enrolled and is lost`);
      known.present.delete(id);
    }
    for (const [id, templates] of people) {
      if (templates !== 3) found.push(`${id} has ${templates} of 3 templates`);
      known.present.add(id); // enrolled, and killed before it could say so
    }
    if (store.audit.head().seq < known.events) found.push(`event ${known.events} was noted and is lost`);
    const walk = store.audit.verify();
    let step = walk.next();
    while (step.done !== true) step = walk.next();
    if (!step.value.ok) found.push(`chain: ${step.value.broken?.message}`);
    known.events = store.audit.head().seq;
    // So that a thousand rounds do not look through a store that grows with each.
    for (const id of [...people.keys()].slice(0, -20)) {
      store.people.scheduleErasure(id, new Date(0));
      known.present.delete(id);
    }
    known.erased.clear();
    store.people.eraseDue(new Date());
  } finally {
    store.close();
  }
  return found;
}

async function main(times: number): Promise<void> {
  const known: Known = { present: new Set(), erased: new Set(), events: 0 };
  const total = { acknowledged: 0, commands: 0, kills: 0, faults: 0 };
  const received: string[] = [];
  const door = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push((JSON.parse(body) as { id: string }).id);
      // So that some kills come while it answers.
      setTimeout(() => response.writeHead(204).end(), Math.random() * 30);
    });
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
  for (let round = 0; round < times; round++) {
    const child = spawn(process.execPath, [import.meta.filename, 'work', root, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    const closed = once(child, 'close');
    await Promise.race([once(child.stdout, 'data'), closed]);
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * 400);
    const [, signal] = (await closed) as [number | null, string | null];
    clearTimeout(timer);
    if (signal !== 'SIGKILL') throw new Error('the working process ended by itself');
    const said = text.split('\n').slice(0, -1);
    const told = received.splice(0);
    const found = [...withoutEvent(told), ...faults(said, known)];
    total.commands += told.length;
    total.kills++;
    total.acknowledged += said.length - 1;
    total.faults += found.length;
    for (const fault of found) console.error(`round ${round}: ${fault}`);
    for (const name of readdirSync(root).includes('away') ? readdirSync(away) : [])
      if (name.startsWith('threshold-data-')) rmSync(join(away, name));
  }
  door.close();
  console.log(JSON.stringify(total));
  rmSync(root, { recursive: true, force: true });
  process.exitCode = total.faults === 0 ? 0 : 1;
}

if (process.argv[2] === 'work') await work();
else await main(Number(process.argv[2] ?? 1000));
