import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Lesson } from './lesson.ts';
import { encodeState } from './state-text.ts';
import { frameTexts } from './texts.ts';
import { type Say, useTexts } from './use-texts.ts';

type Preset = Lesson['presets'][number];

interface Props {
  readonly lesson: Lesson;
  readonly settings: object;
  readonly t: Say;
  readonly onLay: (settings: object) => void;
}

/** Examples to begin with, one of which fails and says why; reset brings the chosen one, or the first, back as it was. */
export function Presets({ lesson, settings, t, onLay }: Props) {
  const say = useTexts(frameTexts);
  const is = (preset: Preset): boolean => encodeState(preset.settings) === encodeState(settings);
  // Whoever changes it may come upon another one: reset goes back to where they began. A link may carry what was never one of them.
  const [chosen, choose] = useState<Preset | null>(() => lesson.presets.find(is) ?? null);
  // Whoever has come to something else may go on from there: it is not the example again before that is chosen, or as it was.
  const [left, leave] = useState(false);
  const gone = chosen !== null && !is(chosen) && (left || lesson.stillShows?.(chosen.settings, settings) === false);
  if (gone !== left) leave(gone);
  return (
    <div className="lesson-presets">
      <fieldset aria-label={say('presets')}>
        {lesson.presets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="lesson-preset"
            aria-pressed={preset === chosen && !gone}
            onClick={() => {
              choose(preset);
              onLay(preset.settings);
            }}
          >
            {preset.fails && <IconAlertTriangle className="lesson-fails" size={16} aria-hidden />}
            {t(`preset_${preset.id}`)}
            {preset.fails && <span className="visually-hidden"> ({say('fails')})</span>}
          </button>
        ))}
      </fieldset>
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={is(chosen ?? lesson.presets[0]!)}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => onLay((chosen ?? lesson.presets[0]!).settings)}
      >
        {say('reset')}
      </Button>
      {chosen !== null && (
        <p className="quiet">
          {gone ? say('presetGone', { preset: t(`preset_${chosen.id}`) }) : t(`presetWhy_${chosen.id}`)}
        </p>
      )}
    </div>
  );
}
