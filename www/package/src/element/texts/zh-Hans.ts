import type { Texts } from './en.js'

export const texts: Texts = {
  panel: '品牌检查',
  loading: '正在加载品牌检查。',
  unavailable: '品牌检查暂时不可用，您可以继续编辑商品。',
  idle: '边输入边检查名称。',
  clear: '未发现他人的名称。',
  summary: '需要检查的名称：{count}（{list}）',
  high: '高风险',
  medium: '中风险',
  low: '低风险',
  none: '已获授权',
  place: '{field}中的“{matched}”',
  remove: '删除',
  refer: '改写为“{words}”',
  compatible: '适用于{mark}',
  authorize: '我有权销售 {mark}',
  feedback: '不是我这类商品',
  notice: '仅为提示，不是法律意见，也不是结论。没有提示也不代表没有问题。',
}
