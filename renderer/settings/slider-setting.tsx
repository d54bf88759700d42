import { Slider, Text, TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scale } from './scales.ts';

interface Props {
  readonly title: string;
  /** Which way is stricter. */
  readonly stricter: string;
  /** What the value means, with the present numbers. */
  readonly meaning: string;
  readonly scale: Scale;
  readonly value: number;
  readonly onMove: (value: number) => void;
  readonly onSet: (value: number) => void;
}

/** A number to drag or to type exactly. */
export function SliderSetting({ title, stricter, meaning, scale, value, onMove, onSet }: Props) {
  const { t } = useTranslation('settings');
  const said = useId();
  return (
    <div className="slider-setting">
      <div className="slider-title">
        <Text fw={600}>{title}</Text>
        <Text size="sm" className="quiet">
          {stricter}
        </Text>
      </div>
      <Slider
        className="slider-bar"
        thumbLabel={title}
        aria-describedby={said}
        min={scale.from}
        max={scale.to}
        step={scale.step}
        value={scale.toSlider(value)}
        label={(place) => scale.text(scale.fromSlider(place))}
        onChange={(place) => onMove(scale.fromSlider(place))}
        onChangeEnd={(place) => onSet(scale.fromSlider(place))}
      />
      <Exact title={t('exactly', { title })} scale={scale} value={value} onSet={onSet} />
      <Text size="sm" id={said} className="slider-meaning">
        {meaning}
      </Text>
    </div>
  );
}

function Exact({ title, scale, value, onSet }: Pick<Props, 'title' | 'scale' | 'value' | 'onSet'>) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value set elsewhere replaces what was being typed
  useEffect(() => setTyped(null), [value]);
  const number = Number((typed ?? '').replace(',', '.'));
  const whole = scale.step === 1;
  const fits =
    typed === null ||
    (typed.trim() !== '' && number >= scale.min && number <= scale.max && (!whole || Number.isInteger(number)));
  const set = (): void => {
    if (typed === null) return;
    if (!fits || number === value) setTyped(null);
    else onSet(number);
  };
  return (
    <TextInput
      className="slider-exact"
      aria-label={title}
      inputMode="decimal"
      value={typed ?? scale.text(value)}
      error={fits ? null : t('range', { min: scale.text(scale.min), max: scale.text(scale.max) })}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={set}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && fits) set();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
