import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { type Vault, vectorBytes, vectorFrom } from '../vault/vault.ts';
import type { PeopleTable } from './people.ts';

/** A stored embedding with what is known of it. */
export interface Template {
  readonly id: string;
  readonly personId: string;
  readonly cropId: string | null;
  readonly modelId: string;
  readonly vector: Float32Array;
  /** 0..1. */
  readonly quality: number;
  readonly origin: string;
  readonly createdAt: string;
}

export interface NewTemplate {
  readonly modelId: string;
  readonly vector: Float32Array;
  readonly quality: number;
  readonly origin: string;
  /** The aligned picture with its landmarks, as the engine encodes it. */
  readonly crop: Uint8Array | null;
}

interface TemplateRow {
  readonly id: string;
  readonly person_id: string;
  readonly crop_id: string | null;
  readonly model_id: string;
  readonly vector_sealed: Buffer;
  readonly quality: number;
  readonly origin: string;
  readonly created_at: string;
}

export interface TemplatesTable {
  /** Inside the caller's transaction. */
  insert(personId: string, template: NewTemplate): Template;
  /** A template of an existing crop by another model. */
  insertForCrop(crop: StoredCropRef, template: Omit<NewTemplate, 'crop'>): Template;
  /** The template, its picture and all other models' templates of that picture. Inside the caller's transaction. */
  remove(template: Template): void;
  ofPerson(personId: string): Template[];
  /** All templates of a model whose people are not about to be erased. */
  ofModel(modelId: string): Template[];
  countByModel(): ReadonlyMap<string, number>;
  countByPerson(modelId: string): ReadonlyMap<string, number>;
  /** Null for a template made without a stored picture. */
  cropOf(template: Template): Uint8Array | null;
  /** Crops that have no template of this model yet. */
  cropsWithout(modelId: string): StoredCropRef[];
  readCrop(crop: Pick<StoredCropRef, 'cropId' | 'personId'>): Uint8Array;
  /** Null when it is gone. */
  findCrop(crop: Pick<StoredCropRef, 'cropId' | 'personId'>): Uint8Array | null;
  /** All crops of people who are not about to be erased, by person in order of enrolment. */
  crops(): Pick<StoredCropRef, 'cropId' | 'personId'>[];
  /** Whether a crop is there, still of this person, and has no template of this model. */
  lacks(crop: Pick<StoredCropRef, 'cropId' | 'personId'>, modelId: string): boolean;
  /** Erases all templates of a model, of which nobody is recognised any more. Returns how many. */
  removeOfModel(modelId: string): number;
}

export interface StoredCropRef {
  readonly cropId: string;
  readonly personId: string;
  readonly quality: number;
  readonly origin: string;
}

