import type { Texts } from './en.js'

export const texts: Texts = {
  panel: 'فحص العلامات التجارية',
  loading: 'جارٍ تحميل فحص العلامات التجارية.',
  unavailable: 'فحص العلامات التجارية غير متاح حاليًا. يمكنك متابعة عرض سلعتك.',
  idle: 'تُفحص الأسماء أثناء الكتابة.',
  clear: 'لم يُعثر على أسماء تخصّ الغير.',
  summary: 'أسماء تحتاج إلى مراجعة: {count} ({list})',
  high: 'خطر مرتفع',
  medium: 'خطر متوسط',
  low: 'خطر منخفض',
  none: 'مصرّح لك',
  place: '«{matched}» في {field}',
  remove: 'حذف',
  refer: 'اكتب «{words}»',
  compatible: 'متوافق مع {mark}',
  authorize: 'لديّ تصريح ببيع {mark}',
  feedback: 'ليست من نوع سلعي',
  notice: 'هذا تنبيه وليس استشارة قانونية ولا حكمًا. وعدم وجود تنبيه لا يعني الخلوّ من المشاكل.',
}
