import { test } from 'node:test'
import { card, field, inputs, openForm } from './form.mjs'
for (const [name, o] of [['l', { width: 1280 }], ['d', { width: 390, colorScheme: 'dark', lang: 'ar', dir: 'rtl' }]])
test(name, async (t) => {
  const page = await openForm(t, `<h1>A form</h1><brand-lint index="/demo.blx" nice="25"><form>${inputs}<button>Publish</button></form></brand-lint>`, { ...o, height: 1200 })
  await field(page, 'Title').fill('N1ke and Adidas shoes')
  await field(page, 'Description').fill('a soft case for Samsung phones, as good as Gucc1.\nNike style, N1ke again')
  await card(page, 'Samsung').waitFor()
  await page.waitForTimeout(500)
  await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true })
})
