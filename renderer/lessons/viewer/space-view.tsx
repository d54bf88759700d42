import { Canvas, type RootState } from '@react-three/fiber';
import { IconMaximize, IconMinus, IconPhotoDown, IconPlus } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  startTransition,
  useMemo,
  useOptimistic,
  useRef,
  useState,
} from 'react';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import type { RgbImage } from '../../../models/image.ts';
import { savePicture, sheetOf } from '../../charts/save-png.ts';
import { useTexts } from '../frame/use-texts.ts';
import { boxOf, chainOf } from './chain.ts';
import { ChosenSaid } from './chosen-said.tsx';
import { opOf, shapeText, shortName } from './layer-words.ts';
import type { Run } from './network-runner.ts';
import { PictureTool } from './picture-tool.tsx';
import { placed } from './space-boxes.ts';
import { farthest, halfAngle } from './space-frame.ts';
import { SpaceScene } from './space-scene.tsx';
import { texts } from './texts.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';

interface Props {
  readonly name: string;
  readonly network: ShownNetwork;
  readonly run: Run | null;
  readonly picture: RgbImage | null;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  readonly turn: readonly [number, number];
  readonly onTurn: (turn: [number, number]) => void;
}

type Turn = readonly [number, number];

const [turnStep, zoomStep, closest, steepest] = [0.1, 1.25, 4, 1.4];
/** Pixels of the saved picture for one of the page's: sharp on a slide. */
const density = 3;

/** Whether this browser draws in three dimensions; asked once. */
const offersWebgl = (() => {
  let known: boolean | null = null;
  return (): boolean => {
    if (known === null) {
      const context = document.createElement('canvas').getContext('webgl2');
      known = context !== null;
      context?.getExtension('WEBGL_lose_context')?.loseContext();
    }
    return known;
  };
})();

export function SpaceView(props: Props) {
  const t = useTexts(texts);
  if (offersWebgl()) return <Space {...props} />;
  return (
    <p className="viewer-empty viewer-no-webgl" role="alert">
      {t('noWebgl')}
    </p>
  );
}

