import type { TemplateSummary } from '../../main/contract/people.ts';

/** A picture with the models that made a template of it; a template without a kept picture stands alone. */
export interface Picture {
  /** Any of its templates: they are removed together. */
  readonly templateId: string;
  readonly crop: Uint8Array | null;
  readonly quality: number;
  readonly origin: string;
  readonly createdAt: string;
  readonly models: readonly string[];
}

/** The best first. */
export function picturesOf(templates: readonly TemplateSummary[]): Picture[] {
  const pictures = new Map<string, Picture>();
  for (const { id, pictureId, crop, quality, origin, createdAt, modelId } of templates) {
    const key = pictureId ?? id;
    const known = pictures.get(key);
    if (known === undefined) pictures.set(key, { templateId: id, crop, quality, origin, createdAt, models: [modelId] });
    else pictures.set(key, { ...known, models: [...known.models, modelId].sort() });
  }
  return [...pictures.values()].sort((a, b) => b.quality - a.quality);
}
