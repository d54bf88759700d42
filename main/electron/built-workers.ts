import type { Plugin } from 'vite';

/**
 * `new URL('./x.ts', import.meta.url)` starts a worker or a child from source. In the build that file becomes a chunk of
 * its own beside the others, and the address names it.
 */
export function builtWorkers(): Plugin {
  return {
    name: 'threshold-built-workers',
    async transform(code, id) {
      const found = [...code.matchAll(/new URL\(\s*(['"])\.\/([\w-]+)\.ts\1,\s*import\.meta\.url\s*\)/g)];
      if (found.length === 0) return null;
      let result = code;
      for (const [text, , name] of found) {
        const source = await this.resolve(`./${name}.ts`, id);
        if (source === null) throw new Error(`${id} starts ${name}.ts, which does not exist.`);
        this.emitFile({ type: 'chunk', id: source.id, fileName: `${name}.js` });
        result = result.replace(text, `new URL('./${name}.js', import.meta.url)`);
      }
      return { code: result, map: null };
    },
  };
}
