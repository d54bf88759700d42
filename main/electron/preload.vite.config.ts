import { defineConfig } from 'vite';

/** A build of its own: a sandboxed preload must be CommonJS in one file, and one build has one format. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'main/electron/build',
    // Beside the main process, which was built just before.
    emptyOutDir: false,
    target: 'node22',
    rollupOptions: {
      input: { preload: 'main/electron/preload.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
      external: ['electron'],
    },
  },
});
