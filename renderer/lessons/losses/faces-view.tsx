import { type ShownFace, spreadOf } from '../../../models/experiments/losses/landmarks.ts';
import { RESIDUAL_LOSSES, type ResidualLossId } from '../../../models/losses/residual.ts';
import { Bars } from '../../charts/bars.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { pictureAddress } from '../parts/picture-address.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { lossColour } from './fits.ts';
import { type Settings, SHARE_MOST } from './settings.ts';
import { texts } from './texts.ts';

interface Answer {
  readonly runs: readonly { readonly errors: readonly Readonly<Record<ResidualLossId, number>>[] }[];
  readonly faces: readonly ShownFace[];
  readonly side: number;
}

const size = { people: 24, unseen: 10, each: 4, runs: 3 } as const;

/** Five points of invented faces, regressed from their pixels with some labels exchanged: the error of each loss on true labels. */
export function FacesView({ settings: { seed, beta, share }, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { running, step, result, failure, start, cancel } = useTask<Answer>('losses', 'landmarks');
  return (
    <div className="losses-faces">
      <div className="losses-faces-controls">
        <ExactSlider
          label={t('share')}
          value={share}
          low={0}
          high={SHARE_MOST}
          step={5}
          whole
          unit="%"
          onChange={(next) => change({ share: next })}
        />
        <RunBar
          task={{ running, step, failure, cancel }}
          starts={[{ label: t('fitFaces'), onStart: () => start({ seed, beta, shares: [share / 100], ...size }) }]}
        />
      </div>
      {result === null ? (
        !running && <p className="quiet losses-idle">{t('facesIdle')}</p>
      ) : (
        <>
          <Bars
            title={t('facesTitle')}
            hint={t('facesHint', { runs: result.runs[0]!.errors.length })}
            x={{
              label: t('ofEyes'),
              domain: [
                0,
                Math.max(20, ...RESIDUAL_LOSSES.map((loss) => 1.3 * spreadOf(result.runs[0]!.errors, loss).mean)),
              ],
            }}
            rowWord={t('loss')}
            valueWord={t('ofEyes')}
            bars={RESIDUAL_LOSSES.map((loss) => {
              const { mean, spread } = spreadOf(result.runs[0]!.errors, loss);
              return {
                id: loss,
                label: t(`loss_${loss}`),
                colour: lossColour[loss],
                value: mean,
                interval: [mean - spread, mean + spread] as const,
                said: `${mean.toFixed(1)} ± ${spread.toFixed(1)} %`,
              };
            })}
          />
          <FaceStrip answer={result} />
        </>
      )}
    </div>
  );
}

function FaceStrip({ answer: { faces, side } }: { answer: Answer }) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const gap = 8;
  const edge = Math.max(1, Math.min(320, (width - gap * (faces.length - 1)) / faces.length));
  const unit = edge / side;
  const pairs = (points: readonly number[]) =>
    Array.from({ length: 5 }, (_, i) => [points[2 * i]!, points[2 * i + 1]!] as const);
  return (
    <ChartFrame
      title={t('stripTitle')}
      hint={t('stripHint')}
      aside={
        <ul className="chart-legend">
          <li>
            <i className="losses-true" />
            {t('truth')}
          </li>
          {RESIDUAL_LOSSES.map((loss) => (
            <li key={loss}>
              <i style={{ background: lossColour[loss] }} />
              {t(`loss_${loss}`)}
            </li>
          ))}
        </ul>
      }
      data={{
        head: [
          t('face'),
          t('landmark'),
          'x',
          'y',
          ...RESIDUAL_LOSSES.map((loss) => `${t(`loss_${loss}`)}, ${t('away')}`),
        ],
        rows: faces.flatMap(({ truth, predicted }, f) =>
          pairs(truth).map(([x, y], i) => [
            f + 1,
            t(`landmark_${i as 0 | 1 | 2 | 3 | 4}`),
            x,
            y,
            ...RESIDUAL_LOSSES.map((loss) => {
              const [px, py] = pairs(predicted[loss])[i]!;
              return Math.hypot(px - x, py - y);
            }),
          ]),
        ),
      }}
    >
      <div className="chart-plot losses-strip" ref={plot} style={{ height: edge }}>
        <svg width={Math.max(1, width)} height={edge} role="img" aria-label={t('stripTitle')}>
          {faces.map(({ picture, truth, predicted }, f) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a face is its place
            <g key={f} transform={`translate(${f * (edge + gap)},0)`}>
              <image href={pictureAddress(picture)} width={edge} height={edge} />
              {pairs(truth).map(([x, y], i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a landmark is its place
                <circle key={i} className="losses-truth" cx={(x + 0.5) * unit} cy={(y + 0.5) * unit} r={6} />
              ))}
              {RESIDUAL_LOSSES.map((loss) =>
                pairs(predicted[loss]).map(([x, y], i) => {
                  const [tx, ty] = pairs(truth)[i]!;
                  const away = shortNumber(Math.hypot(x - tx, y - ty));
                  return (
                    <circle
                      key={`${loss} ${t(`landmark_${i as 0 | 1 | 2 | 3 | 4}`)}`}
                      className="losses-guess"
                      cx={(x + 0.5) * unit}
                      cy={(y + 0.5) * unit}
                      r={3.5}
                      style={{ fill: lossColour[loss] }}
                    >
                      <title>{`${t(`loss_${loss}`)}, ${t(`landmark_${i as 0 | 1 | 2 | 3 | 4}`)}: √((${shortNumber(x)} − ${shortNumber(tx)})² + (${shortNumber(y)} − ${shortNumber(ty)})²) = ${away}`}</title>
                    </circle>
                  );
                }),
              )}
            </g>
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}
