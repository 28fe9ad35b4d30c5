import { examples } from '../examples.js'

const goods = ['wool scarf', 'steel bottle', 'desk lamp', 'phone case', 'garden hose', 'cotton shirt', 'oak shelf', 'tea set', 'rain jacket', 'toy train', 'bath towel', 'running shoes']
const kinds = ['handmade', 'large', 'set of two', 'foldable', 'light', 'dark green', 'for children', 'waterproof', 'vintage', 'recycled']

/** A table of so many made-up listings as CSV; one in twenty is like one of the demo's examples. */
export function exampleTable(count: number): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = ['SKU,Title,Brand,Description,Price']
  for (let at = 0; at < count; at++) {
    const example = at % 20 === 7 ? examples[(at / 20 | 0) % examples.length] : undefined
    const title = example?.title ?? `${kinds[at % kinds.length]} ${goods[(at * 7) % goods.length]}, no. ${at}`
    lines.push([`SKU-${at}`, title, example?.brand ?? '', example?.description ?? `A ${goods[(at * 7) % goods.length]} that lasts, ${kinds[(at * 3) % kinds.length]}.`, String(5 + (at % 40))].map(cell).join(','))
  }
  return lines.join('\n')
}
