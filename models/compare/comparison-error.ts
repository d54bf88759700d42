/** A comparison that cannot be run; the message says what to change. */
export class ComparisonError extends Error {
  readonly code = 'BAD_INPUT';

  constructor(message: string) {
    super(message);
    this.name = 'ComparisonError';
  }
}
