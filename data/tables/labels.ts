import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { textBytes, type Vault, vectorBytes, vectorFrom } from '../vault/vault.ts';
import { type PeopleTable, scrub } from './people.ts';

/** What somebody said of an event: that a comparison with this person was mated, or was not. */
export interface Label {
  readonly id: string;
  readonly eventSeq: number;
  readonly personId: string;
  /** Who it was instead, where that was said. */
  readonly otherId: string | null;
  readonly modelId: string;
  readonly mated: boolean;
  /** Null where it can no longer be computed: the face was not kept. */
  readonly score: number | null;
  /** A template that was made of the face. */
  readonly templateId: string | null;
  readonly createdAt: string;
}

export type NewLabel = Omit<Label, 'id' | 'createdAt'>;

/** A face that is not this person's. */
export interface Negative {
  readonly id: string;
  readonly personId: string;
  readonly vector: Float32Array;
}

interface LabelRow {
  readonly id: string;
  readonly event_seq: number;
  readonly person_id: string;
  readonly other_id: string | null;
  readonly model_id: string;
  readonly value_sealed: Buffer;
  readonly created_at: string;
}

type Sealed = Pick<Label, 'mated' | 'score' | 'templateId'>;

/** All under the key of the person that it is about, and gone with them, or with who it was instead. */
export interface LabelsTable {
  /** Replaces what was said of the event before. `negative`: a vector that is not `personId`'s, for the label at that place. */
  set(eventSeq: number, labels: readonly (NewLabel & { readonly negative?: Float32Array })[]): Label[];
  ofEvents(seqs: readonly number[]): Label[];
  ofPerson(personId: string): Label[];
  /** Of people who are not about to be erased. */
  ofModel(modelId: string): Label[];
  /** With the negatives that came of it, as thoroughly as `people.eraseDue`. */
  removeOfEvent(eventSeq: number): void;
  /** Of people who are not about to be erased, without those that a merge suspends. */
  negatives(modelId: string): Negative[];
  /** While `by` is merged into the person whose negatives these are; they go when `by` is erased. */
  suspendNegatives(ids: readonly string[], by: string): void;
  resumeNegatives(by: string): void;
  /** Events about whose face somebody is remembered not to be. */
  eventsWithNegative(seqs: readonly number[]): ReadonlySet<number>;
}

export function labelsTable(db: Database, vault: Vault, people: Pick<PeopleTable, 'keyOf'>, dir: string): LabelsTable {
  const labelPlace = (row: string) => ({ table: 'labels', row, column: 'value_sealed' });
  const negativePlace = (row: string, model: string) => ({ table: 'negatives', row, column: 'vector_sealed', model });
  const labelOf = (row: LabelRow): Label => ({
    id: row.id,
    eventSeq: row.event_seq,
    personId: row.person_id,
    otherId: row.other_id,
    modelId: row.model_id,
    ...(JSON.parse(
      vault.openFor(people.keyOf(row.person_id), row.value_sealed, labelPlace(row.id)).toString('utf8'),
    ) as Sealed),
    createdAt: row.created_at,
  });
  const insert = (label: NewLabel): Label => {
    const id = randomUUID();
    const createdAt = new Date().toISOString();
    const { eventSeq, personId, otherId, modelId, mated, score, templateId } = label;
    const value = textBytes(JSON.stringify({ mated, score, templateId } satisfies Sealed));
    db.prepare(
      'INSERT INTO labels (id, event_seq, person_id, other_id, model_id, value_sealed, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(
      id,
      eventSeq,
      personId,
      otherId,
      modelId,
      vault.sealFor(people.keyOf(personId), value, labelPlace(id)),
      createdAt,
    );
    return { ...label, id, createdAt };
  };
  const insertNegative = ({ id: labelId, personId, modelId }: Label, vector: Float32Array): void => {
    const id = randomUUID();
    const sealed = vault.sealFor(people.keyOf(personId), vectorBytes(vector), negativePlace(id, modelId));
    db.prepare(
      'INSERT INTO negatives (id, person_id, label_id, model_id, vector_sealed, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(id, personId, labelId, modelId, sealed, new Date().toISOString());
  };
  const remove = db.prepare('DELETE FROM labels WHERE event_seq = ?');
  return {
    set: db.transaction((eventSeq: number, labels: Parameters<LabelsTable['set']>[1]) => {
      remove.run(eventSeq);
      return labels.map(({ negative, ...label }) => {
        const made = insert(label);
        if (negative !== undefined) insertNegative(made, negative);
        return made;
      });
    }),
    ofEvents: (seqs) =>
      db
        .prepare<[string], LabelRow>(
          `SELECT l.* FROM labels l JOIN people p ON p.id = l.person_id
           WHERE p.erase_at IS NULL AND l.event_seq IN (SELECT value FROM json_each(?)) ORDER BY l.created_at, l.id`,
        )
        .all(JSON.stringify(seqs))
        .map(labelOf),
    ofPerson: (personId) =>
      db
        .prepare<[string], LabelRow>('SELECT * FROM labels WHERE person_id = ? ORDER BY created_at, id')
        .all(personId)
        .map(labelOf),
    ofModel: (modelId) =>
      db
        .prepare<[string], LabelRow>(
          `SELECT l.* FROM labels l JOIN people p ON p.id = l.person_id
           WHERE l.model_id = ? AND p.erase_at IS NULL ORDER BY l.created_at, l.id`,
        )
        .all(modelId)
        .map(labelOf),
    removeOfEvent(eventSeq) {
      if (remove.run(eventSeq).changes > 0) scrub(db, dir);
    },
    negatives: (modelId) =>
      db
        .prepare<[string], { id: string; person_id: string; model_id: string; vector_sealed: Buffer }>(
          `SELECT n.id, n.person_id, n.model_id, n.vector_sealed FROM negatives n JOIN people p ON p.id = n.person_id
           WHERE n.model_id = ? AND n.suspended_by IS NULL AND p.erase_at IS NULL`,
        )
        .all(modelId)
        .map(({ id, person_id: personId, model_id: model, vector_sealed: sealed }) => ({
          id,
          personId,
          vector: vectorFrom(vault.openFor(people.keyOf(personId), sealed, negativePlace(id, model))),
        })),
    suspendNegatives(ids, by) {
      db.prepare('UPDATE negatives SET suspended_by = ? WHERE id IN (SELECT value FROM json_each(?))').run(
        by,
        JSON.stringify(ids),
      );
    },
    resumeNegatives: (by) => void db.prepare('UPDATE negatives SET suspended_by = NULL WHERE suspended_by = ?').run(by),
    eventsWithNegative: (seqs) =>
      new Set(
        db
          .prepare<[string], { seq: number }>(
            `SELECT DISTINCT l.event_seq AS seq FROM labels l JOIN negatives n ON n.label_id = l.id
             WHERE l.event_seq IN (SELECT value FROM json_each(?))`,
          )
          .all(JSON.stringify(seqs))
          .map(({ seq }) => seq),
      ),
  };
}
