import { useMemo, useState } from 'react';
import { amountOf, type DegradationId, degradations } from '../../../models/degrade/degrade.ts';
import type { LookInput, VersionId } from '../../../models/experiments/low-level/look.ts';
import { sent } from '../../../models/experiments/low-level/pixels.ts';
import type { Trained, TrainInput, TrainStep } from '../../../models/experiments/low-level/train.ts';
import { classicalFor } from '../../../models/restore/classical.ts';
import { shortNumber } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { frameTexts } from '../frame/texts.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Choice, ChoiceOption } from '../parts/choice.tsx';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { useFace } from '../parts/use-face.ts';
import type { Kept } from './kept.ts';
import './low-level.css';
import { methodOf, type Settings } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { TrainingView } from './training-view.tsx';
import { useLook } from './use-look.ts';
import { VersionWall } from './version-wall.tsx';

/** A face goes bad in one of six ways, and is restored: by a classical method, and by what is trained here and now. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const { face: source, degradation, strength, method, part, steps, seed } = settings;
  const hand = useFace(source);
  const [kept, keep] = useState<Kept | null>(null);
  const training = useTask<Trained, TrainStep>(
    'low-level',
    'train',
    ({ pixels, features, costs }) => keep((before) => before && { ...before, pixels, features, costs }),
    ({ pixels, features }) => {
      if (pixels !== undefined || features !== undefined)
        keep((before) => before && { ...before, ...(pixels && { pixels }), ...(features && { features }) });
    },
  );
  const train = (): void => {
    keep({ degradation, strength });
    training.start({ degradation, strength, seed, steps } satisfies TrainInput);
  };
  const chip = hand.face?.chip ?? null;
  const face = useMemo(() => (chip === null ? null : sent(chip)), [chip]);
  const [pixels, features] = [kept?.pixels, kept?.features];
  const input = useMemo<LookInput | null>(
    () =>
      face && {
        ...{ face, degradation, strength, seed, method: methodOf({ degradation, method }) },
        trained: { ...(pixels && { pixels }), ...(features && { features }) },
      },
    [face, degradation, strength, seed, method, pixels, features],
  );
  const look = useLook(input);
  const on = kept === null ? '' : t('trainedOn', { kind: t(`kind_${kept.degradation}`), strength: kept.strength });
  const titles: Readonly<Record<VersionId, string>> = {
    ...{ clean: t('clean'), degraded: t('degraded'), classical: t(`method_${look.method ?? methodOf(settings)}`) },
    ...{ pixels: t('byPixels'), features: t('byFeatures') },
  };
  return (
    <div className="restore" aria-busy={look.busy}>
      <FacePicker source={source} onChange={(next) => change({ face: next })} hand={hand} />
      <Choice label={t('degradation')} className="restore-kinds">
        {degradations.map((id) => (
          <ChoiceOption key={id} chosen={id === degradation} onChoose={() => change({ degradation: id })}>
            <b>{t(`kind_${id}`)}</b>
            <span>{amountSaid(id, strength, t)}</span>
          </ChoiceOption>
        ))}
      </Choice>
      <ExactSlider
        label={t('strength')}
        sign="s"
        symbol="s"
        value={strength}
        low={0}
        high={1}
        step={0.05}
        onChange={(next) => change({ strength: next })}
      />
      {classicalFor[degradation].length > 1 && (
        <Choice label={t('method')} className="restore-methods">
          {classicalFor[degradation].map((id) => (
            <ChoiceOption key={id} chosen={id === methodOf(settings)} onChoose={() => change({ method: id })}>
              {t(`method_${id}`)}
            </ChoiceOption>
          ))}
        </Choice>
      )}
      {look.failed && <p role="alert">{say('failed')}</p>}
      {look.unjudged && <p role="status">{t('unjudged')}</p>}
      <Bound symbol="x">
        <VersionWall {...look} titles={titles} part={part} onPart={(next) => change({ part: next })} />
      </Bound>
      <div className="restore-controls">
        <ExactSlider
          label={t('steps')}
          value={steps}
          low={20}
          high={2000}
          step={20}
          whole
          onChange={(next) => change({ steps: next })}
        />
        <Bound symbol="hat">
          <RunBar task={training} starts={[{ label: t('train'), onStart: train }]} />
        </Bound>
      </div>
      <p className="quiet" role="status">
        {kept === null ? t('untrained') : on}
      </p>
      {kept !== null && <TrainingView settings={settings} kept={kept} training={training.running} />}
    </div>
  );
}

/** What the strength is in the degradation's own unit. */
function amountSaid(id: DegradationId, strength: number, t: Words): string {
  return strength === 0 ? t('none') : t(`amount_${id}`, { amount: shortNumber(amountOf(id, strength), 2) });
}
