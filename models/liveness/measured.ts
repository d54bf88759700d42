/** Errors among independent sources, one presentation each. */
export interface MeasuredRate {
  readonly errors: number;
  readonly sources: number;
}

/** Species of the table that is measured before delivery, by `tests/bench/liveness.ts`; all but the photos and one clip is simulated. */
export const MEASURED_SPECIES = [
  'genuine',
  'photo-held',
  'photo-shaken',
  'photo-covered',
  'photo-moved',
  'photo-bowed',
  'photo-display',
  'video',
  'video-clip',
  'video-display',
  'right-gesture',
] as const;

export interface MeasuredRow {
  readonly species: (typeof MEASURED_SPECIES)[number];
  /** By each policy; null where it was not measured. */
  readonly passive: MeasuredRate | null;
  readonly challenge: MeasuredRate | null;
}

export const MEASURED: readonly MeasuredRow[] = [
  { species: 'genuine', passive: { errors: 1, sources: 20 }, challenge: { errors: 1, sources: 20 } },
  { species: 'photo-held', passive: { errors: 0, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'photo-shaken', passive: { errors: 1, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'photo-covered', passive: { errors: 2, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'photo-moved', passive: { errors: 0, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'photo-bowed', passive: { errors: 0, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'photo-display', passive: { errors: 0, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'video', passive: { errors: 12, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'video-clip', passive: { errors: 0, sources: 1 }, challenge: { errors: 0, sources: 1 } },
  { species: 'video-display', passive: { errors: 3, sources: 20 }, challenge: { errors: 0, sources: 20 } },
  { species: 'right-gesture', passive: { errors: 10, sources: 10 }, challenge: { errors: 10, sources: 10 } },
];
