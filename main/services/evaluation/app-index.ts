import { createGallery, defaultHnsw } from '../../../data/gallery/gallery.ts';
import type { GalleryFactory } from './galleries.ts';

/** The app's own index, forced on however small the gallery, to be compared with the exact scan. */
export const appIndex =
  (modelId: string): GalleryFactory =>
  async (people, dimension) => {
    const gallery = createGallery({
      modelId,
      dimension,
      entries: people.flatMap(({ personId, templates }) =>
        templates.map((vector, i) => ({ templateId: `${personId}#${i}`, personId, vector, quality: 1 })),
      ),
      hnsw: { ...defaultHnsw(dimension), minSize: 0 },
    });
    await gallery.rebuilt();
    return {
      async search(template) {
        const { best, second } = await gallery.search(template);
        return { personId: best?.personId ?? null, score: best?.score ?? Number.NEGATIVE_INFINITY, second };
      },
      close: () => gallery.close(),
    };
  };
