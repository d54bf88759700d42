/**
 * One template for a person: the mean of L2-normalised templates weighted by quality, normalised again (the direction of
 * the weighted sum; the usual "template averaging", e.g. Whitelam et al., IJB-B, CVPRW 2017). Weights below zero count as
 * zero; when all are zero, templates count equally. Throws on none, on unequal lengths, and where they cancel out.
 */
export function fuseTemplates(templates: readonly Float32Array[], qualities: readonly number[]): Float32Array {
  const dimension = templates[0]?.length;
  if (dimension === undefined) throw new RangeError('no template to fuse');
  if (qualities.length !== templates.length)
    throw new RangeError(`${qualities.length} qualities for ${templates.length} templates`);
  const weighted = qualities.some((q) => q > 0);
  const sum = new Float64Array(dimension);
  for (const [k, template] of templates.entries()) {
    if (template.length !== dimension)
      throw new RangeError(`template ${k} has ${template.length} values, not ${dimension}`);
    const weight = weighted ? Math.max(0, qualities[k]!) : 1;
    for (let d = 0; d < dimension; d++) sum[d]! += weight * template[d]!;
  }
  const norm = Math.hypot(...sum);
  if (!(norm > 1e-12)) throw new RangeError('the templates cancel each other out');
  return Float32Array.from(sum, (value) => value / norm);
}
