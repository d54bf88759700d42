import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import type { Vault } from '../vault/vault.ts';
import type { EventPayloadsTable } from './event-payloads.ts';
import type { EventSnapshotsTable } from './event-snapshots.ts';
import type { PeopleTable } from './people.ts';

/** Which rows a merge moved. */
interface Moved {
  readonly templates: readonly string[];
  readonly crops: readonly string[];
  /** What meant the merged one and means the one who is kept. */
  readonly pseudonyms: readonly string[];
  /** Events whose content was sealed anew. */
  readonly payloads?: readonly number[];
  /** Events whose picture was. */
  readonly snapshots?: readonly number[];
  /** The one who is kept had no consent on record and got the other's. */
  readonly consent: boolean;
}

export interface MergesTable {
  /**
   * One person under two names becomes one: pictures and templates are sealed anew under the key of the one who is kept, events follow (their pseudonym means another, they stay as they are),
   * and the other is hidden at once and erased at `until` (`people.eraseDue`), with their key and all that was said of them. All or
   * nothing. Throws NOT_FOUND, BAD_INPUT for one with themselves.
   */
  merge(keptId: string, mergedId: string, until: Date): void;
  /** As it was before; what was removed meanwhile stays removed. Throws NOT_FOUND when it is too late. Returns who was kept. */
  undo(mergedId: string): string;
  /** Whom a person was merged into, while that can be undone. */
  keptFor(mergedId: string): string | null;
}

export function mergesTable(
  db: Database,
  vault: Vault,
  people: Pick<PeopleTable, 'keyOf' | 'find' | 'scheduleErasure' | 'cancelErasure'>,
  eventPayloads: Pick<EventPayloadsTable, 'move'>,
  eventSnapshots: Pick<EventSnapshotsTable, 'move'>,
): MergesTable {
  const found = db.prepare<[string], { kept_id: string; moved: string }>(
    'SELECT kept_id, moved FROM merges WHERE merged_id = ?',
  );
  const templates = {
    of: db.prepare<[string], { id: string; model_id: string; sealed: Buffer }>(
      'SELECT id, model_id, vector_sealed AS sealed FROM templates WHERE person_id = ?',
    ),
    put: db.prepare('UPDATE templates SET person_id = ?, vector_sealed = ? WHERE id = ?'),
    place: (row: string, model: string) => ({ table: 'templates', row, column: 'vector_sealed', model }),
  };
  const crops = {
    of: db.prepare<[string], { id: string; sealed: Buffer }>(
      'SELECT id, picture_sealed AS sealed FROM crops WHERE person_id = ?',
    ),
    put: db.prepare('UPDATE crops SET person_id = ?, picture_sealed = ? WHERE id = ?'),
    place: (row: string) => ({ table: 'crops', row, column: 'picture_sealed' }),
  };
  const means = db.prepare(
    'INSERT INTO pseudonyms (pseudonym, person_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET person_id = excluded.person_id',
  );
  const consentPlace = (row: string) => ({ table: 'people', row, column: 'consent_sealed' });
  const putConsent = db.prepare('UPDATE people SET consent_sealed = ? WHERE id = ?');

  /** Seals one person's rows under another's key: all, or those in the lists. */
  const move = (from: string, to: string, only?: Moved): Pick<Moved, 'templates' | 'crops'> => {
    const [old, next] = [people.keyOf(from), people.keyOf(to)];
    const moves = (ids: readonly string[] | undefined, id: string): boolean => ids === undefined || ids.includes(id);
    const movedCrops = crops.of.all(from).filter(({ id }) => moves(only?.crops, id));
    for (const { id, sealed } of movedCrops) {
      const plain = vault.openFor(old, sealed, crops.place(id));
      crops.put.run(to, vault.sealFor(next, plain, crops.place(id)), id);
    }
    const movedTemplates = templates.of.all(from).filter(({ id }) => moves(only?.templates, id));
    for (const { id, model_id, sealed } of movedTemplates) {
      const plain = vault.openFor(old, sealed, templates.place(id, model_id));
      templates.put.run(to, vault.sealFor(next, plain, templates.place(id, model_id)), id);
    }
    return { templates: movedTemplates.map(({ id }) => id), crops: movedCrops.map(({ id }) => id) };
  };

  return {
    merge: db.transaction((keptId: string, mergedId: string, until: Date) => {
      if (keptId === mergedId) throw new StoreError('BAD_INPUT', 'These are one person already.');
      const [kept, merged] = [people.find(keptId), people.find(mergedId)];
      if (kept === null || merged === null) throw gone();
      const rows = move(mergedId, keptId);
      const pseudonyms = [
        mergedId,
        ...db
          .prepare<[string], { pseudonym: string }>('SELECT pseudonym FROM pseudonyms WHERE person_id = ?')
          .all(mergedId)
          .map(({ pseudonym }) => pseudonym),
      ];
      for (const pseudonym of pseudonyms) means.run(pseudonym, keptId);
      const payloads = eventPayloads.move(mergedId, keptId);
      const snapshots = eventSnapshots.move(mergedId, keptId);
      const consent = kept.consent === null && merged.consent !== null;
      if (consent) {
        const text = Buffer.from(JSON.stringify(merged.consent), 'utf8');
        putConsent.run(vault.sealFor(people.keyOf(keptId), text, consentPlace(keptId)), keptId);
      }
      people.scheduleErasure(mergedId, until, 'merged');
      db.prepare('INSERT INTO merges (merged_id, kept_id, moved, created_at) VALUES (?, ?, ?, ?)').run(
        mergedId,
        keptId,
        JSON.stringify({ ...rows, pseudonyms, payloads, snapshots, consent } satisfies Moved),
        new Date().toISOString(),
      );
    }),
    undo: db.transaction((mergedId: string) => {
      const row = found.get(mergedId);
      if (row === undefined) throw gone();
      const moved = JSON.parse(row.moved) as Moved;
      people.cancelErasure(mergedId);
      move(row.kept_id, mergedId, moved);
      for (const pseudonym of moved.pseudonyms)
        if (pseudonym === mergedId) db.prepare('DELETE FROM pseudonyms WHERE pseudonym = ?').run(pseudonym);
        else means.run(pseudonym, mergedId);
      eventPayloads.move(row.kept_id, mergedId, moved.payloads ?? []);
      eventSnapshots.move(row.kept_id, mergedId, moved.snapshots ?? []);
      if (moved.consent) putConsent.run(null, row.kept_id);
      db.prepare('DELETE FROM merges WHERE merged_id = ?').run(mergedId);
      return row.kept_id;
    }),
    keptFor: (mergedId) => found.get(mergedId)?.kept_id ?? null,
  };
}

const gone = (): StoreError => new StoreError('NOT_FOUND', 'There is no such person, or it is too late to undo this.');
