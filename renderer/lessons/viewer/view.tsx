import { Button, FileButton, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconFolderOpen, IconSearch, IconStopwatch, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { PictureScale } from '../../../models/inspect/run/picture-tensor.ts';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { takeNetworkDrops } from '../../shell/drop-taker.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker } from '../parts/face-picker.tsx';
import { FeatureWall } from '../parts/feature-wall.tsx';
import { useFace } from '../parts/use-face.ts';
import { VectorStrip } from '../parts/vector-strip.tsx';
import { chainOf } from './chain.ts';
import { GraphView } from './graph-view.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { shapeText, shortName } from './layer-words.ts';
import { useLiveCamera } from './live-camera.ts';
import { bring, readFiles } from './network-files.ts';
import { Profile } from './profile.tsx';
import { type Measure, measures, ranges, type Settings } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { type Listed, useNetwork } from './use-network.ts';
import { type Look, useRun } from './use-run.ts';
import './viewer.css';

/** three.js comes with the first picture that needs it, never with the page. */
const SpaceView = lazy(async () => ({ default: (await import('./space-view.tsx')).SpaceView }));

const SCALES: Readonly<Record<Settings['range'], PictureScale>> = {
  unit: { mean: 0, std: 255, bgr: false },
  signed: { mean: 127.5, std: 127.5, bgr: false },
  bytes: { mean: 0, std: 1, bgr: false },
};

/** A network as its file tells it, and what it makes of a face. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const { listed, entry, files, network, busy, trouble } = useNetwork(settings.network);
  const hand = useFace(settings.face);
  const { face } = hand;
  const [done, setDone] = useState(0);
  const embeds = entry !== null && entry.kind !== 'part';
  const camera = useLiveCamera(embeds, done);
  const [tooMuch, setTooMuch] = useState(false);

  const take = async (chosen: readonly File[]): Promise<void> => {
    const read = await readFiles(chosen);
    setTooMuch(read === null);
    bring(read);
    change({ network: 'dropped', layer: 0 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it does with files is made anew at each render
  useEffect(() => takeNetworkDrops((dropped) => void take(dropped)), []);
  useEffect(() => () => bring(null), []);

  const chosen = network === null ? 0 : Math.min(settings.layer, network.layers.length - 1);
  const tiled = useMemo(
    () =>
      network === null || settings.look !== 'space'
        ? []
        : chainOf(network).map(({ layer }) => network.layers[layer]!.value),
    [network, settings.look],
  );
  const picture = camera.picture ?? (face === null ? null : embeds ? face.chip : face.picture);
  const value = network?.layers[chosen]?.value ?? null;
  const look = useMemo(
    (): Look | null =>
      busy || picture === null || network === null || network.picture === null
        ? null
        : { picture, scale: entry?.scale ?? SCALES[settings.range], chosen: value, tiled },
    [busy, picture, network, entry?.scale, settings.range, value, tiled],
  );
  const { run, trouble: runTrouble, times, measuring, measure, count, working } = useRun(files, look);
  useEffect(() => setDone(count), [count]);

  const name =
    settings.network === 'unknown'
      ? t('unknownNetwork')
      : settings.network === 'dropped'
        ? t('droppedNetwork')
        : (entry?.name ?? settings.network);
  const values = useMemo(() => valuesOf(network, times), [network, times]);
  const data = useMemo(
    () => ({
      head: [t('tableName'), t('operation'), t('shape'), t('parameters'), t('macs'), 'ms'],
      rows: (network?.layers ?? []).map((layer, i) => [
        layer.name,
        layer.op,
        shapeText(layer.shape) ?? '?',
        layer.parameters,
        layer.macs,
        values.ms[i] ?? null,
      ]),
    }),
    [network, values, t],
  );
  const shares = useMemo(() => {
    const own = values[settings.measure];
    const most = Math.max(0, ...own.map((each) => each ?? 0));
    return own.map((each) => (each === null || most === 0 ? null : each / most));
  }, [values, settings.measure]);
  const own = run?.chosen?.value === value ? run.chosen : null;
  const choose = (layer: number): void => change({ layer });
  const alarm = tooMuch ? t('openHint') : trouble;
  return (
    <div
      className="viewer"
      aria-busy={
        busy || hand.busy || (!camera.on && (working || (look !== null && run === null && runTrouble === null)))
      }
    >
      <div className="viewer-bar">
        <NativeSelect
          size="xs"
          aria-label={t('network')}
          value={settings.network === 'use' ? (entry?.id ?? 'use') : settings.network}
          data={choicesOf(listed, t)}
          onChange={({ currentTarget }) => change({ network: currentTarget.value, layer: 1 })}
        />
        <FileButton
          multiple
          accept=".onnx,.json,.bin"
          onChange={(chosenFiles) => chosenFiles.length > 0 && void take(chosenFiles)}
        >
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              title={t('openHint')}
              leftSection={<IconFolderOpen size={16} aria-hidden />}
            >
              {t('openFiles')}
            </Button>
          )}
        </FileButton>
        <span className="viewer-gap" />
        <SegmentedControl
          size="xs"
          aria-label={t('look')}
          value={settings.look}
          data={(['graph', 'space'] as const).map((id) => ({ value: id, label: t(`look_${id}`) }))}
          onChange={(next) => change({ look: next as Settings['look'] })}
        />
        {network !== null && <Find network={network} chosen={chosen} onChoose={choose} />}
      </div>
      <p className="quiet viewer-summary" role="status">
        {alarm !== null
          ? null
          : network === null
            ? t(settings.network === 'dropped' && !busy ? 'wantFiles' : 'reading')
            : t('summary', {
                format: t(`format_${network.format}`),
                layers: network.layers.length,
                parameters: countOf(values.parameters.reduce<number>((sum, each) => sum + (each ?? 0), 0)),
                macs: countOf(values.macs.reduce<number>((sum, each) => sum + (each ?? 0), 0)),
                size: shortNumber(network.bytes / 1e6),
                ms: Math.round(network.ms),
              })}
      </p>
      {alarm !== null && <p role="alert">{alarm}</p>}
      {network === null ? (
        <div className="viewer-empty">{t('openHint')}</div>
      ) : (
        <>
          <div className="viewer-two">
            {settings.look === 'graph' ? (
              <GraphView
                name={name}
                network={network}
                chosen={chosen}
                onChoose={choose}
                shares={shares}
                data={data}
                height={400}
              />
            ) : (
              <Suspense fallback={<p className="quiet viewer-wait">{say('loading')}</p>}>
                <SpaceView
                  name={name}
                  network={network}
                  run={run}
                  chosen={chosen}
                  onChoose={choose}
                  turn={settings.turn}
                  onTurn={(turn) => change({ turn })}
                  height={400}
                />
              </Suspense>
            )}
            <LayerPanel
              network={network}
              chosen={chosen}
              ms={values.ms[chosen] ?? null}
              made={run?.layers.find((layer) => layer.value === value)?.shape ?? null}
              spread={own?.spread ?? null}
            />
          </div>
          <Profile
            names={network.layers.map((layer) => layer.name)}
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
          <div className="viewer-bar">
            <Button
              size="compact-sm"
              variant="default"
              disabled={look === null || runTrouble !== null}
              loading={measuring !== null}
              leftSection={<IconStopwatch size={16} aria-hidden />}
              onClick={() => measure(settings.runs, say('job', { title: t('measureNow') }))}
            >
              {t('measureNow')}
            </Button>
            <span className="quiet" role="status">
              {measuring !== null
                ? t('measuring', { done: measuring.done, total: measuring.total })
                : times !== null &&
                  t('whole', {
                    whole: shortNumber(times.whole),
                    sum: shortNumber(times.layers.reduce((sum, layer) => sum + (layer.ms ?? 0), 0)),
                  })}
            </span>
          </div>
        </>
      )}
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="viewer-bar">
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={camera.on}
          disabled={network?.picture == null}
          leftSection={camera.on ? <IconVideoOff size={16} aria-hidden /> : <IconVideo size={16} aria-hidden />}
          onClick={camera.toggle}
        >
          {t(camera.on ? 'liveStop' : 'live')}
        </Button>
        {entry === null && network?.picture != null && runTrouble === null && (
          <SegmentedControl
            size="xs"
            aria-label={t('range')}
            value={settings.range}
            data={ranges.map((id) => ({ value: id, label: t(`range_${id}`) }))}
            onChange={(range) => change({ range: range as Settings['range'] })}
          />
        )}
        <span className="quiet" role="status">
          {runTrouble !== null || network?.picture === null
            ? t('notRun', { why: runTrouble ?? t('noPicture') })
            : run === null
              ? t('running')
              : t('liveSaid', { ms: shortNumber(run.ms) })}
        </span>
      </div>
      {network !== null && own?.maps != null && (
        <FeatureWall
          title={t('wallTitle', { name: shortName(network.layers[chosen]!.name) })}
          hint={t('wallHint', { shown: own.maps.maps.length, channels: own.maps.channels })}
          width={own.maps.width}
          height={own.maps.height}
          maps={own.maps.maps}
        />
      )}
      {network !== null && own?.vector != null && own.vector.length > 0 && (
        <VectorStrip
          title={t('vectorTitle', { name: shortName(network.layers[chosen]!.name) })}
          hint={t('vectorHint')}
          values={own.vector}
        />
      )}
    </div>
  );
}

/** Of each layer; milliseconds once they are measured. */
function valuesOf(
  network: ReturnType<typeof useNetwork>['network'],
  times: ReturnType<typeof useRun>['times'],
): Readonly<Record<Measure, readonly (number | null)[]>> {
  const layers = network?.layers ?? [];
  const ms = new Map(times?.layers.map((layer) => [layer.value, layer.ms]));
  return {
    parameters: layers.map(({ parameters }) => parameters),
    macs: layers.map(({ macs }) => macs),
    ms: layers.map(({ value }) => ms.get(value) ?? null),
  };
}

function choicesOf(listed: readonly Listed[], t: Words) {
  const group = (label: string, kinds: readonly Listed['kind'][]) => {
    const items = listed
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, name, inUse }) => ({ value: id, label: inUse ? t('inUse', { name }) : name }));
    return items.length === 0 ? [] : [{ group: label, items }];
  };
  return [
    ...group(t('group_shipped'), ['shipped']),
    ...group(t('group_trained'), ['trained', 'imported']),
    ...group(t('group_part'), ['part']),
    {
      group: t('group_other'),
      items: [
        { value: 'dropped', label: t('droppedNetwork') },
        { value: 'unknown', label: t('unknownNetwork') },
      ],
    },
  ];
}

/** Goes through the layers whose name or operation holds what is typed; Enter for the next. */
function Find({
  network,
  chosen,
  onChoose,
}: {
  network: NonNullable<ReturnType<typeof useNetwork>['network']>;
  chosen: number;
  onChoose: (layer: number) => void;
}) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const hits = useMemo(
    () =>
      wanted === ''
        ? []
        : network.layers.flatMap(({ name, op }, i) =>
            name.toLowerCase().includes(wanted) || op.toLowerCase().includes(wanted) ? [i] : [],
          ),
    [network, wanted],
  );
  const at = hits.indexOf(chosen);
  return (
    <TextInput
      size="xs"
      className="viewer-find"
      aria-label={t('find')}
      placeholder={t('find')}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSectionWidth={64}
      rightSection={
        <span className="quiet viewer-found">
          {wanted === '' ? '' : hits.length === 0 ? t('notFound') : t('found', { at: at + 1, count: hits.length })}
        </span>
      }
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key, shiftKey }) => {
        if (key !== 'Enter' || hits.length === 0) return;
        const next = hits[(at + (shiftKey ? -1 : 1) + hits.length) % hits.length];
        if (next !== undefined) onChoose(next);
      }}
    />
  );
}
