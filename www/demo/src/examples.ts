/** What an example puts into the form. */
export interface Example {
  label: string
  title: string
  category: string
  brand?: string
  bullets?: readonly string[]
  description?: string
}

export const examples: readonly Example[] = [
  { label: 'A digit for a letter', title: "N1ke running shoes, men's, size 8", category: 'Shoes' },
  { label: 'Full-width letters', title: 'Ｇｕｃｃｉ bag with shoulder strap', category: 'Bags & luggage' },
  { label: 'Cyrillic look-alikes', title: 'Nіke cotton hoodie, unisex', category: 'Clothing' },
  { label: 'Spelled out', title: 'A d i d a s trainers, barely worn', category: 'Shoes' },
  { label: 'An ordinary word', title: 'Apple slicer, stainless steel', category: 'Kitchen & dining' },
  { label: 'An accessory', title: 'Phone case compatible with Samsung Galaxy', category: 'Phones & accessories' },
  { label: 'Chinese', title: '优衣库 男士摇粒绒外套', category: 'Clothing' },
  { label: 'Japanese', title: 'ユニクロ メンズ フリースジャケット', category: 'Clothing' },
  {
    label: 'A whole listing',
    title: 'Wireless over-ear headphones, midnight blue',
    category: 'Computers & electronics',
    brand: 'S0ny',
    bullets: ['Folds into its own pouch', 'Works with Samsung and Xiaomi phones', '30 hours per charge'],
    description:
      'Light and soft enough for a whole working day. The cushions come off for washing.\n\nAs good as P.a.n.a.s.o.n.i.c at a third of the price. Also comes in sand and olive.',
  },
  {
    label: 'Nothing to find',
    title: 'Hand-knitted wool scarf, undyed',
    category: 'Clothing',
  },
]
