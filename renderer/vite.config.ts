import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  build: { outDir: 'build', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
});
