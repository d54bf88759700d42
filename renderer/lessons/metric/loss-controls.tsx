import { SegmentedControl, Select, Switch } from '@mantine/core';
import { LOSSES } from '../../../models/losses/registry.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { scattered } from './descent.ts';
import { isOfPairs, optionOf, withLoss } from './options.ts';
import { lossIds, minerIds, type PulledLoss, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** Which loss, over which pairs, with which number, in how many dimensions: the app's own, by their own names. */
export function LossControls({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { loss, miner, option, unitLength, dimension, seed } = settings;
  const main = optionOf(loss);
  return (
    <>
      <Select
        size="xs"
        label={t('loss')}
        allowDeselect={false}
        data={lossIds.map((id) => ({ value: id, label: LOSSES.get(id).title }))}
        value={loss}
        onChange={(next) => next !== null && change(withLoss(next as PulledLoss))}
      />
      {isOfPairs(loss) && (
        <Select
          size="xs"
          label={t('miner')}
          allowDeselect={false}
          data={minerIds.map((id) => ({ value: id, label: t(`miner_${id}`) }))}
          value={miner}
          onChange={(next) => next !== null && change({ miner: next as Settings['miner'], step: 0 })}
        />
      )}
      {main !== null && (
        <ExactSlider
          label={t(main.sign === 'm' ? 'margin' : 'temperature')}
          sign={main.sign}
          symbol={main.sign === 'm' ? 'm' : 'tau'}
          value={option}
          low={main.low}
          high={main.high}
          step={0.05}
          onChange={(next) => change({ option: next, step: 0 })}
        />
      )}
      <div className="metric-row">
        <SegmentedControl
          size="xs"
          aria-label={t('dimensions')}
          value={String(dimension)}
          data={[
            { value: '2', label: t('plane') },
            { value: '3', label: t('space') },
          ]}
          onChange={(next) => {
            const to = next === '3' ? 3 : 2;
            if (to !== dimension) change({ dimension: to, points: scattered(to, seed), step: 0 });
          }}
        />
        <Switch
          size="xs"
          label={t('unitLength')}
          checked={unitLength}
          onChange={(event) => change({ unitLength: event.currentTarget.checked, step: 0 })}
        />
      </div>
    </>
  );
}
