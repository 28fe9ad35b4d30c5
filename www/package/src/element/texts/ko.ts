import type { Texts } from './en.js'

export const texts: Texts = {
  panel: '브랜드 확인',
  loading: '브랜드 확인 기능을 불러오는 중입니다.',
  unavailable: '지금은 브랜드 확인을 사용할 수 없습니다. 상품 등록은 계속하실 수 있습니다.',
  idle: '입력하는 동안 이름을 확인합니다.',
  clear: '다른 회사의 이름이 발견되지 않았습니다.',
  summary: '확인할 이름: {count} ({list})',
  high: '높은 위험',
  medium: '중간 위험',
  low: '낮은 위험',
  none: '권한 있음',
  place: '{field}의 “{matched}”',
  remove: '삭제',
  refer: '“{words}”(으)로 쓰기',
  compatible: '{mark} 호환',
  authorize: '{mark} 판매 권한이 있습니다',
  feedback: '제 상품 종류가 아닙니다',
  notice: '참고용 안내이며 법률 자문이나 판정이 아닙니다. 안내가 없다고 해서 문제가 없다는 뜻도 아닙니다.',
}
