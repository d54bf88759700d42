import type { ShownLayer } from '../../../models/experiments/viewer/shown-network.ts';
import { useTexts } from '../frame/use-texts.ts';
import { opOf, shapeText, shortName } from './layer-words.ts';
import { texts } from './texts.ts';

/** The chosen layer, for those who hear a picture instead of seeing it. */
export function ChosenSaid({ layer }: { layer: ShownLayer | undefined }) {
  const t = useTexts(texts);
  return (
    <p className="visually-hidden" role="status">
      {layer !== undefined &&
        t('chosenSaid', {
          name: shortName(layer.name),
          op: opOf(layer.op),
          shape: shapeText(layer.shape) ?? t('noShape'),
        })}
    </p>
  );
}
