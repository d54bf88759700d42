export interface NumbersLimits {
  /** Of each number. */
  readonly low: number;
  readonly high: number;
  /** Of how many there are. */
  readonly least: number;
  readonly most: number;
}

/** Reads "10, 20 50" as whole numbers, each once; null where something else is in it or a limit is not kept. */
export function readWholeNumbers(text: string, { low, high, least, most }: NumbersLimits): number[] | null {
  const parts = text.split(/[\s,，、;]+/).filter((part) => part !== '');
  if (!parts.every((part) => /^\d+$/.test(part))) return null;
  const numbers = [...new Set(parts.map(Number))];
  if (numbers.length < least || numbers.length > most) return null;
  return numbers.every((number) => number >= low && number <= high) ? numbers : null;
}
