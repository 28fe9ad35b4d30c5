import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'Verifica dei marchi',
  loading: 'La verifica dei marchi è in caricamento.',
  unavailable: 'La verifica dei marchi al momento non è disponibile. Può continuare con la sua inserzione.',
  idle: 'I nomi vengono verificati mentre scrive.',
  clear: 'Nessun nome di altri trovato.',
  summary: 'Nomi da verificare: {count} ({list})',
  high: 'Rischio alto',
  medium: 'Rischio medio',
  low: 'Rischio basso',
  none: 'Autorizzato',
  place: '«{matched}» in {field}',
  remove: 'Rimuovi',
  refer: 'Scrivi «{words}»',
  compatible: 'compatibile con {mark}',
  authorize: 'Sono autorizzato a vendere {mark}',
  feedback: 'Non è il mio tipo di prodotto',
  notice: 'Un’indicazione, non una consulenza legale né un verdetto. Anche senza indicazioni non vi è alcuna garanzia.',
}
