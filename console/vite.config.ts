import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run console` finds the API, and the key with which it asks: the browser's own session is for the built console. */
const { TRELLIS_URL = 'http://127.0.0.1:8080', TRELLIS_KEY } = process.env;

const headers = TRELLIS_KEY === undefined ? {} : { authorization: `Bearer ${TRELLIS_KEY}` };
const api = { target: TRELLIS_URL, changeOrigin: true, headers };

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  resolve: { conditions: ['trellis-source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2024',
    emptyOutDir: true,
    // Which scripts each page needs.
    manifest: 'manifest.json',
    // Everything is a file of its own: the content security policy allows no data: scripts and fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/trpc': api, '/imports': api, '^/content/[^/]+/preview': api, '/signin': api } },
});
