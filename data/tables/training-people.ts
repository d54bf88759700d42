import type { Database } from 'better-sqlite3';
import { textBytes, type Vault, vectorBytes, vectorFrom } from '../vault/vault.ts';
import type { PeopleTable } from './people.ts';

/** A picture of a run: its index there, and which stored crop it is. */
export interface RunCrop {
  readonly index: number;
  readonly cropId: string;
}

/** What one validation made of one person's pictures: row i, `dimension` long, is of picture `indices[i]`. */
export interface PersonProjection {
  readonly step: number;
  readonly dimension: number;
  readonly indices: readonly number[];
  readonly vectors: Float32Array;
}

export interface RunPerson {
  readonly personId: string;
  /** The person's number within the run. */
  readonly label: number;
  readonly pictures: readonly RunCrop[];
}

/** What a training run holds of enrolled people, under their own keys: erasing a person erases it in the same transaction. */
export interface TrainingPeopleTable {
  /** At a run's begin, once. */
  set(runId: string, people: readonly RunPerson[]): void;
  /** How many were not erased; those about to be count. */
  count(runId: string): number;
  /** Those who are not erased nor about to be. */
  list(runId: string): RunPerson[];
  /** Replaces the projections of an earlier validation; people not in the map lose theirs. */
  setProjections(runId: string, projections: ReadonlyMap<string, PersonProjection>): void;
  projections(runId: string): PersonProjection[];
  /** Runs that hold something of a person. */
  runsOf(personId: string): string[];
  /** A crop that is removed leaves the runs as well. Inside the caller's transaction. */
  forgetCrop(personId: string, cropId: string): void;
}

interface Row {
  readonly run_id: string;
  readonly person_id: string;
  readonly pictures_sealed: Buffer;
  readonly projection_sealed: Buffer | null;
}

interface Pictures {
  readonly label: number;
  readonly pictures: readonly RunCrop[];
}

export function trainingPeopleTable(
  db: Database,
  vault: Vault,
  people: Pick<PeopleTable, 'keyOf'>,
): TrainingPeopleTable {
  const insert = db.prepare('INSERT INTO training_people (run_id, person_id, pictures_sealed) VALUES (?, ?, ?)');
  const present = db.prepare<[string], Row>(
    `SELECT t.* FROM training_people t JOIN people p ON p.id = t.person_id
     WHERE t.run_id = ? AND p.erase_at IS NULL ORDER BY t.person_id`,
  );
  const ofPerson = db.prepare<[string], Row>('SELECT * FROM training_people WHERE person_id = ?');
  const place = (runId: string, personId: string, column: string) => ({
    table: 'training_people',
    row: `${runId} ${personId}`,
    column,
  });
  const seal = (runId: string, personId: string, column: string, plain: Uint8Array): Buffer =>
    vault.sealFor(people.keyOf(personId), plain, place(runId, personId, column));
  const open = (row: Row, column: 'pictures_sealed' | 'projection_sealed'): Buffer | null => {
    const sealed = row[column];
    return sealed === null
      ? null
      : vault.openFor(people.keyOf(row.person_id), sealed, place(row.run_id, row.person_id, column));
  };
  const picturesOf = (row: Row): Pictures => JSON.parse(open(row, 'pictures_sealed')!.toString('utf8')) as Pictures;
  const sealedPictures = (runId: string, personId: string, { label, pictures }: Pictures): Buffer =>
    seal(runId, personId, 'pictures_sealed', textBytes(JSON.stringify({ label, pictures })));
  const projectionOf = (row: Row): PersonProjection | null => {
    const bytes = open(row, 'projection_sealed');
    return bytes === null ? null : unpacked(bytes);
  };

  return {
    set: db.transaction((runId: string, all: readonly RunPerson[]) => {
      db.prepare('DELETE FROM training_people WHERE run_id = ?').run(runId);
      for (const person of all) insert.run(runId, person.personId, sealedPictures(runId, person.personId, person));
      db.prepare('UPDATE training_runs SET people = ? WHERE id = ?').run(all.length, runId);
    }),
    count: (runId) =>
      db
        .prepare<[string], { count: number }>('SELECT count(*) AS count FROM training_people WHERE run_id = ?')
        .get(runId)!.count,
    list: (runId) => present.all(runId).map((row) => ({ personId: row.person_id, ...picturesOf(row) })),
    setProjections: db.transaction((runId: string, projections: ReadonlyMap<string, PersonProjection>) => {
      db.prepare('UPDATE training_people SET projection_sealed = NULL WHERE run_id = ?').run(runId);
      const put = db.prepare('UPDATE training_people SET projection_sealed = ? WHERE run_id = ? AND person_id = ?');
      for (const { person_id: personId } of present.all(runId)) {
        const projection = projections.get(personId);
        if (projection !== undefined)
          put.run(seal(runId, personId, 'projection_sealed', packed(projection)), runId, personId);
      }
    }),
    projections: (runId) =>
      present
        .all(runId)
        .map(projectionOf)
        .filter((projection) => projection !== null),
    runsOf: (personId) => ofPerson.all(personId).map((row) => row.run_id),
    forgetCrop(personId, cropId) {
      for (const row of ofPerson.all(personId)) {
        const { label, pictures } = picturesOf(row);
        const index = pictures.find((picture) => picture.cropId === cropId)?.index;
        if (index === undefined) continue;
        const left = { label, pictures: pictures.filter((picture) => picture.index !== index) };
        const projection = projectionOf(row);
        db.prepare(
          'UPDATE training_people SET pictures_sealed = ?, projection_sealed = ? WHERE run_id = ? AND person_id = ?',
        ).run(
          sealedPictures(row.run_id, personId, left),
          projection === null
            ? null
            : seal(row.run_id, personId, 'projection_sealed', packed(without(projection, index))),
          row.run_id,
          personId,
        );
      }
    },
  };
}

function without({ step, dimension, indices, vectors }: PersonProjection, index: number): PersonProjection {
  const rows = indices.flatMap((each, row) => (each === index ? [] : [row]));
  return {
    step,
    dimension,
    indices: rows.map((row) => indices[row]!),
    vectors: Float32Array.from(rows.flatMap((row) => [...vectors.subarray(row * dimension, (row + 1) * dimension)])),
  };
}

/** `u32 length of JSON | JSON | vectors`. */
function packed({ vectors, ...rest }: PersonProjection): Buffer {
  const head = textBytes(JSON.stringify(rest));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, vectorBytes(vectors)]);
}

function unpacked(bytes: Buffer): PersonProjection {
  const end = 4 + bytes.readUInt32LE(0);
  const rest = JSON.parse(bytes.subarray(4, end).toString('utf8')) as Omit<PersonProjection, 'vectors'>;
  return { ...rest, vectors: vectorFrom(bytes.subarray(end)) };
}
