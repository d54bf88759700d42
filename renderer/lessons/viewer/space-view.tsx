import { ActionIcon, Tooltip } from '@mantine/core';
import { Canvas, useThree } from '@react-three/fiber';
import { IconMinus, IconPhotoDown, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import {
  BoxGeometry,
  Color,
  DataTexture,
  EdgesGeometry,
  LinearFilter,
  type PerspectiveCamera,
  SRGBColorSpace,
} from 'three';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { fileNamePart, saveFile } from '../../lists/save-file.ts';
import { useTexts } from '../frame/use-texts.ts';
import { type ChainBox, chainOf } from './chain.ts';
import { opOf, shapeText, shortName } from './layer-words.ts';
import { texts } from './texts.ts';
import type { Run } from './use-run.ts';

interface Props {
  readonly name: string;
  readonly network: ShownNetwork;
  readonly run: Run | null;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  readonly turn: readonly [number, number];
  readonly onTurn: (turn: [number, number]) => void;
  readonly height: number;
}

const turnStep = 0.1;
const steepest = 1.4;

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

/** The layers as boxes as large as their feature maps, which they show. */
export function SpaceView(props: Props) {
  const { name, network, turn, onTurn, height, chosen, onChoose } = props;
  const t = useTexts(texts);
  const [near, setNear] = useState(1);
  const held = useRef<{ readonly x: number; readonly y: number; readonly turn: readonly [number, number] } | null>(
    null,
  );
  const area = useRef<HTMLDivElement>(null);
  const boxes = useMemo(() => chainOf(network), [network]);
  if (!offersWebgl())
    return (
      <p className="viewer-no-webgl" role="alert">
        {t('noWebgl')}
      </p>
    );
  const turnTo = (yaw: number, pitch: number): void =>
    onTurn([
      Math.round(1000 * wrapped(yaw)) / 1000,
      Math.round(1000 * Math.min(steepest, Math.max(-steepest, pitch))) / 1000,
    ]);
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (by !== undefined) turnTo(turn[0] + by[0]! * turnStep, turn[1] + by[1]! * turnStep);
    else if (event.key === '+' || event.key === '=') setNear((n) => Math.min(4, n * 1.2));
    else if (event.key === '-') setNear((n) => Math.max(0.4, n / 1.2));
    else return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent): void => {
    const from = held.current;
    if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) < 4) return;
    turnTo(from.turn[0] + (event.clientX - from.x) / 160, from.turn[1] + (event.clientY - from.y) / 160);
  };
  const savePng = (): void => {
    area.current?.querySelector('canvas')?.toBlob((blob) => {
      if (blob !== null) saveFile(`${fileNamePart(name)}.png`, blob, 'image/png');
    }, 'image/png');
  };
  const tool = (label: string, Sign: typeof IconPlus, onClick: () => void) => (
    <Tooltip label={label}>
      <ActionIcon size="sm" color="gray" aria-label={label} onClick={onClick}>
        <Sign size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  const layer = network.layers[chosen];
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <h3>{t('spaceTitle', { name })}</h3>
        <div className="chart-aside">
          {tool(t('zoomOut'), IconMinus, () => setNear(Math.max(0.4, near / 1.2)))}
          {tool(t('zoomIn'), IconPlus, () => setNear(Math.min(4, near * 1.2)))}
          {tool(t('savePng'), IconPhotoDown, savePng)}
        </div>
      </figcaption>
      <div
        ref={area}
        className="viewer-space"
        style={{ height }}
        role="application"
        aria-label={t('spaceTitle', { name })}
        aria-describedby="viewer-space-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that keys turn; its layers are in the graph and the table
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          held.current = { x: event.clientX, y: event.clientY, turn };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          held.current = null;
        }}
        onPointerLeave={() => {
          held.current = null;
        }}
      >
        {/* What was drawn is kept, so that it can be saved; nothing is drawn while nothing changes. */}
        <Canvas
          frameloop="demand"
          flat
          gl={{ preserveDrawingBuffer: true, antialias: true }}
          camera={{ fov: 32, position: [0, 0, 14] }}
        >
          <Scene boxes={boxes} {...props} near={near} onChoose={onChoose} />
        </Canvas>
      </div>
      <p className="quiet viewer-keys" id="viewer-space-keys">
        {t('spaceKeys')} {t('spaceBoxes', { shown: boxes.length, layers: network.layers.length })}
      </p>
      <p className="visually-hidden" role="status">
        {layer !== undefined &&
          t('chosenSaid', {
            name: shortName(layer.name),
            op: opOf(layer.op),
            shape: shapeText(layer.shape) ?? t('noShape'),
          })}
      </p>
    </figure>
  );
}

const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

interface SceneProps extends Props {
  readonly boxes: readonly ChainBox[];
  readonly near: number;
}

/** A box's sizes in the picture, and where along the chain it stands; the largest is a third as high as the chain is long. */
function placed(boxes: readonly ChainBox[]) {
  const largest = Math.max(1, ...boxes.map(({ height, width }) => Math.max(height, width)));
  const depths = boxes.map(({ height, width, channels }) =>
    height * width === 1 ? 0.1 : 0.05 + 0.055 * Math.log2(1 + channels),
  );
  const gap = 0.28;
  const length = depths.reduce((sum, depth) => sum + depth + gap, -gap);
  const tallest = Math.min(5, Math.max(2.4, length / 3));
  let x = 0;
  const along = boxes.map(({ height, width, channels }, i) => {
    const isVector = height * width === 1;
    const size = (side: number): number => 0.12 + tallest * Math.sqrt(side / largest);
    const depth = depths[i]!;
    const at = x + depth / 2;
    x += depth + gap;
    // A vector stands up, as long as it has numbers, by logarithm.
    return {
      x: at,
      depth,
      h: isVector ? 0.2 * Math.log2(1 + channels) : size(height),
      w: isVector ? 0.1 : size(width),
    };
  });
  return { along, length, tallest };
}

