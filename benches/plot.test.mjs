// Plots show what they are given, and say it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plot, short, ticks } from './plot.mjs'

const given = {
  title: 'Time & <space>', about: 'It grows.', x: 'forms', y: 'milliseconds',
  lines: [
    { name: 'ours', points: [[10_000, 0.1], [1_000_000, 1]], ours: true },
    { name: 'a peer', points: [[10_000, 30], [1_000_000, 1000]] },
    { name: 'another', points: [[1_000_000, 1000]] },
    { name: 'never measured', points: [] },
  ],
  limits: [[1_000_000, 1]],
}

test('axes reach from below the least to above the most', () => {
  for (const [least, most, first, last] of [[10_000, 1_000_000, 10_000, 1_000_000], [24_495, 1_000_000, 10_000, 1_000_000], [24_495, 57_520, 10_000, 100_000], [9981, 1_000_001, 10_000, 1_000_000], [0.0012, 3000, 0.001, 10_000], [5, 5, 3, 10]]) {
    const all = ticks(least, most)
    assert.equal(all[0], first, `${least} to ${most}: ${all}`)
    assert.equal(all.at(-1), last, `${least} to ${most}: ${all}`)
  }
})

test('numbers are short', () => {
  assert.deepEqual([0.001, 0.3, 1, 30, 1000, 30_000, 1e6].map(short), ['0.001', '0.3', '1', '30', '1k', '30k', '1M'])
})

test('it is named and described, has each line once, and nothing that would break it', () => {
  const svg = plot(given)
  assert.match(svg, /role="img" aria-labelledby="title about"/)
  assert.match(svg, /<title id="title">Time &amp; &lt;space&gt;<\/title>\n<desc id="about">It grows\.<\/desc>/)
  assert.equal(svg.match(/class="line"/g).length, 3)
  assert.equal(svg.match(/class="dot"/g).length, 5)
  assert.doesNotMatch(svg, /NaN|undefined|Infinity|never measured/)
  assert.match(svg, /prefers-color-scheme: dark/)
})

test('what is more is higher, and further to the right', () => {
  const dots = [...plot(given).matchAll(/class="dot" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)])
  assert.ok(dots[0][0] < dots[1][0] && dots[0][1] > dots[1][1])
  assert.ok(dots[2][1] < dots[0][1])
  assert.equal(dots[1][0], dots[3][0])
})

test('names do not cover each other', () => {
  const places = [...plot(given).matchAll(/y="([\d.]+)">(?:ours|a peer|another)</g)].map(([, y]) => Number(y)).sort((a, b) => a - b)
  assert.equal(places.length, 3)
  assert.ok(places.every((place, at) => at === 0 || place - places[at - 1] >= 16.9), `${places}`)
})

test('nothing can not be plotted', () => {
  assert.throws(() => plot({ ...given, lines: [], limits: [] }), /nothing to plot/)
})
