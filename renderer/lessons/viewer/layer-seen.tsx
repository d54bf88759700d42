import type { ShownLayer } from '../../../models/experiments/viewer/shown-network.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FeatureWall } from '../parts/feature-wall.tsx';
import { VectorStrip } from '../parts/vector-strip.tsx';
import { shortName } from './layer-words.ts';
import type { Run } from './network-runner.ts';
import { texts } from './texts.ts';

/** What a layer made of the picture: its maps, or its numbers. */
export function LayerSeen({ layer, seen }: { layer: ShownLayer; seen: NonNullable<Run['chosen']> }) {
  const t = useTexts(texts);
  const { maps, vector } = seen;
  const name = shortName(layer.name);
  return (
    <>
      {maps !== null && (
        <FeatureWall
          title={t('wallTitle', { name })}
          hint={t('wallHint', { shown: maps.maps.length, channels: maps.channels })}
          width={maps.width}
          height={maps.height}
          maps={maps.maps}
        />
      )}
      {vector !== null && vector.length > 0 && (
        <VectorStrip title={t('vectorTitle', { name })} hint={t('vectorHint')} values={vector} />
      )}
    </>
  );
}
