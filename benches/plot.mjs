// Line plots with two logarithmic axes, as SVG by hand: what grows with the register is seen at a glance. They have a
// title and a description for those who don't see them, and colours for light and dark pages.

const WIDTH = 720
const HEIGHT = 400
/** Around the lines; on the right there is space for their names. */
const [TOP, RIGHT, BOTTOM, LEFT] = [52, 176, 52, 72]
/** Names of lines stand so far apart at least. */
const LINE = 17

/** A point may stand so far outside of an axis: 9,981 forms are about 10,000. */
const ABOUT = 1.03

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.grid { stroke: #d0d7de }
.line { fill: none; stroke: #57606a; stroke-width: 1.5 }
.dot { fill: #57606a }
.ours .line { stroke: #0550ae; stroke-width: 3 }
.ours .dot { fill: #0550ae }
.ours text { fill: #0550ae; font-weight: 600 }
.limit { fill: none; stroke: #953800; stroke-width: 2 }
.limits text { fill: #953800 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .grid { stroke: #3d444d }
  .line { stroke: #9198a1 }
  .dot { fill: #9198a1 }
  .ours .line { stroke: #79c0ff }
  .ours .dot, .ours text { fill: #79c0ff }
  .limit { stroke: #ffa657 }
  .limits text { fill: #ffa657 }
}`

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const rounded = (number) => Math.round(number * 10) / 10

/** 30000 as 30k, 1000000 as 1M, 0.01 as it stands. */
export function short(number) {
  if (number >= 1e6) return `${number / 1e6}M`
  if (number >= 1e3) return `${number / 1e3}k`
  return String(Number(number.toPrecision(2)))
}

/** The 1s, and where there are few of them the 3s, from the one below the least to the one above the most. */
export function ticks(least, most) {
  const powers = (steps) => {
    const all = []
    for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.ceil(Math.log10(most)) + 1; power++) {
      for (const step of steps) all.push(Number(`${step}e${power}`))
    }
    const first = all.findLastIndex((tick) => tick <= least * ABOUT)
    const last = all.findIndex((tick) => tick >= most / ABOUT)
    return all.slice(first, last + 1)
  }
  const ones = powers([1])
  return ones.length > 4 ? ones : powers([1, 3])
}

/** Moves places downwards, as little as needed, until each is LINE below the one before; and all up if they are too low. */
function apart(places, lowest) {
  const order = places.map((place, at) => [place, at]).sort((a, b) => a[0] - b[0])
  order.forEach((one, at) => { if (at > 0) one[0] = Math.max(one[0], order[at - 1][0] + LINE) })
  for (let at = order.length - 1, most = lowest; at >= 0; at--, most -= LINE) order[at][0] = Math.min(order[at][0], most)
  const moved = []
  for (const [place, at] of order) moved[at] = place
  return moved
}

/**
 * A plot. `lines` are { name, points: [x, y][], ours, dashed }, `limits` points that should not be exceeded. `about`
 * says in words what is to be seen.
 */
export function plot({ title, about, x, y, lines, limits = [] }) {
  const drawn = lines.filter((line) => line.points.length > 0)
  const points = [...drawn.flatMap((line) => line.points), ...limits]
  if (points.length === 0) throw new Error(`${title}: there is nothing to plot`)
  const across = ticks(Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x)))
  const up = ticks(Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y)))
  const scale = (ticks, from, to) => {
    const [first, last] = [Math.log(ticks[0]), Math.log(ticks.at(-1))]
    return (value) => rounded(from + ((Math.log(value) - first) / (last - first || 1)) * (to - from))
  }
  const [atX, atY] = [scale(across, LEFT, WIDTH - RIGHT), scale(up, HEIGHT - BOTTOM, TOP)]
  const path = (points) => points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${atX(x)} ${atY(y)}`).join('')
  const names = apart(drawn.map((line) => atY(line.points.at(-1)[1])), HEIGHT - BOTTOM)
  const elements = [
    `<text class="title" x="${LEFT}" y="22">${escaped(title)}</text>`,
    `<text x="${LEFT}" y="${TOP - 10}">${escaped(y)}</text>`,
    ...up.map((tick) => `<path class="grid" d="M${LEFT} ${atY(tick)}H${WIDTH - RIGHT}"/><text x="${LEFT - 8}" y="${atY(tick) + 4}" text-anchor="end">${short(tick)}</text>`),
    ...across.map((tick) => `<path class="grid" d="M${atX(tick)} ${TOP}V${HEIGHT - BOTTOM}"/><text x="${atX(tick)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${short(tick)}</text>`),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${escaped(x)}</text>`,
    ...drawn.map(({ name, points, ours, dashed }, at) => [
      `<g${ours ? ' class="ours"' : ''}>`,
      `<path class="line" d="${path(points)}"${dashed ? ' stroke-dasharray="7 5"' : ''}/>`,
      ...points.map(([x, y]) => `<circle class="dot" cx="${atX(x)}" cy="${atY(y)}" r="${ours ? 4 : 3}"/>`),
      `<text x="${atX(points.at(-1)[0]) + 10}" y="${names[at] + 4}">${escaped(name)}</text></g>`,
    ].join('')),
    limits.length === 0 ? '' : `<g class="limits">${limits.map(([x, y]) => `<path class="limit" d="M${atX(x) - 6} ${atY(y)}l6 -6l6 6l-6 6z"/>`).join('')}<path class="limit" d="M${WIDTH - RIGHT + 12} 38l6 -6l6 6l-6 6z"/><text x="${WIDTH - RIGHT + 30}" y="42">budget: at most</text></g>`,
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title about">
<title id="title">${escaped(title)}</title>
<desc id="about">${escaped(about)}</desc>
<style>${STYLE}
</style>
${elements.filter(Boolean).join('\n')}
</svg>
`
}
