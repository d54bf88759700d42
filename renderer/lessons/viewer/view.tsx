import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import type { PictureScale } from '../../../models/inspect/run/picture-tensor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker } from '../parts/face-picker.tsx';
import { useFace } from '../parts/use-face.ts';
import { boxesAbout, boxOf, chainOf } from './chain.ts';
import { Find } from './find.tsx';
import { GraphView } from './graph-view.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { LayerSeen } from './layer-seen.tsx';
import { sharesOf, tableOf, valuesOf } from './layer-values.ts';
import { LiveBar } from './live-bar.tsx';
import { useLiveCamera } from './live-camera.ts';
import { MeasureBar } from './measure-bar.tsx';
import { NetworkBar } from './network-bar.tsx';
import type { Look } from './network-runner.ts';
import { NetworkSaid } from './network-said.tsx';
import { Profile } from './profile.tsx';
import { type Measure, measures, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { useBrought } from './use-brought.ts';
import { useNetwork } from './use-network.ts';
import { useRun } from './use-run.ts';
import './viewer.css';

/** three.js comes with the first picture that needs it, never with the page. */
const SpaceView = lazy(async () => ({ default: (await import('./space-view.tsx')).SpaceView }));

const SCALES: Readonly<Record<Settings['range'], PictureScale>> = {
  unit: { mean: 0, std: 255, bgr: false },
  signed: { mean: 127.5, std: 127.5, bgr: false },
  bytes: { mean: 0, std: 1, bgr: false },
};

/** As many layers' maps are asked for at once: what the host gives. */
const mostTiled = 64;

/** A network as its file tells it, and what it makes of a face. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const chosenNetwork = useNetwork(settings.network);
  const { hand, busy } = chosenNetwork;
  const brought = useBrought(settings.network, () => change({ network: 'dropped', layer: 1 }));
  const face = useFace(settings.face);
  const passed = useRef(0);
  const embeds = hand?.entry != null && hand.entry.kind !== 'part';
  const camera = useLiveCamera(embeds, passed);

  const network = hand?.network ?? null;
  const chosen = network === null ? 0 : Math.min(settings.layer, network.layers.length - 1);
  const layer = network?.layers[chosen];
  const value = layer?.value ?? null;
  const chain = useMemo(
    () => (network === null || settings.look !== 'space' ? null : chainOf(network)),
    [network, settings.look],
  );
  const tiled = useMemo(() => {
    if (network === null || chain === null) return [];
    return boxesAbout(chain, boxOf(chain, chosen), mostTiled).map((box) => network.layers[box.layer]!.value);
  }, [network, chain, chosen]);
  // What takes whole pictures needs no face in them.
  const faceless = !embeds && face.trouble?.code === 'NO_FACE' ? face.taken : null;
  const picture = camera.picture ?? faceless ?? (embeds ? face.face?.chip : face.face?.picture) ?? null;
  const look = useMemo(
    (): Look | null =>
      busy || picture === null || hand === null || hand.network.picture === null
        ? null
        : { picture, scale: hand.entry?.scale ?? SCALES[settings.range], chosen: value, tiled },
    [busy, picture, hand, settings.range, value, tiled],
  );
  const running = useRun(hand?.files ?? null, look);
  const { trouble, times, working, count } = running;
  // Of a face that is gone, or was refused, nothing is shown any more.
  const run = picture === null ? null : running.run;
  useEffect(() => {
    passed.current = count;
  }, [count]);

  const values = useMemo(() => valuesOf(network, times), [network, times]);
  const data = useMemo(() => tableOf(network, values, t), [network, values, t]);
  const shares = useMemo(() => sharesOf(values[settings.measure]), [values, settings.measure]);
  const seen = run?.chosen?.value === value ? run.chosen : null;
  const choose = (next: number): void => change({ layer: next });
  const name =
    hand?.entry?.name ?? t((hand?.choice ?? settings.network) === 'unknown' ? 'unknownNetwork' : 'droppedNetwork');
  const awaited = look !== null && run === null && trouble === null;
  return (
    <div className="viewer" aria-busy={busy || face.busy || (!camera.on && (working || awaited))}>
      <NetworkBar
        chosen={chosenNetwork}
        settings={settings}
        change={change}
        onFiles={(files) => void brought.take(files)}
      >
        {network !== null && <Find network={network} chosen={chosen} onChoose={choose} />}
      </NetworkBar>
      <NetworkSaid chosen={chosenNetwork} dropped={settings.network === 'dropped'} tooMuch={brought.tooMuch} />
      {network === null || layer === undefined ? (
        <div className="viewer-empty">{t('openHint')}</div>
      ) : (
        <>
          <div className="viewer-two">
            {settings.look === 'graph' ? (
              <GraphView name={name} network={network} chosen={chosen} onChoose={choose} shares={shares} data={data} />
            ) : (
              <Suspense fallback={<p className="quiet viewer-wait">{say('loading')}</p>}>
                <SpaceView
                  key={name}
                  name={name}
                  network={network}
                  run={run}
                  picture={look?.picture ?? null}
                  chosen={chosen}
                  onChoose={choose}
                  turn={settings.turn}
                  onTurn={(turn) => change({ turn })}
                />
              </Suspense>
            )}
            <LayerPanel
              network={network}
              chosen={chosen}
              ms={values.ms[chosen] ?? null}
              made={run?.layers.find((each) => each.value === value)?.shape ?? null}
              spread={seen?.spread ?? null}
            />
          </div>
          <Profile
            names={network.layers.map((each) => each.name)}
            values={values}
            chosen={chosen}
            onChoose={choose}
            data={data}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t('measure')}
                value={settings.measure}
                data={measures.map((id) => ({ value: id, label: t(`measure_${id}`) }))}
                onChange={(next) => change({ measure: next as Measure })}
              />
            }
          />
          <MeasureBar running={running} disabled={look === null || trouble !== null} runs={settings.runs} />
        </>
      )}
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={face} />
      <LiveBar
        camera={camera}
        hand={hand}
        run={run}
        trouble={trouble}
        waits={picture === null && !face.busy}
        faceless={!camera.on && faceless !== null}
        range={settings.range}
        onRange={(range) => change({ range })}
      />
      {layer !== undefined && seen !== null && <LayerSeen layer={layer} seen={seen} />}
    </div>
  );
}
