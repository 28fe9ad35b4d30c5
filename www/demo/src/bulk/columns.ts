// Which column of a seller's table is which field of a listing.

import type { Listing } from 'brandlint'

/** Fields that a column can be. */
export const fields = ['title', 'brand', 'bullets', 'description', 'keywords'] as const
export type FieldName = (typeof fields)[number]

/** What platforms call them, in lower case; a header that contains one of these is that field. */
const names: Record<FieldName, readonly string[]> = {
  title: ['title', 'product name', 'item name', 'item_name', 'name', 'titel', 'titre', 'título', 'titulo', 'titolo', '标题', '標題', '商品名', '품명', '제목', 'название', 'عنوان'],
  brand: ['brand', 'marke', 'marque', 'marca', '品牌', 'ブランド', '브랜드', 'бренд', 'ماركة'],
  bullets: ['bullet', 'key point', 'feature', 'highlight', '卖点', '賣點'],
  description: ['description', 'beschreibung', 'descripción', 'descrição', 'descrizione', '描述', '説明', '설명', 'описание', 'وصف'],
  keywords: ['keyword', 'search term', 'tag', 'schlagw', 'mots', '关键词', '關鍵詞', 'キーワード', '키워드', 'ключ'],
}

/** For every column, the field that its header suggests; at most one column is the title, the brand or the description. */
export function guessColumns(header: readonly string[]): (FieldName | '')[] {
  const taken = new Set<FieldName>()
  // The brand first: a "brand name" is no title.
  const order: readonly FieldName[] = ['brand', 'bullets', 'keywords', 'description', 'title']
  return header.map((cell) => {
    const text = cell.trim().toLowerCase()
    const field = order.find((field) => names[field].some((name) => text.includes(name)) && !(taken.has(field) && !isList(field)))
    if (field !== undefined) taken.add(field)
    return field ?? ''
  })
}

/** Whether several columns can be this field. */
export function isList(field: FieldName): boolean {
  return field === 'bullets' || field === 'keywords'
}

/** The listing of a row, and for each of its fields the column that it comes from. */
export function listingOf(row: readonly string[], columns: readonly (FieldName | '')[]): { listing: Listing; columnOf: Map<string, number> } {
  const listing = { title: '', bullets: [] as string[], keywords: [] as string[] } as Listing & Record<'bullets' | 'keywords', string[]>
  const columnOf = new Map<string, number>()
  columns.forEach((field, column) => {
    if (field === '') return
    const text = row[column] ?? ''
    if (field === 'bullets' || field === 'keywords') columnOf.set(`${field}/${listing[field].push(text) - 1}`, column)
    else {
      listing[field] = text
      columnOf.set(field, column)
    }
  })
  return { listing, columnOf }
}
