import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { AuditVerdict } from '../../data/audit/verify.ts';
import { openStore, type Store } from '../../data/store.ts';
import { noted } from './tamper.ts';

export const verdictOf = (store: Store): AuditVerdict => {
  const walk = store.audit.verify();
  for (;;) {
    const step = walk.next();
    if (step.done === true) return step.value;
  }
};

/** Opened, looked at, closed: closing notes the head, so what is tampered with is a copy of before. */
export function verify(open: () => Store): AuditVerdict {
  const store = open();
  try {
    return verdictOf(store);
  } finally {
    store.discard();
  }
}

/** A closed store of 40 events: 12 in a signed stretch, anchors after 12, 25 and 40. */
export function written<P extends { open(): Store }>(place: P): P {
  const store = place.open();
  for (let i = 1; i <= 40; i++) {
    store.events.append(noted(i));
    if (i === 12) store.audit.closeNow();
    if (i === 12 || i === 25) store.audit.anchor(new Date());
  }
  store.close();
  return place;
}

/** A closed store of 40 events below `root`, and what verifying says of a copy of it that somebody changed. */
export function tamperedStore(root: string) {
  const dir = join(root, 'data');
  const { open } = written({
    open: () => openStore({ dir, unlock: { kind: 'key-file', path: join(root, 'a.key') } }),
  });
  const pristine = new Map(
    ['threshold.db', 'audit-anchors.jsonl'].map((name) => [name, readFileSync(join(dir, name))]),
  );
  const tampered = (tamper: (db: Database) => void): AuditVerdict => {
    for (const suffix of ['-wal', '-shm']) rmSync(join(dir, `threshold.db${suffix}`), { force: true });
    for (const [name, bytes] of pristine) writeFileSync(join(dir, name), bytes);
    const db = new Sqlite(join(dir, 'threshold.db'));
    tamper(db);
    db.close();
    return verify(open);
  };
  return { dir, open, pristine, tampered };
}
