import { Fragment, useMemo } from 'react';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import type { Spread } from '../../../models/inspect/run/summary.ts';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { shapeText, shortName } from './layer-words.ts';
import { SmallHistogram } from './small-histogram.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly network: ShownNetwork;
  readonly chosen: number;
  readonly ms: number | null;
  /** What a run made of it has this shape. */
  readonly made: readonly number[] | null;
  readonly spread: Spread | null;
}

/** All that is known of one layer, each number with its arithmetic. */
export function LayerPanel({ network, chosen, ms, made, spread }: Props) {
  const t = useTexts(texts);
  const layer = network.layers[chosen]!;
  const { weights, factors, macs, parameters, kind } = layer;
  const numbers = useMemo(
    () => layer.shape?.reduce<number | null>((a, b) => (a === null || b === null ? null : a * b), 1) ?? null,
    [layer],
  );
  const learnt = weights.filter(({ shape }) => shape.length > 0);
  return (
    <aside className="viewer-panel" aria-label={t('layer', { at: chosen + 1, all: network.layers.length })}>
      <p className="quiet">{t('layer', { at: chosen + 1, all: network.layers.length })}</p>
      <h3 title={layer.name}>{shortName(layer.name)}</h3>
      <dl>
        <dt>{t('operation')}</dt>
        <dd>
          {kind === 'input' ? t('input') : <Op name={layer.op} />}
          {kind === 'unknown' && <span className="viewer-unknown"> · {t('unknownOp')}</span>}
        </dd>
        <dt>{t('shape')}</dt>
        <dd>{shapeText(layer.shape) ?? (made === null ? t('noShape') : made.join(' × '))}</dd>
        <dt>{t('parameters')}</dt>
        <dd>
          <Bound symbol="p">
            {parameters.toLocaleString('en')}
            {parameters > 0 && (
              <small className="quiet">{learnt.map(({ shape }) => shape.join('·')).join(' + ')}</small>
            )}
          </Bound>
        </dd>
        <dt>{t('macs')}</dt>
        <dd>
          <Bound symbol="m">
            {macs === null ? (
              t('notKnown')
            ) : macs === 0 ? (
              <span className="quiet">{t('noMacs')}</span>
            ) : (
              macs.toLocaleString('en')
            )}
            {macs !== null && macs > 0 && factors.length > 0 && (
              <small className="quiet">
                {t('macsSum', {
                  numbers: numbers === null ? '?' : numbers.toLocaleString('en'),
                  factors: factors.join('·'),
                })}
              </small>
            )}
          </Bound>
        </dd>
        <dt>{t('time')}</dt>
        <dd>
          <Bound symbol="t">
            {ms === null ? <span className="quiet">{t('notTimed')}</span> : `${shortNumber(ms)} ms`}
          </Bound>
        </dd>
      </dl>
      {spread !== null && <SmallHistogram title={t('activations')} spread={spread} colour={lineColour(2)} />}
      {learnt
        .slice(0, 3)
        .map(
          ({ name, spread: own }) =>
            own !== null && (
              <SmallHistogram
                key={name}
                title={t('weightsHistogram', { name: shortName(name) })}
                spread={own}
                colour={lineColour(0)}
              />
            ),
        )}
      {learnt.length > 3 && <p className="quiet">+ {countOf(learnt.length - 3)}</p>}
    </aside>
  );
}

/** A long name goes on in another line between its words. */
function Op({ name }: { name: string }) {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])/).map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words are their places
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}
