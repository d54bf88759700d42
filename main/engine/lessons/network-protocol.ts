import type { RgbImage } from '../../../models/image.ts';
import type { GraphPort } from '../../../models/inspect/graph.ts';
import type { PictureScale } from '../../../models/inspect/run/picture-tensor.ts';
import type { LayerTimes } from '../../../models/inspect/run/time-layers.ts';
import type { NetworkRun } from '../../../models/inspect/run/watched-network.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';

/** Looking into a network, in an engine process that serves nothing else. `open` comes first. */
export type NetworkTask =
  | { readonly do: 'open'; readonly files: readonly NamedFile[]; readonly side: number | undefined }
  | {
      readonly do: 'run';
      readonly picture: RgbImage;
      readonly scale: PictureScale;
      /** The value of the layer that is looked at. */
      readonly chosen: string | null;
      /** Those of which small maps are shown. */
      readonly tiled: readonly string[];
    }
  | { readonly do: 'time'; readonly picture: RgbImage; readonly scale: PictureScale; readonly runs: number };

export type NetworkAnswer =
  | { readonly did: 'open'; readonly inputs: readonly GraphPort[]; readonly values: readonly string[] }
  | ({ readonly did: 'run' } & NetworkRun)
  | ({ readonly did: 'time' } & LayerTimes);
