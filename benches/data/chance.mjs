/** Chance that falls the same way on every machine: mulberry32 (Tommy Ettinger), seeded with a number. */
export function chance(seed) {
  let state = seed >>> 0
  /** From 0 to below 1. */
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let z = Math.imul(state ^ (state >>> 15), 1 | state)
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count) => Math.floor(roll() * count)
  return { roll, below, pick: (list) => list[below(list.length)] }
}
