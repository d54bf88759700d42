import { useEffect } from 'react';
import type { Restyled, RestyleInput, Styled } from '../../../models/experiments/normalization/restyle.ts';
import type { Run } from '../../../models/experiments/normalization/runs.ts';
import { SHIFTS } from '../../../models/experiments/normalization/shifts.ts';
import type { TrainInput, TrainStep } from '../../../models/experiments/normalization.ts';
import { Bars } from '../../charts/bars.tsx';
import { percent } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FaceCanvas } from '../parts/face-canvas.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { useFace } from '../parts/use-face.ts';
import type { Settings, TrainedNorm } from './settings.ts';
import { texts } from './texts.ts';
import { meanOf, normColour, trainingOf } from './training.ts';

/** Two faces that swap styles, one in another light, and what that does to networks trained with and without the two norms. */
export function StylePart({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { face, other, brightness, contrast } = settings;
  const hand = useFace(face);
  const otherHand = useFace(other);
  const { result, start } = useTask<Restyled>('normalization', 'restyle');
  const first = hand.face?.chip ?? null;
  const second = otherHand.face?.chip ?? null;
  useEffect(() => {
    if (first === null || second === null) return;
    start({ a: first.data, b: second.data, side: first.width, brightness, contrast } satisfies RestyleInput);
  }, [first, second, brightness, contrast, start]);
  return (
    <div className="lesson-look">
      <div className="norm-two">
        <FacePicker title={t('face_a')} source={face} onChange={(next) => change({ face: next })} hand={hand} />
        <Bound symbol="B">
          <FacePicker
            title={t('face_b')}
            takesDrops={false}
            source={other}
            onChange={(next) => change({ other: next })}
            hand={otherHand}
          />
        </Bound>
        <ExactSlider
          label={t('brightness')}
          value={brightness}
          low={-1}
          high={1}
          step={0.05}
          onChange={(next) => change({ brightness: next })}
        />
        <ExactSlider
          label={t('contrast')}
          value={contrast}
          low={0.1}
          high={3}
          step={0.05}
          onChange={(next) => change({ contrast: next })}
        />
      </div>
      <Bound symbol="B">
        <div className="norm-faces">
          {(
            [
              ['a', result?.a],
              ['b', result?.b],
              ['aAsB', result?.aAsB],
              ['bAsA', result?.bAsA],
              ['shifted', result?.shifted],
              ['unit', result?.unit],
              ['unitShifted', result?.unitShifted],
            ] as const
          ).map(([id, styled]) => (
            <StyledFace key={id} title={t(`face_${id}`)} styled={styled} side={first?.width ?? 112} />
          ))}
        </div>
      </Bound>
      <p className="quiet">{t('styleHint')}</p>
      <OtherLight settings={settings} />
    </div>
  );
}

/** A picture with mean and standard deviation of its red, green and blue. */
function StyledFace({ title, styled, side }: { title: string; styled: Styled | undefined; side: number }) {
  return (
    <figure className="norm-face">
      {styled === undefined ? (
        <div className="norm-face-none" />
      ) : (
        <FaceCanvas picture={{ width: side, height: side, data: styled.data }} label={title} />
      )}
      <figcaption>
        <b>{title}</b>
        {styled !== undefined && (
          <table>
            <tbody>
              {['μ', 'σ'].map((sign, k) => (
                <tr key={sign}>
                  <th scope="row">{sign}</th>
                  {[0, 1, 2].map((channel) => (
                    <td key={channel}>
                      {styled.style[2 * channel + k]!.toFixed(2).replace('-0.00', '0.00').replace('-', '−')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </figcaption>
    </figure>
  );
}

/** Pictures that each network is asked about. */
const asked = 8 * 24;
/** 95 %, by the normal approximation to the binomial. */
function intervalOf(share: number, cases: number): readonly [number, number] {
  const half = 1.96 * Math.sqrt((share * (1 - share)) / cases);
  return [Math.max(0, share - half), Math.min(1, share + half)];
}

const compared: readonly TrainedNorm[] = ['batch', 'cross', 'self', 'instance'];

/** Networks trained in one light and asked in others. */
function OtherLight({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const task = useTask<{ runs: readonly Run[] }, TrainStep>('normalization', 'train');
  const { step, result, start } = task;
  const runs = step?.runs ?? result?.runs ?? [];
  const begin = (): void =>
    start({ ...trainingOf({ ...settings, head: 'quarters' }), norms: compared, batches: [8] } satisfies TrainInput);
  const bars = [null, ...SHIFTS.keys()].flatMap((shift) =>
    compared.map((norm) => {
      const own = runs
        .filter((run) => run.norm === norm)
        .map((run) => (shift === null ? run.accuracy : run.shifted[shift]!));
      const value = own.length === 0 ? null : meanOf(own);
      return {
        id: `${shift} ${norm}`,
        label: `${t(shift === null ? 'light_same' : `light_${SHIFTS[shift]!.id}`)} · ${t(`norm_${norm}`)}`,
        colour: normColour(norm),
        value,
        interval: value === null ? null : intervalOf(value, own.length * asked),
        said: value === null ? '–' : percent(value, 100),
      };
    }),
  );
  return (
    <div className="norm-light">
      <RunBar task={task} starts={[{ label: t('train'), onStart: begin, quiet: result !== null }]} />
      <Bars
        title={t('lightTitle')}
        hint={t('lightHint')}
        bars={bars}
        x={{ label: t('accuracy'), domain: [0, 1], format: (value) => percent(value, 100) }}
        rowWord={t('light')}
        valueWord={t('accuracy')}
      />
    </div>
  );
}
