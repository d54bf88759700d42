import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readAnchors } from '../../data/audit/anchors.ts';
import { anchorFile } from '../../data/audit/audit-chain.ts';
import { asVersionLeftIt, scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';
import { attacks, noted, recomputed, type Tampering } from './tamper.ts';
import { tamperedStore, verdictOf, verify, written } from './tampered-store.ts';

describe('the chain of events', () => {
  test('is whole as the program wrote it, also after merging, erasing and a restart', () => {
    const { open } = scratch();
    const store = open();
    const [ada, twin] = ['Ada', 'Twin'].map(
      (name, i) => store.enrol({ person: { name, consent }, templates: [template(i)] }).person.id,
    );
    for (const personId of [ada!, twin!, null])
      store.events.append({ ...noted(1), personId, details: { door: 'lab', clause: null }, sealed: { note: 'seen' } });
    const before = store.events.list({ limit: 9 }).map(({ details, sealed }) => [details, sealed]);
    expect(before).toEqual(Array.from({ length: 3 }, () => [{ door: 'lab', clause: null }, { note: 'seen' }]));
    store.merges.merge(ada!, twin!, new Date(0));
    expect(verdictOf(store)).toMatchObject({ ok: true, rows: 3 });
    expect(store.events.list({ limit: 9, personId: ada! }).map(({ sealed }) => sealed)).toEqual([
      { note: 'seen' },
      { note: 'seen' },
    ]);
    store.people.eraseDue(new Date());
    store.people.scheduleErasure(ada!, new Date(0));
    store.people.eraseDue(new Date());
    expect(verdictOf(store)).toMatchObject({ ok: true, rows: 5, broken: null });
    store.close();
    const again = open();
    expect(again.events.list({ limit: 9 }).map(({ sealed }) => sealed)).toEqual([
      null,
      null,
      { note: 'seen' },
      null,
      null,
    ]);
    expect(verdictOf(again)).toMatchObject({ ok: true, rows: 5, anchoredTo: { seq: 5 } });
    again.close();
  });

  test('cannot be changed, cut or reordered through SQL', () => {
    const { dir } = written(scratch());
    const db = new Sqlite(join(dir, 'threshold.db'));
    for (const sql of [
      'UPDATE events SET score = 1 WHERE seq = 3',
      'DELETE FROM events WHERE seq = 40',
      'DELETE FROM event_segments',
      'UPDATE event_segments SET last_seq = 40',
      'INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 3',
      "INSERT INTO events (seq, format, at, kind, hash) VALUES (60, 1, 'x', 'x', x'00')",
    ])
      expect(() => db.exec(sql), sql).toThrow('append');
    db.close();
  });

  test('of a store of before begins with what was there, signed as one stretch', () => {
    const { dir, open } = scratch();
    const store = open();
    for (let i = 1; i <= 5; i++) store.events.append(noted(i));
    store.close();
    asVersionLeftIt(dir, 4);
    rmSync(anchorFile(dir));
    const gap = new Sqlite(join(dir, 'threshold.db'));
    gap.exec('DELETE FROM events WHERE seq = 2');
    gap.close();
    const again = open();
    again.events.append(noted(9));
    expect(again.events.list({ limit: 9 }).map(({ seq, score }) => [seq, score])).toEqual([
      [5, 0.9],
      [4, 0.5],
      [3, 0.4],
      [2, 0.3],
      [1, 0.1],
    ]);
    expect(verdictOf(again)).toMatchObject({ ok: true, rows: 5 });
    expect(again.audit.segments()).toMatchObject([{ first: 1, last: 4, legacy: true }]);
    again.close();
    const db = new Sqlite(join(dir, 'threshold.db'));
    recomputed(db, (row) => (row.seq === 2 ? { ...row, score: 0.99 } : row), null);
    db.close();
    expect(verify(open).broken).toMatchObject({ what: 'segment', seq: 1 });
  });

  test('goes on through stretches that retention dropped, which somebody else cannot drop', () => {
    const { dir, open } = written(scratch());
    const store = open();
    const dropped = store.audit.dropBefore('2027-01-01T00:00:00.000Z');
    expect(dropped).toMatchObject([{ first: 1, last: 12 }]);
    expect(store.events.count({})).toBe(28);
    expect(verdictOf(store)).toMatchObject({ ok: true, rows: 28, droppedRows: 12 });
    store.events.append(noted(41));
    store.audit.closeNow();
    store.close();
    expect(verify(open)).toMatchObject({ ok: true, rows: 29 });
    const db = new Sqlite(join(dir, 'threshold.db'));
    db.prepare('UPDATE event_segments SET dropped_at = ?, drop_signature = ? WHERE first_seq = 13').run(
      'now',
      Buffer.alloc(64, 1),
    );
    db.exec('DELETE FROM events WHERE seq >= 13');
    db.close();
    expect(verify(open).broken).toMatchObject({ what: 'segment', seq: 13 });
  });
});

describe('somebody who changes the database', () => {
  const root = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const { dir, open, pristine, tampered } = tamperedStore(root);

  test('is named with the row, whatever was done and wherever', () => {
    expect(tampered(() => {})).toMatchObject({ ok: true, rows: 40, anchoredTo: { seq: 40 } });
    fc.assert(
      fc.property(
        fc.constantFrom(...attacks),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 39 }),
        (attack: Tampering, at, by) => {
          const other = ((at - 1 + by) % 40) + 1;
          const expected = attack.expected(at, other, 40);
          const { broken } = tampered((db) => attack.do(db, at, other));
          expect(broken, attack.name).toMatchObject(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('is caught by the marks, the signatures or the anchors when the whole chain is computed anew', () => {
    // With marks of their own: another store's.
    expect(
      tampered((db) => recomputed(db, (row) => (row.seq === 30 ? { ...row, decision: 'accepted' } : row))).broken,
    ).toMatchObject({ what: 'forged', seq: 30 });
    // Without marks, as rows of before the chain.
    expect(
      tampered((db) => recomputed(db, (row) => (row.seq === 30 ? { ...row, decision: 'accepted' } : row), null)).broken,
    ).toMatchObject({ what: 'forged', seq: 30 });
    // Cut off and recomputed up to an anchor.
    expect(tampered((db) => attacks.find(({ name }) => name === 'truncate')!.do(db, 33, 1)).broken).toMatchObject({
      what: 'missing',
      seq: 33,
    });
    // An anchor of their own making.
    expect(
      tampered(() => {
        const lines = pristine
          .get('audit-anchors.jsonl')!
          .toString()
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { seq: number });
        writeFileSync(
          anchorFile(dir),
          lines.map((line) => `${JSON.stringify({ ...line, seq: line.seq - 1 })}\n`).join(''),
        );
      }).broken,
    ).toMatchObject({ what: 'anchor' });
  });

  test('who cuts off the end and its anchors is not seen: that takes an anchor kept elsewhere', () => {
    const elsewhere = join(dir, '..', 'kept.jsonl');
    tampered(() => copyFileSync(anchorFile(dir), elsewhere));
    const verdict = tampered((db) => {
      attacks.find(({ name }) => name === 'truncate')!.do(db, 26, 1);
      writeFileSync(
        anchorFile(dir),
        `${pristine.get('audit-anchors.jsonl')!.toString().split('\n').slice(0, 2).join('\n')}\n`,
      );
    });
    expect(verdict).toMatchObject({ ok: true, rows: 25, anchoredTo: { seq: 25 } });
    const store = open();
    const walk = store.audit.verify(readAnchors(elsewhere));
    let step = walk.next();
    while (step.done !== true) step = walk.next();
    store.discard();
    expect(step.value.broken).toMatchObject({ what: 'missing', seq: 26 });
  });
});
