import { defineConfig } from 'vite';

/** The desktop shell, bundled for Electron's own Node; packages stay outside and are loaded from node_modules. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'main/electron/build',
    emptyOutDir: true,
    target: 'node22',
    rollupOptions: {
      input: { main: 'main/electron/main.ts', engine: 'main/electron/engine.ts' },
      output: { format: 'es', entryFileNames: '[name].js' },
      external: ['electron', /^node:/, /^[^./]/],
    },
  },
});
