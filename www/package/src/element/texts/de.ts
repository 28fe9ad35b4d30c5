import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'Markenprüfung',
  loading: 'Die Markenprüfung wird geladen.',
  unavailable: 'Die Markenprüfung ist gerade nicht verfügbar. Sie können Ihr Angebot trotzdem weiter bearbeiten.',
  idle: 'Namen werden beim Schreiben geprüft.',
  clear: 'Keine fremden Namen gefunden.',
  summary: 'Zu prüfende Namen: {count} ({list})',
  high: 'Hohes Risiko',
  medium: 'Mittleres Risiko',
  low: 'Geringes Risiko',
  none: 'Berechtigt',
  place: '„{matched}“ in {field}',
  remove: 'Entfernen',
  refer: '„{words}“ schreiben',
  compatible: 'kompatibel mit {mark}',
  authorize: 'Ich darf {mark} verkaufen',
  feedback: 'Nicht meine Art von Waren',
  notice: 'Ein Hinweis, keine Rechtsberatung und kein Urteil. Auch ohne Hinweis ist nichts freigegeben.',
}
