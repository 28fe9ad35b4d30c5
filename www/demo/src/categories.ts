import titles from '../../../data/nice-titles.tsv?raw'

/** A shop category and the Nice classes of what is sold in it. */
export interface ShopCategory {
  name: string
  nice: readonly number[]
}

/** What a shop's category menu offers. */
export const categories: readonly ShopCategory[] = [
  { name: 'Bags & luggage', nice: [18] },
  { name: 'Beauty & personal care', nice: [3] },
  { name: 'Books & stationery', nice: [16] },
  { name: 'Car & motorbike parts', nice: [12] },
  { name: 'Clothing', nice: [25] },
  { name: 'Computers & electronics', nice: [9] },
  { name: 'Drinks', nice: [32, 33] },
  { name: 'Food & groceries', nice: [29, 30] },
  { name: 'Furniture', nice: [20] },
  { name: 'Health & supplements', nice: [5] },
  { name: 'Home appliances', nice: [7, 11] },
  { name: 'Jewellery & watches', nice: [14] },
  { name: 'Kitchen & dining', nice: [8, 21] },
  { name: 'Lamps & lighting', nice: [11] },
  { name: 'Musical instruments', nice: [15] },
  { name: 'Pet supplies', nice: [18, 31] },
  { name: 'Phones & accessories', nice: [9] },
  { name: 'Shoes', nice: [25] },
  { name: 'Tools & DIY', nice: [7, 8] },
  { name: 'Toys & games', nice: [28] },
]

const titleOf = new Map(
  titles
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string])
    .map(([nice, title]) => [Number(nice), title]),
)

/** "Nice class 25, Clothing": the classes in words. */
export function inWords(nice: readonly number[]): string {
  return nice.map((number) => `${number} ${titleOf.get(number)}`).join(', ')
}
