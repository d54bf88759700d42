/** How many colours theme/tokens.css has for charts. */
export const colours = 8;

/** Signs of d3-shape that stay apart when small. */
export const signs = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'] as const;
export type Sign = (typeof signs)[number];

/** The colour of the n-th line, from 0. Colours are Okabe and Ito's, told apart with every common kind of colour blindness. */
export const lineColour = (n: number): string => `var(--chart-${(n % colours) + 1})`;

/** Dashes of lines in the colours' second, third and fourth round; the first eight lines are whole. */
const dashes = [undefined, '7 4', '2 4', '10 4 2 4'] as const;

/** The n-th line, from 0, of more than there are colours: a dash tells it from an earlier one of its colour. */
export function lineLooks(n: number): { readonly colour: string; readonly dash?: string } {
  const dash = dashes[Math.floor(n / colours) % dashes.length];
  return { colour: lineColour(n), ...(dash !== undefined && { dash }) };
}

/** For what is only there to compare with. */
export const quietColour = 'var(--text-quiet)';

/** One class, one mark, in every view that is linked: colours first, then other signs in the same colours. */
export const classMark = (index: number): { readonly colour: string; readonly sign: Sign } => ({
  colour: lineColour(index),
  sign: signs[Math.floor(index / colours) % signs.length]!,
});

/** Comparisons of a person with themself, and of two people: the same two colours wherever they are told apart. */
export const matedColour = lineColour(2);
export const nonMatedColour = lineColour(1);
