import { cutChip } from './align/chip.ts';
import { fivePoints } from './align/five-points.ts';
import { createMeshFitter } from './align/mesh.ts';
import { headPose } from './align/pose.ts';
import { createBlazeFace } from './detect/blazeface.ts';
import { createConfirmer } from './detect/confirm.ts';
import type { Detection } from './detect/detection.ts';
import { searchFrame, searchStill } from './detect/search.ts';
import { createEmbedder } from './embed/embedder.ts';
import type { ModelRecord } from './embed/record.ts';
import type { RgbImage } from './image.ts';
import type { PipelineNetworks } from './load-networks.ts';
import type { AnalysedFace, AnalyseOptions, FollowedFaceSeen, FollowedFrame, ImageAnalysis } from './pipeline.types.ts';
import { assess } from './quality/assess.ts';
import { followFaces, type PlacedFace } from './track/follow.ts';
import { type FramePart, partScale, wholeFrame } from './track/frame-part.ts';

/** From an image to faces with templates. */
export interface Pipeline {
  readonly record: ModelRecord;
  /**
   * Detection, landmarks, quality, alignment and embedding of one image; faces by detector score, or the one nearest the centre.
   * Calls may overlap; they share the networks and so gain nothing by it.
   * @throws RangeError when the image's data does not fit its size
   */
  analyse(image: RgbImage, options?: AnalyseOptions): Promise<ImageAnalysis>;
  /**
   * Faces of the frame before, followed into this one without detector and embedding: a third of the work. A picture of the faces'
   * surroundings will do, and may be smaller (`surroundings`); places are the frame's own in any case.
   * @returns null when one of them is not surely there; then `analyse` must look
   * @param part which part of the frame the image is; all of it by default
   * @throws RangeError when the image's data does not fit its size, or the part is not in the frame
   */
  follow(image: RgbImage, faces: readonly PlacedFace[], part?: FramePart): Promise<FollowedFrame | null>;
  /** Templates for aligned chips of the record's size, e.g. stored ones after a change of model version. */
  embed(chips: readonly RgbImage[]): Promise<Float32Array[]>;
  /** Frees the networks; using the pipeline afterwards throws. */
  release(): Promise<void>;
}

export interface PipelineParts {
  readonly networks: PipelineNetworks;
  readonly record: ModelRecord;
}

/** Puts the stages together; see {@link loadNetworks} for the networks. */
export function createPipeline({ networks, record }: PipelineParts): Pipeline {
  const detector = createBlazeFace(networks.detector);
  const confirmer = createConfirmer(networks.mesh, networks.secondOpinion);
  const fitMesh = createMeshFitter(networks.mesh);
  const embed = createEmbedder(record, networks.embedding);

  return {
    record,
    embed,
    async analyse(image, options = {}) {
      const { search = 'frame', only = 'all', maxFaces = Number.POSITIVE_INFINITY } = options;
      checkSize(image);
      const clock = stopwatch();
      const found = await (search === 'still' ? searchStill : searchFrame)(detector, image);
      const detections = only === 'nearest-centre' ? byCentre(found, image) : found;
      const detect = clock();
      // Only the nearest that is a face at all; the mesh decides that.
      const confirmed = await confirmer.confirm(
        image,
        detections,
        search === 'still',
        only === 'nearest-centre' ? 1 : maxFaces,
      );
      const landmarked = confirmed.map(({ detection, mesh }) => ({
        detection,
        mesh: mesh.points,
        landmarks: fivePoints(mesh.points),
        pose: headPose(mesh.points),
      }));
      const landmarks = clock();
      const aligned = landmarked.map((face) => ({ ...face, chip: cutChip(image, face.landmarks, record) }));
      const align = clock();
      const assessed = aligned.map((face) => ({
        ...face,
        quality: assess({ image, ...face, chipPoints: record.chip }),
      }));
      const quality = clock();
      const templates = options.embed === false ? [] : await embed(assessed.map((face) => face.chip));
      const embedded = clock();
      const faces = assessed.map(
        ({ detection, ...face }, i): AnalysedFace => ({
          ...face,
          box: detection.box,
          detection: detection.score,
          template: templates[i] ?? new Float32Array(0),
        }),
      );
      return {
        width: image.width,
        height: image.height,
        modelId: record.id,
        faces,
        ms: {
          detect,
          landmarks,
          quality,
          align,
          embed: embedded,
          total: detect + landmarks + quality + align + embedded,
        },
      };
    },
    async follow(image, faces, part = wholeFrame(image)) {
      checkSize(image);
      const scale = partScale(image, part);
      const clock = stopwatch();
      const found = await followFaces(image, faces.map(scale.toPart), fitMesh);
      if (found === null) return null;
      const posed = found.map((face) => ({ face, pose: headPose(face.mesh) }));
      const landmarks = clock();
      const aligned = posed.map(({ face, pose }) => ({
        ...scale.toFrame(face),
        pose,
        chip: cutChip(image, face.landmarks, record),
      }));
      const align = clock();
      const [width, height] = [part.frameWidth, part.frameHeight];
      const followed = aligned.map(
        ({ box, landmarks, pose, mesh, chip }): FollowedFaceSeen => ({
          box,
          landmarks,
          pose,
          mesh,
          quality: assess({ image: { width, height }, landmarks, mesh, pose, chip, chipPoints: record.chip }),
        }),
      );
      const quality = clock();
      const total = landmarks + align + quality;
      return { width, height, followed, ms: { detect: 0, landmarks, quality, align, embed: 0, total } };
    },
    async release() {
      const all = [networks.detector, networks.mesh, networks.embedding, networks.secondOpinion];
      await Promise.all(all.map((network) => network?.release()));
    },
  };
}

function checkSize({ width, height, data }: RgbImage): void {
  if (width < 1 || height < 1 || data.length !== width * height * 3)
    throw new RangeError(`image: ${data.length} bytes are not ${width}×${height} RGB`);
}

/** Nearest to the image's centre first: in portraits with bystanders the subject stands there, whatever the scores. */
function byCentre(detections: readonly Detection[], image: RgbImage): Detection[] {
  const distance = ({ box }: Detection): number =>
    Math.hypot(box.x + box.width / 2 - (image.width - 1) / 2, box.y + box.height / 2 - (image.height - 1) / 2);
  return detections.toSorted((a, b) => distance(a) - distance(b));
}

/** Each call answers the milliseconds since the one before. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    return passed;
  };
}
