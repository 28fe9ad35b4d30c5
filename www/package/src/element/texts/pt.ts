import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'Verificação de marcas',
  loading: 'A verificação de marcas está carregando.',
  unavailable: 'A verificação de marcas não está disponível no momento. Você pode continuar com o seu anúncio.',
  idle: 'Os nomes são verificados enquanto você escreve.',
  clear: 'Nenhum nome de terceiros encontrado.',
  summary: 'Nomes a verificar: {count} ({list})',
  high: 'Risco alto',
  medium: 'Risco médio',
  low: 'Risco baixo',
  none: 'Autorizado',
  place: '“{matched}” em {field}',
  remove: 'Remover',
  refer: 'Escrever “{words}”',
  compatible: 'compatível com {mark}',
  authorize: 'Tenho autorização para vender {mark}',
  feedback: 'Não é o meu tipo de produto',
  notice: 'Um aviso, não é aconselhamento jurídico nem um veredito. A falta de aviso também não é uma liberação.',
}
