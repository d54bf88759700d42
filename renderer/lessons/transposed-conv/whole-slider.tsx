import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly name: 'stride' | 'k' | 'padding' | 'outputPadding' | 'n' | 'maps' | 'blurK';
  readonly symbol?: string;
  readonly low: number;
  readonly high: number;
}

/** A whole number of the settings; what was stepped through begins anew. */
export function WholeSlider({ settings, change, name, symbol, low, high }: Props) {
  const t = useTexts(texts);
  return (
    <ExactSlider
      label={t(name)}
      {...(symbol === undefined ? {} : { sign: symbol, symbol })}
      value={settings[name]}
      low={low}
      high={high}
      step={1}
      whole
      onChange={(next) => change({ [name]: next, step: null })}
    />
  );
}
