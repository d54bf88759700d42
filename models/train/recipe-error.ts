export type RecipeErrorCode =
  | 'UNKNOWN_NAME'
  | 'OUT_OF_RANGE'
  | 'TOO_FEW_PEOPLE'
  | 'WRONG_PICTURES'
  | 'NO_BUDGET'
  | 'OTHER_RECIPE';

/** A recipe that cannot be trained; the message says what to change. */
export class RecipeError extends Error {
  readonly code: RecipeErrorCode;

  constructor(code: RecipeErrorCode, message: string) {
    super(message);
    this.name = 'RecipeError';
    this.code = code;
  }
}
