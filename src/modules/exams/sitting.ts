import { z } from 'zod'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { markExams, reviewMarks } from './duties.ts'
import { type Reason, reason } from './fields.ts'
import { toldCandidate } from './messages.ts'
import { candidate, candidateThemselves, type Sitting, type SittingState, visibleSittings } from './people.ts'
import { appealDays, markDays, reviewDays } from './settings.ts'
import * as inputs from './sitting-inputs.ts'
import * as taking from './taking.ts'

/** Who may give marks: nobody marks their own. */
const marker = allOf<Sitting>(markExams, not(candidateThemselves))
/** Marks are changed by somebody who did not give them. */
const otherMarker = allOf<Sitting>(
  anyOf(markExams, reviewMarks),
  not(candidateThemselves),
  not(everDid('评过分的人', 'assess', 'enterPaper', 'correct')),
)
const reviewer = allOf<Sitting>(
  reviewMarks,
  not(candidateThemselves),
  not(everDid('评过分的人', 'assess', 'enterPaper', 'correct')),
)

/**
 * 5.3.1 应试: one candidate in one exam. The clock runs from the stored beginning; objective questions are marked by rule
 * when the paper is handed in, by the candidate or by the clock, whichever comes first, once.
 */
export const sittingFlow = defineWorkflow({
  subject: 'exam_sitting',
  label: '应试',
  clause: '5.3.1',
  confidential: true,
  states: {
    expected: { label: '待考', tone: 'blue', awaits: candidate, arranged: true },
    sitting: { label: '答题中', tone: 'orange', awaits: candidate, arranged: true },
    on_paper: { label: '纸质答题', tone: 'orange', awaits: markExams },
    handed_in: { label: '待评分', tone: 'orange', awaits: markExams, clock: 'mark' },
    marked: { label: '已评分', tone: 'blue', final: true },
    released: { label: '已出成绩', tone: 'green', final: true },
    reviewing: { label: '复核中', tone: 'orange', awaits: reviewMarks, clock: 'review' },
    absent: { label: '缺考', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: {
    mark: { label: '评分', within: markDays },
    review: { label: '复核', within: reviewDays },
  },
  visible: visibleSittings,
  title: row => `${row.exam_title}（${row.person_name}）`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('exam_sitting')
      .innerJoin('exam', 'exam.id', 'exam_sitting.exam_id')
      .select(['exam_sitting.id', 'exam.title'])
      .where('exam_sitting.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/exams/sittings/${row.id}` : `/my/exams/${row.id}`),
  party: row => row.party_id,
  // No marks, answers or seed: what machines read is no way around the release.
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    exam_id: z.uuid(),
    attempt: z.number().int(),
    opens_at: z.date(),
    closes_at: z.date(),
    began_at: z.date().nullable(),
    due_at: z.date().nullable(),
    handed_in_at: z.date().nullable(),
  }),
  actions: action => ({
    seat: action<inputs.Seat>({
      label: '列入名单',
      past: '列入了考生名单',
      from: 'new',
      to: 'expected',
      by: theSystem,
      inner: true,
      input: inputs.seat,
      effect: async (_ctx, _row, input) => input,
      tell: row => [toldCandidate('listed', row)],
    }),
    recognise: action<{ identity_id: string }>({
      label: '认出账号',
      past: '按手机号认出了账号',
      from: ['expected'],
      by: theSystem,
      inner: true,
      input: z.object({ identity_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
    }),
    move: action<inputs.Moved>({
      label: '改期',
      past: '随考试改期',
      from: ['expected'],
      by: theSystem,
      inner: true,
      input: inputs.moved,
      effect: async (_ctx, _row, { opens_at, closes_at }) => ({ opens_at, closes_at }),
      tell: (row, input) => [toldCandidate('moved', row, input.reason)],
    }),
    begin: action({
      label: '开始答题',
      past: '开始答题',
      suits: row => row.has_theory,
      done: '计时已经开始，答案会随时保存',
      from: ['expected'],
      to: 'sitting',
      by: candidate,
      tone: 'primary',
      confirm: '开始后计时不会停，关掉页面或换手机也一样。',
      blockedBy: taking.notNow,
      effect: taking.begun,
    }),
    handIn: action<inputs.HandIn>({
      label: '交卷',
      past: '交卷',
      from: ['sitting'],
      to: (_row, input) => input.next ?? 'handed_in',
      by: candidate,
      inner: true,
      input: inputs.handIn,
      effect: taking.handedIn,
    }),
    timeUp: action<inputs.HandIn>({
      label: '到时收卷',
      past: '到时间，按已保存的答案收卷',
      from: ['sitting'],
      to: (_row, input) => input.next ?? 'handed_in',
      by: theSystem,
      inner: true,
      input: inputs.timeUp,
      effect: taking.collected,
    }),
    issuePaper: action({
      label: '改用纸质试卷',
      past: '发了纸质试卷',
      suits: row => row.has_theory,
      done: '试卷已抽好，请打印后交给考生',
      from: ['expected'],
      to: 'on_paper',
      by: marker,
      confirm: '抽好的试卷不再改变；考生不能再在手机上答题。',
      blockedBy: taking.noPaperNow,
      effect: taking.issued,
    }),
    enterPaper: action<inputs.PaperEntry>({
      label: '录入纸质答案',
      past: '录入了纸质答案',
      from: ['on_paper'],
      to: (_row, input) => input.next ?? 'handed_in',
      by: marker,
      tone: 'primary',
      input: inputs.paperEntry,
      effect: taking.entered,
    }),
    assess: action<inputs.Assessment>({
      label: '实操评分',
      past: '按评分要点打了分',
      from: ['expected', 'sitting', 'on_paper', 'handed_in'],
      to: (row, input) => input.next ?? (row.state as SittingState),
      by: marker,
      tone: 'primary',
      suits: row => row.has_practice && row.practical_tenths === null,
      input: inputs.assessment,
      effect: taking.assessed,
    }),
    markAbsent: action({
      label: '登记缺考',
      past: '登记为缺考',
      from: ['expected', 'on_paper', 'handed_in'],
      to: 'absent',
      by: marker,
      tone: 'danger',
      confirm: '登记缺考后这场考试没有成绩，可以参加补考。',
      blockedBy: (row, _actor, { now }) => row.opens_at > now && '考试还没有开始。',
    }),
    miss: action({
      label: '缺考',
      past: '没有参加考试',
      from: ['expected'],
      to: 'absent',
      by: theSystem,
      inner: true,
    }),
    correct: action<inputs.Correction>({
      label: '更正成绩',
      past: '更正了成绩',
      from: ['marked', 'released'],
      by: otherMarker,
      input: inputs.correction,
      prefill: inputs.knownMarks,
      note: input => input.reason,
      effect: taking.corrected,
      tell: row => [row.state === 'released' && toldCandidate('corrected', row, row.mark_reason ?? '')],
    }),
    publish: action({
      label: '出成绩',
      past: '成绩公布',
      from: ['marked'],
      to: 'released',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ released_at: ctx.now }),
      tell: row => [toldCandidate('released', row)],
    }),
    appeal: action<Reason>({
      label: '申请复核',
      past: '申请复核成绩',
      done: '已收到，由没有评过您试卷的人复核',
      from: ['released'],
      to: 'reviewing',
      by: candidate,
      input: reason('您觉得哪里不对', '可以写题号或哪一项实操评分。'),
      suits: row => row.appealed_at === null,
      blockedBy: (row, _actor, { now, centre }) =>
        row.released_at !== null &&
        now.getTime() - row.released_at.getTime() > appealDays.of(centre) * 86_400_000 &&
        `公布成绩 ${appealDays.of(centre)} 天内可以申请复核，现在已经过了。`,
      effect: async (ctx, _row, input) => ({ appeal: input.reason, appealed_at: ctx.now }),
      note: input => input.reason,
    }),
    uphold: action<Reason>({
      label: '维持成绩',
      past: '复核后维持成绩',
      from: ['reviewing'],
      to: 'released',
      by: reviewer,
      tone: 'primary',
      input: reason('复核说明', '会发给学员。'),
      effect: async (_ctx, _row, input) => ({ appeal_answer: input.reason }),
      note: input => input.reason,
      tell: (row, input) => [toldCandidate('upheld', row, input.reason)],
    }),
    adjust: action<inputs.Correction>({
      label: '改正成绩',
      past: '复核后改正成绩',
      from: ['reviewing'],
      to: 'released',
      by: reviewer,
      input: inputs.correction,
      prefill: inputs.knownMarks,
      effect: async (ctx, row, input) => ({
        ...(await taking.corrected(ctx, row, input)),
        appeal_answer: input.reason,
      }),
      note: input => input.reason,
      tell: (row, input) => [toldCandidate('corrected', row, input.reason)],
    }),
    callOff: action<Reason>({
      label: '取消',
      past: '随考试取消',
      from: ['expected', 'sitting', 'on_paper', 'handed_in', 'marked'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }) as unknown as z.ZodType<Reason>,
      tell: (row, input) => [toldCandidate('cancelled', row, input.reason)],
    }),
  }),
})
