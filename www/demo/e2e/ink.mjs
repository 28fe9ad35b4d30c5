// Where text is seen in a picture of the page, against where the element says it is.
import assert from 'node:assert/strict'

/** Marks that are seen only by where they are, so that the picture holds nothing but the text. */
export const unseen = 'brand-lint { --brandlint-high: transparent; --brandlint-medium: transparent; --brandlint-low: transparent } input, textarea { caret-color: transparent; outline: none; resize: none }'

/** The box of what is not background in a picture of a part of the page, in its CSS pixels. */
async function ink(page, clip) {
  const picture = Buffer.from(await page.screenshot({ clip })).toString('base64')
  return page.evaluate(
    async ({ picture, clip }) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      const context = canvas.getContext('2d')
      context.drawImage(bitmap, 0, 0)
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      const scale = bitmap.width / clip.width
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] + data[at + 1] + data[at + 2] > 500) continue
        const [x, y] = [(at / 4) % bitmap.width, Math.floor(at / 4 / bitmap.width)]
        ;[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)]
      }
      return { left: clip.x + left / scale, top: clip.y + top / scale, right: clip.x + right / scale, bottom: clip.y + bottom / scale }
    },
    { picture, clip },
  )
}

/** Checks that the only visible words of an editor, the rest being spaces, are where its only mark is, but for so many pixels. */
export async function onItsWords(page, selector, what, pixels = 3) {
  await new Promise((resolve) => setTimeout(resolve, 150))
  // However long a frame takes here.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))
  const [box, mark] = await page.evaluate((selector) => {
    const rect = ({ left, top, right, bottom }) => ({ left, top, right, bottom })
    const editor = document.querySelector(selector)
    const box = editor.getBoundingClientRect()
    const scale = box.width / editor.offsetWidth
    const inner = { x: box.x + (editor.clientLeft + 1) * scale, y: box.y + (editor.clientTop + 1) * scale, width: (editor.clientWidth - 2) * scale, height: (editor.clientHeight - 2) * scale }
    return [inner, rect(document.querySelector('brand-lint').shadowRoot.querySelector('mark').getBoundingClientRect())]
  }, selector)
  const words = await ink(page, box)
  const near = (a, b, within) => Math.abs(a - b) <= within
  const seen = JSON.stringify({ words, mark })
  assert.ok(near(words.left, mark.left, pixels) && near(words.right, mark.right, pixels), `${what}: beside its words: ${seen}`)
  assert.ok(words.top >= mark.top - 2 && words.bottom <= mark.bottom + 3, `${what}: above or below its words: ${seen}`)
}
