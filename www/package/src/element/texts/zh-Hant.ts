import type { Texts } from './en.js'

export const texts: Texts = {
  panel: '品牌檢查',
  loading: '正在載入品牌檢查。',
  unavailable: '品牌檢查暫時無法使用，您可以繼續編輯商品。',
  idle: '邊輸入邊檢查名稱。',
  clear: '未發現他人的名稱。',
  summary: '需要檢查的名稱：{count}（{list}）',
  high: '高風險',
  medium: '中風險',
  low: '低風險',
  none: '已獲授權',
  place: '{field}中的「{matched}」',
  remove: '刪除',
  refer: '改寫為「{words}」',
  compatible: '適用於{mark}',
  authorize: '我有權銷售 {mark}',
  feedback: '不是我這類商品',
  notice: '僅為提示，不是法律意見，也不是結論。沒有提示也不代表沒有問題。',
}
