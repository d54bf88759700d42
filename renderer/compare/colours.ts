import type { RecogniserId, WayId } from '../../models/compare/choice.ts';

/** The same way, the same colour in every chart of the page: softmax's are warm, the gallery's cold. */
const ways: Readonly<Record<WayId, string>> = {
  scratch: 'var(--chart-2)',
  warm: 'var(--chart-5)',
  'last-layer': 'var(--chart-4)',
  imprinted: 'var(--chart-8)',
  'drop-row': 'var(--chart-8)',
  'features-insert': 'var(--chart-3)',
  insert: 'var(--chart-1)',
  remove: 'var(--chart-1)',
};

const recognisers: Readonly<Record<RecogniserId, string>> = {
  'softmax-max-probability': 'var(--chart-2)',
  'softmax-energy': 'var(--chart-5)',
  features: 'var(--chart-3)',
  metric: 'var(--chart-1)',
};

export const wayColour = (id: WayId): string => ways[id];
export const recogniserColour = (id: RecogniserId): string => recognisers[id];

/** Who is known and who is not; the same in both recognisers' histograms. */
export const knownColour = 'var(--accepted)';
export const strangerColour = 'var(--unknown)';
