import { createGallery, type Gallery } from '../../data/gallery/gallery.ts';
import type { Store } from '../../data/store.ts';
import type { ModelRecord } from '../../models/embed/record.ts';

/** Searches that began before a switch get this long for their answer. */
const retireMs = 1000;

/** The model in use and the gallery of its templates. */
export interface ServedModel {
  readonly record: () => ModelRecord;
  readonly gallery: () => Gallery;
  serve(next: ModelRecord): void;
  close(): Promise<void>;
}

/** The gallery of `first`, until another is served; the one before answers what was asked of it. */
export function serveModelFirst(templates: Store['templates'], first: ModelRecord): ServedModel {
  const galleryOf = (model: ModelRecord): Gallery =>
    createGallery({
      modelId: model.id,
      dimension: model.dimension,
      entries: templates
        .ofModel(model.id)
        .map(({ id, personId, vector, quality }) => ({ templateId: id, personId, vector, quality })),
    });
  const retired = new Map<Gallery, NodeJS.Timeout>();
  let record = first;
  let gallery = galleryOf(first);
  return {
    record: () => record,
    gallery: () => gallery,
    serve(next) {
      const before = gallery;
      gallery = galleryOf(next);
      record = next;
      const retire = (): void => {
        retired.delete(before);
        void before.close();
      };
      retired.set(before, setTimeout(retire, retireMs));
    },
    async close() {
      for (const timer of retired.values()) clearTimeout(timer);
      for (const each of [gallery, ...retired.keys()]) await each.close();
    },
  };
}
