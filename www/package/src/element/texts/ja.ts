import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'ブランド名チェック',
  loading: 'ブランド名チェックを読み込んでいます。',
  unavailable: '現在、ブランド名チェックを利用できません。出品はこのまま続けられます。',
  idle: '入力と同時に名称を確認します。',
  clear: '他社の名称は見つかりませんでした。',
  summary: '確認が必要な名称: {count}({list})',
  high: '高リスク',
  medium: '中リスク',
  low: '低リスク',
  none: '許可あり',
  place: '{field}の「{matched}」',
  remove: '削除',
  refer: '「{words}」と書く',
  compatible: '{mark}対応',
  authorize: '{mark}の販売許可があります',
  feedback: '私の商品の種類ではありません',
  notice: 'これは注意喚起であり、法的助言でも判定でもありません。表示がなくても問題がないとは限りません。',
}
