/**
 * What the element says. `{…}` stands for what is put in: `count` a number, `list` counts of risks, `matched` the
 * seller's words, `field` the page's label, `mark` a trademark.
 */
export const texts = {
  panel: 'Brand check',
  loading: 'The brand check is loading.',
  unavailable: 'The brand check isn’t available right now. You can go on with your listing.',
  idle: 'Names are checked as you write.',
  clear: 'No names of others found.',
  summary: 'Names to check: {count} ({list})',
  high: 'High risk',
  medium: 'Medium risk',
  low: 'Low risk',
  none: 'Authorized',
  place: '“{matched}” in {field}',
  remove: 'Remove',
  refer: 'Write “{words}”',
  compatible: 'compatible with {mark}',
  authorize: 'I’m authorized to sell {mark}',
  feedback: 'Not my kind of goods',
  notice: 'A hint, not legal advice and not a verdict. No hint is no clearance either.',
}

export type Texts = typeof texts
