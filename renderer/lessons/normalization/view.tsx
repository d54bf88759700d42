import { SegmentedControl } from '@mantine/core';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { Looks } from '../parts/looks.tsx';
import { BatchPart } from './batch-part.tsx';
import { blockOf, litWith, placeOf, setOf, setsOf, worked } from './block.ts';
import { BlockScene } from './block-scene.tsx';
import { blockNorms, groupChoices, type Settings } from './settings.ts';
import { StylePart } from './style-part.tsx';
import { texts } from './texts.ts';
import './normalization.css';

/** What is averaged, what that does to training, and what mean and variance are to a picture. */
const views = { block: Block, batch: BatchPart, style: StylePart };

export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  return (
    <Looks
      {...props}
      label={t('looks')}
      look={props.settings.look}
      views={views}
      word={(look) => t(`look_${look}`)}
      onLook={(look) => props.change({ look })}
    />
  );
}

function Block({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const { norm, groups, pictures, set, turn } = settings;
  const values = blockOf(settings);
  const sets = setsOf(settings);
  const stepped = set === 0 ? -1 : values.findIndex((_, i) => setOf(settings, placeOf(i)) === Math.min(set, sets) - 1);
  const pointed = cursor.x !== null && cursor.x < values.length ? cursor.x : null;
  const at = pointed ?? (stepped === -1 ? null : stepped);
  const told = at === null ? null : { ...placeOf(at), ...worked(values, settings, at) };
  const size = at === null ? null : litWith(values, settings, at).map(({ members }) => members.length);
  return (
    <div className="lesson-look">
      <SegmentedControl
        fullWidth
        aria-label={t('norm')}
        value={norm}
        data={blockNorms.map((id) => ({ value: id, label: t(`norm_${id}`) }))}
        onChange={(next) => change({ norm: next as Settings['norm'] })}
      />
      <div className="norm-block">
        <Bound symbol="S">
          <BlockScene {...{ settings, values, at, cursor, t }} onTurn={(next) => change({ turn: next })} />
        </Bound>
        <div className="norm-beside">
          <ExactSlider
            label={t('pictures')}
            sign="N"
            symbol="N"
            value={pictures}
            low={1}
            high={6}
            step={1}
            whole
            onChange={(next) => change({ pictures: next })}
          />
          <Bound symbol="G">
            <div className="norm-row" data-disabled={norm !== 'group' || undefined}>
              <span>
                <i>G</i> {t('groups')}
              </span>
              <SegmentedControl
                size="xs"
                aria-label={t('groups')}
                disabled={norm !== 'group'}
                value={String(groups)}
                data={groupChoices.map(String)}
                onChange={(next) => change({ groups: Number(next) as Settings['groups'] })}
              />
            </div>
          </Bound>
          <ExactSlider
            label={t('turn')}
            value={Math.round((turn[0] * 180) / Math.PI)}
            low={-180}
            high={180}
            step={5}
            whole
            unit="°"
            onChange={(next) => change({ turn: [Number(((next * Math.PI) / 180).toFixed(3)), turn[1]] })}
          />
          <div className="norm-told" role="status">
            {told === null || size === null ? (
              <p className="quiet">{t('pointAt')}</p>
            ) : (
              <>
                <p>
                  <b>{t('placeOf', { picture: told.picture + 1, channel: told.channel + 1, place: told.place + 1 })}</b>
                </p>
                {told.lines.map((line) => (
                  <p key={line} className="norm-line">
                    {line}
                  </p>
                ))}
                <p className="quiet">{t(`shares_${norm}`, { size: size[0]!, sets })}</p>
                {norm === 'batch' && pictures === 1 && <p className="lesson-refused">{t('onePicture')}</p>}
                {norm === 'cross' && pictures === 1 && <p className="lesson-refused">{t('noPartner')}</p>}
              </>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
