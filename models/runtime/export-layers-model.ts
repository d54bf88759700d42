import type { io } from '@tensorflow/tfjs-core';
import type { Graph } from './graph.ts';
import { graphToLayers } from './layers-model/graph-to-layers.ts';
import type { NamedFile } from './tfjs-files.ts';
import { writeTfjs } from './write-tfjs.ts';

/**
 * A recorded network (`tensorflowGraph`) as the files of a TensorFlow.js layers model of stock layers, any batch size.
 * @param metadata kept in the file as `userDefinedMetadata`
 * @throws TfjsModelError naming the first operation that no layer says
 */
export async function exportLayersModel(
  graph: Graph,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<NamedFile[]> {
  const model = graphToLayers(graph);
  try {
    let files: NamedFile[] = [];
    await model.save({
      async save(artifacts) {
        files = writeTfjs('layers-model', artifacts as io.ModelArtifacts & { weightData: ArrayBuffer }, metadata);
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      },
    });
    return files;
  } finally {
    model.dispose();
  }
}
