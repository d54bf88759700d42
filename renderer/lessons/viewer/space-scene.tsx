import { type ThreeEvent, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import { BackSide, type BufferGeometry, type Group } from 'three';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import type { RgbImage } from '../../../models/image.ts';
import { boxesGeometry, edgesGeometry, mapsGeometry, trianglesOfBox } from './box-geometry.ts';
import { boxOf, type Chain } from './chain.ts';
import { kindOf } from './layer-words.ts';
import { type MapSheet, mapSheet } from './map-sheet.ts';
import type { Run } from './network-runner.ts';
import { placed } from './space-boxes.ts';
import { useSpaceColours } from './space-colours.ts';
import { frameOf, type SpaceFrame } from './space-frame.ts';
import { linksGeometry } from './space-links.ts';

interface Props {
  readonly network: ShownNetwork;
  readonly chain: Chain;
  readonly run: Run | null;
  /** What went in. */
  readonly picture: RgbImage | null;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  /** The layer under the pointer. */
  readonly onPoint: (layer: number | null) => void;
  readonly turn: readonly [number, number];
  readonly near: number;
}

/** Hundreds of boxes in five draws: all boxes, all their maps, all edges, all lines between them, and what is chosen. */
export function SpaceScene({ network, chain, run, picture, chosen, onChoose, onPoint, turn, near }: Props) {
  const invalidate = useThree((state) => state.invalidate);
  const colours = useSpaceColours();
  const at = boxOf(chain, chosen);
  const space = useMemo(() => placed(chain, at), [chain, at]);

  const sides = useGeometry(
    useMemo(
      () =>
        boxesGeometry(
          space.boxes,
          chain.boxes.map(({ layer }) => colours.kinds[kindOf(network.layers[layer]!)]),
        ),
      [space, chain, colours, network],
    ),
  );
  const edges = useGeometry(useMemo(() => edgesGeometry(space.boxes), [space]));
  const links = useGeometry(useMemo(() => linksGeometry(space, chain), [space, chain]));
  const own = space.boxes[at];
  const around = useGeometry(useMemo(() => edgesGeometry(own === undefined ? [] : [own]), [own]));
  const sheet = useSheet(run, network, picture);
  const maps = useGeometry(
    useMemo(
      () =>
        mapsGeometry(
          space.boxes,
          new Map(
            chain.boxes.flatMap(({ layer }, i) => {
              const cell = sheet.cells.get(network.layers[layer]!.value);
              return cell === undefined ? [] : [[i, cell]];
            }),
          ),
        ),
      [space, chain, network, sheet],
    ),
  );
  const group = useSlide((aspect) => frameOf(space, at, turn, near, aspect));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn has changed
  useEffect(() => invalidate(), [sides, edges, links, around, maps, turn, near, at, invalidate]);

  const layerOf = ({ faceIndex }: ThreeEvent<MouseEvent>): number | undefined =>
    chain.boxes[Math.floor((faceIndex ?? Number.NaN) / trianglesOfBox)]?.layer;
  return (
    <group rotation={[turn[1], turn[0], 0]}>
      <group ref={group}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a mesh, no element; keys go through the layers at the picture */}
        <mesh
          geometry={sides}
          onClick={(event) => {
            const layer = layerOf(event);
            if (event.delta < 4 && layer !== undefined) onChoose(layer);
          }}
          onPointerMove={(event) => onPoint(layerOf(event) ?? null)}
          onPointerOut={() => onPoint(null)}
        >
          <meshBasicMaterial vertexColors />
        </mesh>
        <mesh geometry={maps}>
          <meshBasicMaterial key={sheet.texture.uuid} map={sheet.texture} />
        </mesh>
        <lineSegments geometry={edges}>
          <lineBasicMaterial color={colours.edge} />
        </lineSegments>
        <lineSegments geometry={links}>
          <lineBasicMaterial color={colours.link} />
        </lineSegments>
        {own !== undefined && (
          <>
            <lineSegments geometry={around}>
              <lineBasicMaterial color={colours.chosen} depthTest={false} />
            </lineSegments>
            <mesh position={[own.x, 0, own.z]} scale={[own.depth + 0.16, own.height + 0.16, own.width + 0.16]}>
              <boxGeometry />
              {/* From inside: it stands about the box, and does not veil its maps. */}
              <meshBasicMaterial color={colours.chosen} side={BackSide} transparent opacity={0.45} depthWrite={false} />
            </mesh>
          </>
        )}
      </group>
    </group>
  );
}

/** Given back with the picture, or for the next one. */
function useGeometry(geometry: BufferGeometry): BufferGeometry {
  useEffect(() => () => geometry.dispose(), [geometry]);
  return geometry;
}

function useSheet(run: Run | null, { layers }: ShownNetwork, picture: RgbImage | null): MapSheet {
  const sheet = useMemo(() => {
    const [input] = layers;
    return mapSheet(
      run?.mosaics ?? [],
      picture === null || input?.kind !== 'input' ? null : { value: input.value, picture },
    );
  }, [run, layers, picture]);
  useEffect(() => () => sheet.texture.dispose(), [sheet]);
  return sheet;
}

/** A second's share of the way that is left, as a rate: nine tenths of it in a quarter of a second. */
const rate = 9;

/** The chain slides to what was chosen, and the camera to where it sees it; at once where motion is not wanted. */
function useSlide(goalOf: (aspect: number) => SpaceFrame) {
  const { camera, size, invalidate } = useThree();
  const group = useRef<Group>(null);
  const now = useRef<SpaceFrame | null>(null);
  useFrame((_, seconds) => {
    const goal = goalOf(size.width / Math.max(1, size.height));
    const before = now.current;
    // A picture drawn only when something changes has no frame before: what time passed since then is no movement's.
    const share = 1 - Math.exp(-rate * Math.min(seconds, 0.04));
    const still = before === null || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const between = (from: number, to: number): number =>
      Math.abs(to - from) < 0.01 ? to : from + share * (to - from);
    const next = still
      ? goal
      : {
          x: between(before.x, goal.x),
          z: between(before.z, goal.z),
          distance: between(before.distance, goal.distance),
        };
    now.current = next;
    group.current?.position.set(-next.x, 0, -next.z);
    camera.position.set(0, 0, next.distance);
    if (next.x !== goal.x || next.z !== goal.z || next.distance !== goal.distance) invalidate();
  });
  return group;
}