export function templatesTable(db: Database, vault: Vault, people: Pick<PeopleTable, 'keyOf'>): TemplatesTable {
  const insertCrop = db.prepare('INSERT INTO crops (id, person_id, picture_sealed, created_at) VALUES (?, ?, ?, ?)');
  const insertRow = db.prepare(
    'INSERT INTO templates (id, person_id, crop_id, model_id, vector_sealed, quality, origin, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const picture = db.prepare<[string], { picture_sealed: Buffer }>('SELECT picture_sealed FROM crops WHERE id = ?');
  const lacking = db.prepare<[string, string, string], { id: string }>(
    `SELECT c.id FROM crops c
     WHERE c.id = ? AND c.person_id = ? AND NOT EXISTS (SELECT 1 FROM templates t WHERE t.crop_id = c.id AND t.model_id = ?)`,
  );
  const vectorPlace = (row: string, model: string) => ({ table: 'templates', row, column: 'vector_sealed', model });
  const cropPlace = (row: string) => ({ table: 'crops', row, column: 'picture_sealed' });

  const templateOf = (row: TemplateRow): Template => ({
    id: row.id,
    personId: row.person_id,
    cropId: row.crop_id,
    modelId: row.model_id,
    vector: vectorFrom(
      vault.openFor(people.keyOf(row.person_id), row.vector_sealed, vectorPlace(row.id, row.model_id)),
    ),
    quality: row.quality,
    origin: row.origin,
    createdAt: row.created_at,
  });

  const insertTemplate = (personId: string, cropId: string | null, template: Omit<NewTemplate, 'crop'>): Template => {
    const id = randomUUID();
    const { modelId, vector, quality, origin } = template;
    const sealed = vault.sealFor(people.keyOf(personId), vectorBytes(vector), vectorPlace(id, modelId));
    const createdAt = new Date().toISOString();
    insertRow.run(id, personId, cropId, modelId, sealed, quality, origin, createdAt);
    return { id, personId, cropId, modelId, vector, quality, origin, createdAt };
  };

  const readCropById = (cropId: string, personId: string): Uint8Array | null => {
    const row = picture.get(cropId);
    return row === undefined ? null : vault.openFor(people.keyOf(personId), row.picture_sealed, cropPlace(cropId));
  };

  return {
    insert(personId, template) {
      let cropId: string | null = null;
      if (template.crop !== null) {
        cropId = randomUUID();
        const sealed = vault.sealFor(people.keyOf(personId), template.crop, cropPlace(cropId));
        insertCrop.run(cropId, personId, sealed, new Date().toISOString());
      }
      return insertTemplate(personId, cropId, template);
    },
    remove({ id, cropId }) {
      db.prepare('DELETE FROM templates WHERE id = ? OR crop_id = ?').run(id, cropId);
      if (cropId !== null) db.prepare('DELETE FROM crops WHERE id = ?').run(cropId);
    },
    insertForCrop: (crop, template) => insertTemplate(crop.personId, crop.cropId, template),
    ofPerson: (personId) =>
      db
        .prepare<[string], TemplateRow>('SELECT * FROM templates WHERE person_id = ? ORDER BY created_at, id')
        .all(personId)
        .map(templateOf),
    ofModel: (modelId) =>
      db
        .prepare<[string], TemplateRow>(
          'SELECT t.* FROM templates t JOIN people p ON p.id = t.person_id WHERE t.model_id = ? AND p.erase_at IS NULL',
        )
        .all(modelId)
        .map(templateOf),
    countByModel: () =>
      new Map(
        db
          .prepare<[], { key: string; count: number }>(
            'SELECT model_id AS key, count(*) AS count FROM templates GROUP BY 1',
          )
          .all()
          .map(({ key, count }) => [key, count]),
      ),
    countByPerson: (modelId) =>
      new Map(
        db
          .prepare<[string], { key: string; count: number }>(
            'SELECT person_id AS key, count(*) AS count FROM templates WHERE model_id = ? GROUP BY 1',
          )
          .all(modelId)
          .map(({ key, count }) => [key, count]),
      ),
    cropOf: (template) => (template.cropId === null ? null : readCropById(template.cropId, template.personId)),
    cropsWithout: (modelId) =>
      db
        .prepare<[string], StoredCropRef>(
          `SELECT c.id AS cropId, c.person_id AS personId, max(t.quality) AS quality, max(t.origin) AS origin
           FROM crops c JOIN people p ON p.id = c.person_id JOIN templates t ON t.crop_id = c.id
           WHERE p.erase_at IS NULL AND NOT EXISTS (SELECT 1 FROM templates o WHERE o.crop_id = c.id AND o.model_id = ?)
           GROUP BY c.id`,
        )
        .all(modelId),
    findCrop: ({ cropId, personId }) => readCropById(cropId, personId),
    crops: () =>
      db
        .prepare<[], Pick<StoredCropRef, 'cropId' | 'personId'>>(
          `SELECT c.id AS cropId, c.person_id AS personId FROM crops c JOIN people p ON p.id = c.person_id
           WHERE p.erase_at IS NULL ORDER BY p.created_at, p.id, c.created_at, c.id`,
        )
        .all(),
    lacks: ({ cropId, personId }, modelId) => lacking.get(cropId, personId, modelId) !== undefined,
    removeOfModel: (modelId) => db.prepare('DELETE FROM templates WHERE model_id = ?').run(modelId).changes,
    readCrop: (crop) => {
      const bytes = readCropById(crop.cropId, crop.personId);
      if (bytes === null) throw new Error('a crop vanished while its person is present');
      return bytes;
    },
  };
}
