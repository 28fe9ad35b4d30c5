import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'Vérification des marques',
  loading: 'La vérification des marques se charge.',
  unavailable: 'La vérification des marques n’est pas disponible pour le moment. Vous pouvez continuer votre annonce.',
  idle: 'Les noms sont vérifiés pendant la saisie.',
  clear: 'Aucun nom de tiers trouvé.',
  summary: 'Noms à vérifier : {count} ({list})',
  high: 'Risque élevé',
  medium: 'Risque moyen',
  low: 'Risque faible',
  none: 'Autorisé',
  place: '« {matched} » dans {field}',
  remove: 'Retirer',
  refer: 'Écrire « {words} »',
  compatible: 'compatible avec {mark}',
  authorize: 'J’ai l’autorisation de vendre {mark}',
  feedback: 'Pas mon type de produits',
  notice: 'Une indication, ni conseil juridique ni verdict. L’absence d’indication ne vaut pas feu vert.',
}
