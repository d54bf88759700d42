import { useMemo } from 'react';
import type { WalkedStage } from '../../../models/experiments/anatomy/walk.ts';
import { countOf } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker } from '../parts/face-picker.tsx';
import { FeatureWall } from '../parts/feature-wall.tsx';
import { useFace } from '../parts/use-face.ts';
import { VectorStrip } from '../parts/vector-strip.tsx';
import type { Settings } from './settings.ts';
import { StageList } from './stage-list.tsx';
import { nameOf } from './stage-name.ts';
import { texts } from './texts.ts';
import { useWalk } from './use-walk.ts';

/** One face through the app's own network: its stages, and what the chosen one makes of the face. */
export function WalkView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const hand = useFace(settings.face);
  const { running, walk, failure } = useWalk(hand.face);
  const chosen = walk === null ? 0 : Math.min(settings.stage, walk.stages.length) - 1;
  return (
    <section className="lesson-look anatomy-look" aria-label={t('look_walk')} aria-busy={hand.busy || running}>
      <FacePicker source={settings.face} onChange={(face) => change({ face })} hand={hand} />
      {failure !== null && (
        <p role="alert">
          {say('failed')} {failure}
        </p>
      )}
      {walk === null ? (
        <p className="quiet anatomy-wait">{t('walkWait')}</p>
      ) : (
        <>
          <p className="quiet anatomy-whole">
            {t('whole', {
              model: walk.modelId,
              layers: sumOf(walk.stages, ({ layers }) => layers.length),
              parameters: countOf(sumOf(walk.stages, ({ parameters }) => parameters)),
              macs: countOf(sumOf(walk.stages, ({ macs }) => macs)),
              dimension: walk.template.length,
            })}
          </p>
          <StageList walk={walk} chosen={chosen} onChoose={(i) => change({ stage: i + 1 })} />
          <Stage stage={walk.stages[chosen]!} />
        </>
      )}
    </section>
  );
}

const sumOf = (stages: readonly WalkedStage[], of: (stage: WalkedStage) => number): number =>
  stages.reduce((sum, stage) => sum + of(stage), 0);

function Stage({ stage }: { stage: WalkedStage }) {
  const t = useTexts(texts);
  const { wall, vector, kind, layers, numbersIn, numbersOut } = stage;
  const maps = useMemo(
    () =>
      wall?.maps.map((map) => ({ ...map, values: Uint8Array.from(atob(map.values), (char) => char.charCodeAt(0)) })) ??
      [],
    [wall],
  );
  const name = nameOf(t, stage);
  return (
    <>
      <p className="anatomy-about">
        {t(`about_${kind}`)}{' '}
        {t(numbersOut < numbersIn ? 'narrows' : numbersOut > numbersIn ? 'widens' : 'keeps', {
          from: numbersIn.toLocaleString('en'),
          to: numbersOut.toLocaleString('en'),
          times: (Math.max(numbersIn, numbersOut) / Math.min(numbersIn, numbersOut)).toFixed(1),
        })}
      </p>
      {wall !== null && (
        <FeatureWall
          title={t('wallTitle', { name })}
          hint={t('wallHint', { shown: wall.maps.length, channels: wall.channels, constant: wall.constant })}
          width={wall.width}
          height={wall.height}
          maps={maps}
        />
      )}
      {vector !== null && <VectorStrip title={t('vectorTitle', { name })} hint={t('vectorHint')} values={vector} />}
      <details className="anatomy-layers">
        <summary>{t('layersOf', { name, count: layers.length })}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('layer')}</th>
              <th scope="col">{t('map')}</th>
              <th scope="col">{t('shape')}</th>
              <th scope="col">{t('parameters')}</th>
              <th scope="col">{t('macs')}</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: layers are their places
              <tr key={i}>
                <td>{t(`kind_${layer.kind}`)}</td>
                <td className="quiet">{t(layer.linear ? 'isLinear' : 'isNot')}</td>
                <td>{layer.shape.join(' × ')}</td>
                <td>{layer.parameters.toLocaleString('en')}</td>
                <td>{layer.macs.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
