import { useState } from 'react';
import { degradations } from '../../../models/degrade/degrade.ts';
import type { Progress } from '../../../models/experiments/check.ts';
import type { DetectInput, DetectResult } from '../../../models/experiments/high-level/detect.ts';
import type { StudyInput, StudyResult, StudyStep } from '../../../models/experiments/high-level/study.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts as kinds } from '../low-level/texts.ts';
import { Choice, ChoiceOption } from '../parts/choice.tsx';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { useFace } from '../parts/use-face.ts';
import './high-level.css';
import type { Trained } from './kept.ts';
import { DetectorView, ResultsView } from './results-view.tsx';
import type { Settings } from './settings.ts';
import { StripWall } from './strip-wall.tsx';
import { texts } from './texts.ts';

/** Of each person learnt from, and how many people nobody learnt from are asked about. */
const SIZE = { pictures: 3, asked: 20 } as const;
const DETECTED = { frames: 1, strengths: [0, 0.15, 0.3, 0.45, 0.6, 0.8, 1] } as const;

/** A face that goes bad; a recogniser and a segmenter trained here, with three cures; the app's own detector. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const k = useTexts(kinds);
  const { face: source, degradation, strength, steps, people, seed } = settings;
  const hand = useFace(source);
  const [trained, setTrained] = useState<Trained | null>(null);
  const [kept, keep] = useState<Partial<StudyResult>>({});
  const studying = useTask<StudyResult, StudyStep>('high-level', 'study', keep, ({ rows, costs }) => {
    if (rows !== undefined && costs !== undefined) keep({ rows, costs });
  });
  const detecting = useTask<DetectResult, Progress & Partial<DetectResult>>('high-level', 'detect');
  const train = (): void => {
    keep({});
    setTrained({ degradation, strength });
    studying.start({ seed, degradation, strength, steps, people, ...SIZE } satisfies StudyInput);
  };
  const { rows: detected = [], faces = 0 } = detecting.result ?? detecting.step ?? {};
  return (
    <div className="tasks">
      <FacePicker source={source} onChange={(next) => change({ face: next })} hand={hand} />
      <Choice label={t('degradation')} className="tasks-kinds">
        {degradations.map((id) => (
          <ChoiceOption key={id} chosen={id === degradation} onChoose={() => change({ degradation: id })}>
            {k(`kind_${id}`)}
          </ChoiceOption>
        ))}
      </Choice>
      <StripWall chip={hand.face?.chip ?? null} settings={settings} />
      <ExactSlider
        label={t('learnUpTo')}
        sign="s"
        symbol="s"
        value={strength}
        low={0.05}
        high={1}
        step={0.05}
        onChange={(next) => change({ strength: next })}
      />
      <div className="tasks-controls">
        <ExactSlider
          label={t('people')}
          value={people}
          low={16}
          high={160}
          step={4}
          whole
          onChange={(next) => change({ people: next })}
        />
        <ExactSlider
          label={t('steps')}
          value={steps}
          low={20}
          high={1000}
          step={20}
          whole
          onChange={(next) => change({ steps: next })}
        />
      </div>
      <RunBar
        task={{ ...(detecting.running ? detecting : studying), failure: studying.failure ?? detecting.failure }}
        starts={[
          { label: t('train'), onStart: train },
          {
            label: t('detect'),
            onStart: () => detecting.start({ seed, ...DETECTED } satisfies DetectInput),
            quiet: true,
          },
        ]}
      />
      {trained === null && detected.length === 0 && <p className="quiet">{t('nothingYet')}</p>}
      {trained !== null && (
        <ResultsView
          {...{ settings, change, trained }}
          running={studying.running}
          rows={kept.rows ?? []}
          costs={kept.costs ?? []}
        />
      )}
      {detected.length > 0 && <DetectorView rows={detected} faces={faces} settings={settings} />}
    </div>
  );
}
