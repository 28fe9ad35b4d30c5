import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const index = fileURLToPath(new URL('../../target/demo/demo.blx', import.meta.url))

export default defineConfig({
  // Relative, so that the page can be put anywhere on a site.
  base: './',
  build: { target: 'es2022', modulePreload: { polyfill: false }, rollupOptions: { input: ['index.html', 'bulk.html'] } },
  worker: { format: 'es' },
  plugins: [
    {
      name: 'brand-index',
      buildStart() {
        if (!existsSync(index)) this.error('target/demo/demo.blx is missing: `npm run build` in the root makes it')
        this.addWatchFile(index)
      },
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'demo.blx', source: readFileSync(index) })
      },
    },
  ],
})
