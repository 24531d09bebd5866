import { badgeOf, story } from '#modules/actions'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { money } from '#platform/format'
import { maskPhone } from '#platform/identifiers'
import { costFlow } from './cost.ts'
import { classFileSection, type TrainingClass } from './doors.ts'
import { factsOf } from './facts.ts'
import { budgetOf } from './inputs.ts'
import { lineOf } from './learner-line.ts'
import { fewestOpinions, marks } from './opinions.ts'
import { costsOf, opinionsOf } from './queries/desk.ts'
import { learnersOf } from './queries/learners.ts'
import { lessonsOf } from './queries/lessons.ts'
import { forms, hours, lessonTime } from './words.ts'

/* The parts of 一期一档 that training itself knows; attendance, exams, certificates and tracking add theirs between. */

classFileSection({
  order: 10,
  title: '班级概况',
  build: async (ctx, row) => {
    const names = await staffNames(ctx, [row.owner_id])
    return { facts: factsOf(row, names.get(row.owner_id) ?? ''), paragraphs: [row.about] }
  },
})

classFileSection({
  order: 20,
  title: '教学计划和考核方案',
  build: async (_ctx, row) => ({
    paragraphs: [row.teaching_plan, ...(row.exam_plan ? [`考核方案：${row.exam_plan}`] : [])],
  }),
})

classFileSection({
  order: 30,
  title: '课程表',
  build: async (ctx, row) => {
    const lessons = await lessonsOf(ctx, row.id)
    const sum = lessons.reduce((all, one) => all + one.hours_tenths, 0)
    return {
      facts: [{ label: '合计', value: `${hours(sum)} 学时` }],
      tables: [
        {
          columns: [
            { label: '时间' },
            { label: '内容' },
            { label: '形式' },
            { label: '学时', number: true },
            { label: '讲师' },
            { label: '地点' },
          ],
          rows: lessons.map(one => [
            ...[lessonTime(one), one.title, forms[one.form as keyof typeof forms]],
            ...[hours(one.hours_tenths), one.lecturer ?? '', one.place],
          ]),
        },
      ],
    }
  },
})

classFileSection({
  order: 40,
  title: '讲师简历和协议',
  build: async (ctx, row) => {
    const ids = [...new Set((await lessonsOf(ctx, row.id)).flatMap(one => one.lecturer_id ?? []))]
    if (ids.length === 0) return null
    const [people, files] = await Promise.all([
      ctx.db.selectFrom('lecturer').selectAll().where('id', 'in', ids).orderBy('name').limit(100).execute(),
      filesByRecord(ctx, 'lecturer', ids),
    ])
    return {
      tables: [
        {
          columns: [
            { label: '姓名' },
            { label: '职称、资质' },
            { label: '单位' },
            { label: '每学时', number: true },
            { label: '协议' },
          ],
          rows: people.map(one => [
            ...[one.name, one.title, one.organisation, money(one.fee_fen)],
            one.agreement_from ? `${one.agreement_from} 至 ${one.agreement_until}` : '',
          ]),
        },
      ],
      paragraphs: people.map(one => `${one.name}：${one.about}`),
      files: [...files.values()].flat(),
    }
  },
})

classFileSection({
  order: 50,
  title: '报名和学员名册',
  build: async (ctx, row) => {
    const learners = await learnersOf(ctx, row.id)
    const persons = new Set(learners.map(one => one.id_hash)).size
    return {
      facts: [
        { label: '人次', value: String(learners.length) },
        { label: '人数', value: String(persons) },
        { label: '结业', value: String(learners.filter(one => one.state === 'completed').length) },
      ],
      tables: [
        {
          columns: [
            { label: '序号', number: true },
            { label: '姓名' },
            { label: '手机号' },
            { label: '身份证号' },
            { label: '乡镇、村' },
            { label: '身份类型' },
            { label: '结果' },
          ],
          rows: learners.map((one, index) => {
            const line = lineOf(ctx, one, false)
            return [
              ...[String(index + 1), line.name, maskPhone(one.phone), line.number],
              ...[line.town, line.groups, line.state.label],
            ]
          }),
        },
      ],
    }
  },
})

classFileSection({
  order: 900,
  title: '学员评价',
  build: async (ctx, row) => {
    const whole = (await opinionsOf(ctx, { class: row.id })).filter(one => one.lecturer_id === null)
    if (whole.length < fewestOpinions) return null
    return {
      facts: [
        { label: '份数', value: String(whole.length) },
        {
          label: '平均分',
          value: (whole.reduce((sum, one) => sum + one.mark, 0) / whole.length).toFixed(1),
        },
        ...Object.entries(marks)
          .reverse()
          .map(([value, label]) => ({
            label,
            value: `${whole.filter(one => one.mark === Number(value)).length} 份`,
          })),
      ],
      paragraphs: whole.flatMap(one => (one.comment ? [one.comment] : [])).slice(0, 50),
    }
  },
})

classFileSection({
  order: 910,
  title: '培训总结',
  build: async (_ctx, row) => (row.summary === null ? null : { paragraphs: [row.summary] }),
})

classFileSection({ order: 920, title: '经费', build: moneySection })

async function moneySection(ctx: Ctx, row: TrainingClass) {
  const costs = (await costsOf(ctx, row.id)).filter(one => one.state !== 'dropped')
  if (costs.length === 0 && row.budget_fen === 0) return null
  const counted = costs.filter(one => one.state === 'checked' || one.state === 'settled')
  const files = await filesByRecord(
    ctx,
    'training_cost',
    costs.map(one => one.id),
  )
  return {
    facts: [
      { label: '预算', value: money(row.budget_fen) },
      { label: '批准增加', value: row.over_fen > 0 ? `${money(row.over_fen)}（${row.over_reason}）` : '' },
      { label: '已核对支出', value: money(counted.reduce((sum, one) => sum + one.amount_fen, 0)) },
    ],
    tables: [
      {
        caption: '预算',
        columns: [{ label: '项目' }, { label: '金额', number: true }],
        rows: budgetOf(row).map(one => [one.item, money(one.amount_fen)]),
      },
      {
        caption: '支出',
        columns: [
          { label: '日期' },
          { label: '项目' },
          { label: '用途' },
          { label: '收款方' },
          { label: '票据号' },
          { label: '金额', number: true },
          { label: '状态' },
        ],
        rows: costs.map(one => [
          ...[one.paid_on, one.item, one.what, one.payee, one.receipt, money(one.amount_fen)],
          badgeOf(costFlow, one.state).label,
        ]),
      },
    ],
    files: [...files.values()].flat(),
  }
}

classFileSection({
  order: 930,
  title: '大纲和课件',
  build: async (ctx, row) => {
    const course = row.course_id
      ? await ctx.db.selectFrom('course').selectAll().where('id', '=', row.course_id).executeTakeFirst()
      : undefined
    return course
      ? {
          facts: [{ label: '课程', value: course.title }],
          paragraphs: [course.outline],
          files: await filesOf(ctx, 'course', course.id),
        }
      : null
  },
})

classFileSection({
  order: 990,
  title: '办理经过',
  build: async (ctx, row) => ({
    tables: [
      {
        columns: [{ label: '时间' }, { label: '事项' }, { label: '说明' }],
        rows: (await story(ctx, { recordId: row.id }))
          .toReversed()
          .map(one => [one.at, one.title, one.note ?? '']),
      },
    ],
  }),
})
