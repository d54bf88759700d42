import { DISTANCES, type DistanceId } from '../../../models/distances/registry.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Choice, ChoiceOption } from '../parts/choice.tsx';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { AxiomsList } from './axioms-list.tsx';
import { Ball, said } from './ball.tsx';
import './distances.css';
import { EditTable } from './edit-table.tsx';
import { NearestFaces } from './nearest-faces.tsx';
import { distanceBetween, distancesOf, drawnAs, kinds, usualRadius } from './plane-of.ts';
import { P_RANGE, RADIUS_RANGE, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** A distance to choose: its ball and three points, the axioms it keeps, and the nearest faces by all of them. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { distance } = settings;
  const { kind } = DISTANCES[distance];
  const choose = (id: DistanceId): void => change({ distance: id, radius: usualRadius[id], step: null });
  return (
    <div className="distances">
      <Choice className="distances-choice" label={t('distance')}>
        {kinds.map((one) => (
          <div key={one} className="distances-kind">
            <span className="quiet">{t(`kind_${one}`)}</span>
            {distancesOf(one).map((id) => (
              <ChoiceOption key={id} chosen={id === distance} onChoose={() => choose(id)}>
                {t(`distance_${id}`)}
              </ChoiceOption>
            ))}
          </div>
        ))}
      </Choice>
      <div className="distances-two">
        <div className="distances-picture">
          {kind === 'sequences' ? (
            <EditTable settings={settings} change={change} />
          ) : (
            <Ball settings={settings} change={change} />
          )}
        </div>
        <div className="distances-side">
          <p className="distances-about">{t(`about_${distance}`)}</p>
          <Controls settings={settings} change={change} />
          {kind !== 'sequences' && <Readings settings={settings} />}
          <AxiomsList settings={settings} />
        </div>
      </div>
      <NearestFaces settings={settings} change={change} />
    </div>
  );
}

function Controls({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { distance, p, radius, spread } = settings;
  if (distance === 'edit') return null;
  return (
    <div className="distances-controls">
      {distance === 'minkowski' && (
        <ExactSlider
          label={t('power')}
          sign="p"
          symbol="p"
          value={p}
          low={P_RANGE[0]}
          high={P_RANGE[1]}
          step={0.05}
          scale="log"
          onChange={(next) => change({ p: next })}
        />
      )}
      {distance === 'mahalanobis' &&
        (
          [
            ['x', 'σ₁', 0.2, 3],
            ['y', 'σ₂', 0.2, 3],
            ['correlation', 'ρ', -0.95, 0.95],
          ] as const
        ).map(([name, sign, low, high]) => (
          <ExactSlider
            key={name}
            label={t(`spread_${name}`)}
            sign={sign}
            symbol="sigma"
            value={spread[name]}
            low={low}
            high={high}
            step={0.05}
            onChange={(next) => change({ spread: { ...spread, [name]: next } })}
          />
        ))}
      <ExactSlider
        label={t('radius')}
        sign="r"
        value={radius}
        low={RADIUS_RANGE[0]}
        high={RADIUS_RANGE[1]}
        step={0.05}
        onChange={(next) => change({ radius: next })}
      />
    </div>
  );
}

/** The three distances that the axioms are about, of the points as they lie. */
function Readings({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const { a, b, c } = settings[drawnAs(DISTANCES[settings.distance].kind)];
  const between = distanceBetween(settings);
  const [ab, ba, ac, cb] = [between(a, b), between(b, a), between(a, c), between(c, b)];
  const detour = ac === null || cb === null ? null : ac + cb;
  const undirected = [ab, detour].some((value) => value !== null && Number.isNaN(value));
  const shorter = ab !== null && detour !== null && ab > detour + 1e-9;
  return (
    <>
      <dl className="lesson-facts">
        {(
          [
            ['d(a, b)', ab],
            ['d(b, a)', ba],
            ['d(a, c) + d(c, b)', detour],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said(value)}</dd>
          </div>
        ))}
      </dl>
      <p className={ab === null || detour === null || undirected || shorter ? 'distances-note' : 'quiet'} role="status">
        {ab === null || detour === null
          ? t('noShares')
          : t(undirected ? 'noDirection' : shorter ? 'shorter' : 'longer')}
      </p>
    </>
  );
}
