import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'Comprobación de marcas',
  loading: 'La comprobación de marcas se está cargando.',
  unavailable: 'La comprobación de marcas no está disponible en este momento. Puede continuar con su anuncio.',
  idle: 'Los nombres se comprueban mientras escribe.',
  clear: 'No se han encontrado nombres ajenos.',
  summary: 'Nombres por revisar: {count} ({list})',
  high: 'Riesgo alto',
  medium: 'Riesgo medio',
  low: 'Riesgo bajo',
  none: 'Autorizado',
  place: '«{matched}» en {field}',
  remove: 'Quitar',
  refer: 'Escribir «{words}»',
  compatible: 'compatible con {mark}',
  authorize: 'Tengo autorización para vender {mark}',
  feedback: 'No es mi tipo de producto',
  notice: 'Un aviso, no asesoramiento jurídico ni un veredicto. La falta de aviso tampoco es una autorización.',
}
