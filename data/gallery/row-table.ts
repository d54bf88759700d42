const FIRST_CAPACITY = 64;

/**
 * The vectors that are searched, one after another in one flat array, so that a scan reads memory in order. A row moves when
 * another is removed (the last row fills the hole); its label never changes and is never given twice, which is how an index
 * built some time ago still tells live rows from removed ones.
 */
export class RowTable {
  readonly dimension: number;
  #vectors: Float32Array;
  #labels: number[] = [];
  #people: string[] = [];
  #templates: (string | null)[] = [];
  readonly #rowOf = new Map<number, number>();
  #nextLabel = 0;
  #removals = 0;

  constructor(dimension: number, expected = 0) {
    this.dimension = dimension;
    this.#vectors = new Float32Array(Math.max(FIRST_CAPACITY, expected) * dimension);
  }

  get count(): number {
    return this.#labels.length;
  }

  /** Every label given from now on is at least this one. */
  get nextLabel(): number {
    return this.#nextLabel;
  }

  /** How many rows were ever removed. */
  get removals(): number {
    return this.#removals;
  }

  /** The flat array; rows beyond `count` are zero. It is another array after the table has grown: do not keep it. */
  get vectors(): Float32Array {
    return this.#vectors;
  }

  /** Copies `vector` in and returns the label of its row. */
  add(personId: string, templateId: string | null, vector: Float32Array): number {
    const row = this.count;
    if ((row + 1) * this.dimension > this.#vectors.length) this.#grow();
    this.#vectors.set(vector, row * this.dimension);
    const label = this.#nextLabel++;
    this.#labels.push(label);
    this.#people.push(personId);
    this.#templates.push(templateId);
    this.#rowOf.set(label, row);
    return label;
  }

  /** Takes the row out and overwrites its vector; an unknown label is no error. */
  remove(label: number): void {
    const row = this.#rowOf.get(label);
    if (row === undefined) return;
    const last = this.count - 1;
    const size = this.dimension;
    if (row !== last) {
      this.#vectors.copyWithin(row * size, last * size, (last + 1) * size);
      this.#labels[row] = this.#labels[last]!;
      this.#people[row] = this.#people[last]!;
      this.#templates[row] = this.#templates[last]!;
      this.#rowOf.set(this.#labels[row]!, row);
    }
    // A face vector is biometric data: it does not stay behind in the unused end of the array.
    this.#vectors.fill(0, last * size, (last + 1) * size);
    this.#labels.pop();
    this.#people.pop();
    this.#templates.pop();
    this.#rowOf.delete(label);
    this.#removals++;
  }

  rowOf(label: number): number | undefined {
    return this.#rowOf.get(label);
  }

  labelAt(row: number): number {
    return this.#labels[row]!;
  }

  personAt(row: number): string {
    return this.#people[row]!;
  }

  templateAt(row: number): string | null {
    return this.#templates[row]!;
  }

  /** A view, good until the next change. */
  vectorAt(row: number): Float32Array {
    return this.#vectors.subarray(row * this.dimension, (row + 1) * this.dimension);
  }

  /** The labels of all rows now. */
  liveLabels(): number[] {
    return this.#labels.slice();
  }

  /** Removes all rows and overwrites their vectors. */
  clear(): void {
    this.#removals += this.count;
    this.#vectors.fill(0);
    this.#labels = [];
    this.#people = [];
    this.#templates = [];
    this.#rowOf.clear();
  }

  #grow(): void {
    const old = this.#vectors;
    this.#vectors = new Float32Array(old.length * 2);
    this.#vectors.set(old);
    old.fill(0);
  }
}
