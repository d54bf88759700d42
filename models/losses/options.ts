/** A number that one may set; what a form and the command line need to offer it. */
export interface Option {
  readonly default: number;
  /** Ends included. */
  readonly low: number;
  readonly high: number;
  readonly integer?: boolean;
  /** What it does, in a few words. */
  readonly says: string;
}

export type OptionSpecs = Readonly<Record<string, Option>>;
export type OptionValues<Specs extends OptionSpecs = OptionSpecs> = { readonly [Name in keyof Specs]: number };

/**
 * The values given, and defaults for the others.
 * @throws RangeError on a name that `specs` does not have (a misspelt option must not pass as the default) or a value out of range
 */
export function withDefaults<Specs extends OptionSpecs>(
  owner: string,
  specs: Specs,
  given: Readonly<Partial<Record<string, number>>> = {},
): OptionValues<Specs> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name))
      throw new RangeError(
        `${owner}: there is no option ${name}; there are ${Object.keys(specs).join(', ') || 'none'}`,
      );
  }
  const values = Object.entries(specs).map(([name, { default: usual, low, high, integer }]) => {
    const value = given[name] ?? usual;
    if (!(value >= low && value <= high) || (integer && !Number.isInteger(value)))
      throw new RangeError(
        `${owner}: ${name} is ${integer ? 'a whole number ' : ''}from ${low} to ${high}, not ${value}`,
      );
    return [name, value] as const;
  });
  return Object.fromEntries(values) as OptionValues<Specs>;
}
