import { fileURLToPath } from 'node:url';

/** How the page is built, and, with `npx vite apps/console`, how it is developed beside a running aggregator. */
export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Files are found wherever the page is served from.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    // The policy of the page allows no data: scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
};
