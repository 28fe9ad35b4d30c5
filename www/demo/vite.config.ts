import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const demo = fileURLToPath(new URL('../../target/demo/', import.meta.url))
const manifest = `${demo}brands/manifest.json`

/** The segments that a manifest points at. */
function segments(file: string): string[] {
  const { segments } = JSON.parse(JSON.parse(file).signed) as { segments: { url: string }[] }
  return segments.map(({ url }) => url)
}

export default defineConfig({
  // Relative, so that the page can be put anywhere on a site.
  base: './',
  build: { target: 'es2022', modulePreload: { polyfill: false }, rollupOptions: { input: ['index.html', 'bulk.html'] } },
  worker: { format: 'es' },
  plugins: [
    {
      name: 'brand-index',
      buildStart() {
        if (!existsSync(manifest)) this.error('target/demo/brands is missing: `npm run build` in the root makes it')
        this.addWatchFile(manifest)
      },
      transformIndexHtml: (html) => html.replace('%PUBLIC_KEY%', readFileSync(`${demo}key.pub`, 'utf8').trim()),
      generateBundle() {
        const file = readFileSync(manifest, 'utf8')
        this.emitFile({ type: 'asset', fileName: 'brands/manifest.json', source: file })
        for (const name of segments(file)) this.emitFile({ type: 'asset', fileName: `brands/${name}`, source: readFileSync(`${demo}brands/${name}`) })
        // The same by itself, for pages that take no manifest.
        this.emitFile({ type: 'asset', fileName: 'demo.blx', source: readFileSync(`${demo}demo.blx`) })
      },
    },
  ],
})