function Scene({ boxes, run, network, chosen, onChoose, turn, near }: SceneProps) {
  const { camera, size, invalidate } = useThree();
  const { along, length, tallest } = useMemo(() => placed(boxes), [boxes]);
  const colours = useColours();
  const textures = useTextures(run);
  useEffect(() => {
    const wide = size.width / Math.max(1, size.height);
    const half = Math.tan((16 * Math.PI) / 180);
    // Seen from wherever it is turned to, the whole chain is inside; what stands nearer looks larger.
    const [c, s] = [Math.abs(Math.cos(turn[0])), Math.abs(Math.sin(turn[0]))];
    const across = length * c + tallest * s;
    const high = tallest * (1 + Math.abs(Math.sin(turn[1])));
    const toward = (length * s + tallest * c) / 2;
    camera.position.set(0, 0, (Math.max(across / wide, high) / (2 * half) + 0.8 * toward) / near);
    (camera as PerspectiveCamera).updateProjectionMatrix();
    invalidate();
  }, [camera, size, length, tallest, near, turn, invalidate]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn has changed
  useEffect(() => invalidate(), [textures, chosen, colours, turn, invalidate]);
  return (
    <group rotation={[turn[1], turn[0], 0]}>
      <group position={[-length / 2, 0, 0]}>
        {boxes.map(({ layer }, i) => (
          <Box
            key={layer}
            size={[along[i]!.depth, along[i]!.h, along[i]!.w]}
            x={along[i]!.x}
            texture={textures.get(network.layers[layer]!.value) ?? null}
            colours={colours}
            chosen={layer === chosen}
            onChoose={() => onChoose(layer)}
          />
        ))}
      </group>
    </group>
  );
}

interface Colours {
  readonly side: Color;
  readonly edge: Color;
  readonly chosen: Color;
}

/** The theme's colours, read anew when it changes. */
function useColours(): Colours {
  const [scheme, setScheme] = useState(() => document.documentElement.dataset.mantineColorScheme);
  useEffect(() => {
    const watch = new MutationObserver(() => setScheme(document.documentElement.dataset.mantineColorScheme));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style's values are those of the scheme
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): Color => new Color(style.getPropertyValue(name).trim());
    return { side: colour('--chart-6'), edge: colour('--chart-axis'), chosen: colour('--chart-2') };
  }, [scheme]);
}

/** Each layer's maps as a picture for its box; those of the run before are given back. */
function useTextures(run: Run | null): ReadonlyMap<string, DataTexture> {
  const textures = useMemo(
    () =>
      new Map(
        (run?.mosaics ?? []).map(({ value, side, pixels }) => {
          const rgba = new Uint8Array(side * side * 4);
          // Rows of a texture begin at the bottom.
          for (let y = 0; y < side; y++)
            for (let x = 0; x < side; x++) {
              const grey = pixels[(side - 1 - y) * side + x]!;
              rgba.set([grey, grey, grey, 255], 4 * (y * side + x));
            }
          const texture = new DataTexture(rgba, side, side);
          texture.colorSpace = SRGBColorSpace;
          texture.magFilter = LinearFilter;
          texture.needsUpdate = true;
          return [value, texture] as const;
        }),
      ),
    [run],
  );
  useEffect(
    () => () => {
      for (const texture of textures.values()) texture.dispose();
    },
    [textures],
  );
  return textures;
}

interface BoxProps {
  readonly size: readonly [number, number, number];
  readonly x: number;
  readonly texture: DataTexture | null;
  readonly colours: Colours;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Box({ size: [depth, height, width], x, texture, colours, chosen, onChoose }: BoxProps) {
  const geometry = useMemo(() => new BoxGeometry(depth, height, width), [depth, height, width]);
  const edges = useMemo(() => new EdgesGeometry(geometry), [geometry]);
  useEffect(
    () => () => {
      geometry.dispose();
      edges.dispose();
    },
    [geometry, edges],
  );
  const plain = { color: colours.side, transparent: texture === null, opacity: texture === null ? 0.55 : 1 };
  return (
    <group position={[x, 0, 0]}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a mesh, not an element; keys go through the layers in the graph */}
      <mesh geometry={geometry} onClick={(event) => event.delta < 4 && onChoose()}>
        {[0, 1, 2, 3, 4, 5].map((face) =>
          face < 2 && texture !== null ? (
            // A material that has once been made without a texture takes none.
            <meshBasicMaterial key={`${face} ${texture.uuid}`} attach={`material-${face}`} map={texture} />
          ) : (
            <meshBasicMaterial key={face} attach={`material-${face}`} {...plain} />
          ),
        )}
      </mesh>
      <lineSegments geometry={edges}>
        <lineBasicMaterial color={chosen ? colours.chosen : colours.edge} linewidth={1} />
      </lineSegments>
      {chosen && (
        <mesh scale={[1.6, 1.06, 1.06]}>
          <boxGeometry args={[depth, height, width]} />
          <meshBasicMaterial color={colours.chosen} transparent opacity={0.22} depthWrite={false} />
        </mesh>
      )}
    </group>
  );
}