/** The layers as boxes as large as their feature maps, which they show. */
function Space({ name, network, run, picture, chosen, onChoose, turn, onTurn }: Props) {
  const t = useTexts(texts);
  const [near, setNear] = useState(1);
  /** While it is dragged, a turn is this picture's own: the page hears of it when it is let go. */
  const [held, setHeld] = useState<{ readonly x: number; readonly y: number; readonly turn: Turn | null } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const drawn = useRef<RootState | null>(null);
  const chain = useMemo(() => chainOf(network), [network]);
  const away = useMemo(() => farthest(placed(chain, 0)), [chain]);
  const zoom = (by: number): void => setNear((before) => Math.min(closest, Math.max(away, before * by)));
  useWheelZoom(area, zoom);

  /** A key held down goes from layer to layer at once here; the rest of the page follows between two frames. */
  const [at, goTo] = useOptimistic(chosen);
  const choose = (layer: number): void =>
    startTransition(() => {
      goTo(layer);
      onChoose(layer);
    });
  const step = (by: number): void => {
    const next = chain.boxes[boxOf(chain, at) + by];
    if (next !== undefined) choose(next.layer);
  };
  const turnBy = (yaw: number, pitch: number): void => onTurn(turned(turn, yaw, pitch));
  const onKey = (event: KeyboardEvent): void => {
    const by = (
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as Readonly<
        Record<string, readonly [number, number]>
      >
    )[event.key];
    const steps = { PageUp: -1, PageDown: 1 }[event.key];
    const zoomed = { '+': zoomStep, '=': zoomStep, '-': 1 / zoomStep }[event.key];
    if (by !== undefined) turnBy(by[0] * turnStep, by[1] * turnStep);
    else if (steps !== undefined) step(steps);
    else if (zoomed !== undefined) zoom(zoomed);
    else if (event.key === '0') setNear(away);
    else return;
    event.preventDefault();
  };
  const onPointerDown = ({ button, clientX: x, clientY: y }: PointerEvent): void => {
    if (button === 0) setHeld({ x, y, turn: null });
  };
  const onPointerMove = ({ clientX, clientY, currentTarget, pointerId }: PointerEvent): void => {
    if (held === null) return;
    const [dx, dy] = [clientX - held.x, clientY - held.y];
    if (held.turn === null && Math.hypot(dx, dy) < 4) return;
    // Taken only once it is a drag: a click goes to the box that was hit.
    currentTarget.setPointerCapture(pointerId);
    setHeld({ ...held, turn: turned(turn, dx / 160, dy / 160) });
  };
  const letGo = (): void => {
    if (held?.turn != null) onTurn([...held.turn]);
    setHeld(null);
  };
  const savePng = (): void => {
    const state = drawn.current;
    if (state === null) return;
    const { gl, scene, camera, size } = state;
    const sheet = sheetOf(size.width, size.height);
    const before = gl.getPixelRatio();
    gl.setPixelRatio(density);
    gl.render(scene, camera);
    sheet?.drawImage(gl.domElement, 0, 0, size.width, size.height);
    gl.setPixelRatio(before);
    gl.render(scene, camera);
    if (sheet !== null) void savePicture(t('spaceTitle', { name }), sheet);
  };
  const layer = network.layers[pointed ?? at];
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <h3>{t('spaceTitle', { name })}</h3>
        <div className="chart-aside">
          <PictureTool label={t('zoomOut')} Sign={IconMinus} onClick={() => zoom(1 / zoomStep)} />
          <PictureTool label={t('zoomIn')} Sign={IconPlus} onClick={() => zoom(zoomStep)} />
          <PictureTool label={t('fit')} Sign={IconMaximize} onClick={() => setNear(away)} />
          <PictureTool label={t('savePng')} Sign={IconPhotoDown} onClick={savePng} />
        </div>
      </figcaption>
      <div
        ref={area}
        className="viewer-picture viewer-space"
        role="application"
        aria-label={t('spaceTitle', { name })}
        aria-describedby="viewer-space-keys"
        data-keys
        data-pointed={pointed !== null && held?.turn == null}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that keys turn and go through
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      >
        {/* Nothing is drawn while nothing changes. */}
        <Canvas
          frameloop="demand"
          flat
          gl={{ antialias: true }}
          camera={{ fov: (360 * halfAngle) / Math.PI, near: 0.1, far: 1000 }}
          onCreated={(state) => {
            drawn.current = state;
          }}
        >
          <SpaceScene
            network={network}
            chain={chain}
            run={run}
            picture={picture}
            chosen={at}
            onChoose={choose}
            onPoint={setPointed}
            turn={held?.turn ?? turn}
            near={near}
          />
        </Canvas>
        {layer !== undefined && (
          <p className="viewer-pointed" aria-hidden>
            <b>{opOf(layer.op)}</b> {shapeText(layer.shape) ?? t('noShape')}
            <span className="quiet">{shortName(layer.name)}</span>
          </p>
        )}
      </div>
      <p className="quiet viewer-keys" id="viewer-space-keys">
        {t('spaceKeys')} {t('spaceBoxes', { shown: chain.boxes.length, layers: network.layers.length })}
      </p>
      <ChosenSaid layer={network.layers[at]} />
    </figure>
  );
}

/** Of thousandths of a radian: a link is as short as it can be. */
function turned([yaw, pitch]: Turn, byYaw: number, byPitch: number): [number, number] {
  const round = (angle: number): number => Math.round(1000 * angle) / 1000;
  const around = Math.atan2(Math.sin(yaw + byYaw), Math.cos(yaw + byYaw));
  return [round(around), round(Math.min(steepest, Math.max(-steepest, pitch + byPitch)))];
}
