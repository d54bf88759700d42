/** A function cannot be traced as written; the message names the operation and says what to do. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}
