import { cutChip } from './align/chip.ts';
import { type FivePoints, fivePoints } from './align/five-points.ts';
import { createMeshFitter } from './align/mesh.ts';
import { headPose } from './align/pose.ts';
import { createBlazeFace } from './detect/blazeface.ts';
import type { Detection } from './detect/detection.ts';
import { searchFrame, searchStill } from './detect/search.ts';
import { createEmbedder } from './embed/embedder.ts';
import type { ModelRecord } from './embed/record.ts';
import type { RgbImage } from './image.ts';
import type { Network } from './network.ts';
import type { AnalysedFace, AnalyseOptions, ImageAnalysis } from './pipeline.types.ts';
import { assess } from './quality/assess.ts';

/** Below this the mesh network itself says that its crop shows no face, whatever the detector thought. */
const MIN_PRESENCE = 0.5;

export interface PipelineNetworks {
  /** BlazeFace back, 256². */
  readonly detector: Network;
  /** Face mesh, 192². */
  readonly mesh: Network;
  /** The record's own network. */
  readonly embedding: Network;
}

export interface Pipeline {
  /** Every face of an image, largest first, each with its time by stage. */
  analyse(image: RgbImage, options?: AnalyseOptions): Promise<ImageAnalysis>;
  /** Templates of faces whose five points are known (stored crops). */
  embed(faces: readonly { readonly image: RgbImage; readonly landmarks: FivePoints }[]): Promise<Float32Array[]>;
}

/** Image → detect → mesh → align → quality → embed. Each stage is a function in a file of its own. */
export function createPipeline(record: ModelRecord, networks: PipelineNetworks): Pipeline {
  const detector = createBlazeFace(networks.detector);
  const fitMesh = createMeshFitter(networks.mesh);
  const embedder = createEmbedder(record, networks.embedding);

  return {
    async analyse(image, { search = 'frame', only = 'all', maxFaces = 64 } = {}) {
      const ms = { detect: 0, landmarks: 0, quality: 0, align: 0, embed: 0, total: 0 };
      const begin = performance.now();
      let last = begin;
      const spent = (stage: keyof typeof ms): void => {
        const now = performance.now();
        ms[stage] += now - last;
        last = now;
      };

      const found = search === 'still' ? await searchStill(detector, image) : await searchFrame(detector, image);
      spent('detect');
      const faces: AnalysedFace[] = [];
      for (const detection of chosen(found, image, only, maxFaces)) {
        const { points: mesh, presence } = await fitMesh(image, detection);
        const landmarks = fivePoints(mesh);
        const pose = headPose(mesh);
        spent('landmarks');
        if (presence < MIN_PRESENCE) continue;
        const chip = cutChip(image, landmarks, record);
        spent('align');
        const quality = assess({ image, landmarks, mesh, pose, chip });
        spent('quality');
        const [template] = await embedder([chip]);
        spent('embed');
        faces.push({
          box: detection.box,
          detection: detection.score,
          landmarks,
          mesh,
          pose,
          quality,
          chip,
          template: template!,
        });
      }
      ms.total = performance.now() - begin;
      return { width: image.width, height: image.height, modelId: record.id, faces, ms };
    },
    embed: (faces) => embedder(faces.map(({ image, landmarks }) => cutChip(image, landmarks, record))),
  };
}

/** Which detections go on to the costly stages: the one nearest the image's centre, or the largest ones. */
function chosen(
  found: readonly Detection[],
  image: RgbImage,
  only: 'nearest-centre' | 'all',
  maxFaces: number,
): Detection[] {
  if (only === 'all') return [...found].sort((a, b) => b.box.width - a.box.width).slice(0, maxFaces);
  const offCentre = ({ box }: Detection): number =>
    Math.hypot(box.x + box.width / 2 - image.width / 2, box.y + box.height / 2 - image.height / 2);
  return [...found].sort((a, b) => offCentre(a) - offCentre(b)).slice(0, 1);
}
