import { defineConfig } from 'vite';
import { builtWorkers } from './built-workers.ts';

/** Plain JavaScript with dozens of small packages behind it: bundled, so that the package's list of files need not name each. */
const bundled = /^fastify$/;

/** The desktop shell, bundled for Electron's own Node; packages stay outside and are loaded from node_modules. */
export default defineConfig({
  plugins: [builtWorkers()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'main/electron/build',
    emptyOutDir: true,
    target: 'node22',
    rollupOptions: {
      input: { main: 'main/electron/main.ts', engine: 'main/electron/engine.ts' },
      // All in one folder, so that what a file says of its own place holds whichever chunk it lands in.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: (id, from) =>
        /^[^./]/.test(id) && !id.startsWith('\0') && !bundled.test(id) && !/\/node_modules\//.test(from ?? ''),
    },
  },
});
