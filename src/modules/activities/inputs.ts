import { z } from 'zod'
import { bookable } from '#modules/bookings'
import { staffField, staffWithDuty } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { type FormDefinition, formDefinition } from '#platform/forms'
import { position, positionText } from '#platform/position'
import type { RowOf } from '#platform/workflow'
import { manageActivities } from './duties.ts'
import { moment, momentText } from './moments.ts'
import { kindsInUse } from './queries.ts'
import type { Group } from './seats.ts'

export type Activity = RowOf<'activity'>

export interface Line {
  item: string
  amount_fen: number
}
export interface Plan {
  kind: string
  other_kind?: string | undefined
  title: string
  series: string
  about: string
  audience: string
  organiser: string
  owner_id: string
  resource_id?: string | undefined
  place: string
  position?: string | undefined
  town?: string | undefined
  starts_at: Date
  ends_at: Date
  opens_at: Date
  closes_at: Date
  capacity: number
  most_people: number
  groups: Array<{ code?: string | undefined; label: string; seats: number }>
  release_at?: Date | undefined
  questions: FormDefinition['fields']
  fee_fen: number
  fee_basis: string
  plan: string
  budget: Line[]
}

export const text = (label: string, most: number, more: object = {}) =>
  z
    .string()
    .trim()
    .max(most)
    .default('')
    .meta({ label, ...more })
export const lines = (label: string, help: string) =>
  z
    .array(
      z.object({
        item: z.string().trim().min(1).max(60).meta({ label: '项目' }),
        amount_fen: z
          .number()
          .int()
          .min(0)
          .max(100_000_000)
          .meta({ label: '金额', widget: 'money', unit: '元' }),
      }),
    )
    .max(30)
    .meta({ label, widget: 'rows', help })

/** The plan of an activity: what, for whom, when and where, how many, at what cost. */
export async function planInput(ctx: Ctx) {
  const [kinds, staff, places] = await Promise.all([
    kindsInUse(ctx),
    staffWithDuty(ctx, manageActivities),
    bookable(ctx),
  ])
  const shape = {
    ...what(kinds),
    owner_id: staffField(staff, '负责人'),
    ...where(
      ctx,
      places.filter(place => place.kind !== 'vehicle'),
    ),
    ...when,
    ...howMany,
    plan: z.string().trim().min(10).max(8_000).meta({
      label: '活动方案',
      widget: 'textarea',
      rows: 8,
      help: '目的、流程、分工、安全安排；不对外公开。',
    }),
    fee_fen: z.number().int().min(0).max(1_000_000).default(0).meta({
      label: '每人收费',
      widget: 'money',
      unit: '元',
      help: '公益活动填 0。这里只公示，不在线收款。',
    }),
    fee_basis: text('收费依据', 120, { help: '收费时必填，对外公示。' }),
    budget: lines('经费预算', '没有支出的不填。'),
  }
  return z
    .object(shape)
    .superRefine((input, issues) =>
      consistent(input as unknown as Plan, issues),
    ) as unknown as z.ZodType<Plan>
}

export const about = z
  .string()
  .trim()
  .min(10)
  .max(3_000)
  .meta({ label: '活动介绍', widget: 'textarea', rows: 6, help: '对外公开。' })
export const audience = text('适合谁参加', 100)

const what = (kinds: readonly string[]) => ({
  kind: z.enum(kinds as [string, ...string[]]).meta({
    label: '类别',
    widget: kinds.length > 6 ? 'select' : 'radio',
    options: kinds.map(value => ({ value, label: value })),
  }),
  other_kind: z
    .string()
    .trim()
    .max(8)
    .optional()
    .meta({ label: '其他类别', help: '上面没有合适的，在这里写；以后就能选到。' }),
  title: z.string().trim().min(4).max(40).meta({ label: '活动名称' }),
  series: text('系列', 30, { help: '同一系列的活动写相同的名字，例如“电商下午茶”。' }),
  about,
  audience,
  organiser: z.string().trim().min(2).max(60).meta({ label: '主办单位' }),
})

const where = (ctx: Ctx, places: Awaited<ReturnType<typeof bookable>>) => ({
  ...(places.length > 0 && {
    resource_id: z
      .enum(places.map(place => place.id) as [string, ...string[]])
      .optional()
      .meta({
        label: '使用中心的场地',
        widget: 'select',
        help: '提交审批时自动预约这段时间。在外举办的不选。',
        options: places.map(({ id, name, capacity }) => ({ value: id, label: `${name}（${capacity} 人）` })),
      }),
  }),
  place: text('地点', 80, { help: '选了中心的场地可不填。' }),
  position: position.meta({
    ...{ label: '地点的位置（经度,纬度）', widget: 'position' },
    help: '可不填。填了，现场照片自带的位置就能和它比对。',
  }),
  town: z
    .enum(['', ...townsOf(ctx.centre.division).map(town => town.code)] as [string, ...string[]])
    .optional()
    .transform(town => town || undefined)
    .meta({
      label: '所在乡镇',
      widget: 'select',
      options: townsOf(ctx.centre.division).map(({ code, name }) => ({ value: code, label: name })),
    }),
})

export const when = {
  starts_at: moment('开始时间'),
  ends_at: moment('结束时间'),
  opens_at: moment('报名开始'),
  closes_at: moment('报名截止'),
}

export const howMany = {
  capacity: z.number().int().min(1).max(2_000).meta({ label: '名额', unit: '人' }),
  most_people: z
    .number()
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({ label: '一次最多报几人', unit: '人', help: '合作社带社员、家人同来时用得上。' }),
  groups: z
    .array(
      z.object({
        code: z.string().max(10).optional().meta({ widget: 'hidden' }),
        label: z.string().trim().min(1).max(20).meta({ label: '人群', placeholder: '例如：合作社' }),
        seats: z.number().int().min(1).max(2_000).meta({ label: '预留', unit: '席' }),
      }),
    )
    .max(10)
    .meta({
      label: '分组预留名额',
      widget: 'rows',
      help: '不预留的不填。预留的用完后，这些人也可以用其余名额。',
    }),
  release_at: moment('预留名额释放时间', '到这个时间还没用完的预留名额，向所有人开放；可不填。').optional(),
  questions: formDefinition.shape.fields.meta({
    label: '报名时要问的问题',
    widget: 'rows',
    help: '姓名和电话不必再问。',
  }),
}

function consistent(input: Plan, issues: z.RefinementCtx): void {
  const wrong = (field: string, message: string) =>
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
  if (input.ends_at <= input.starts_at) wrong('ends_at', '要晚于开始时间')
  if (input.closes_at > input.starts_at) wrong('closes_at', '不能晚于活动开始')
  if (input.opens_at >= input.closes_at) wrong('opens_at', '要早于报名截止')
  if (input.groups.reduce((sum, { seats }) => sum + seats, 0) > input.capacity)
    wrong('groups', '预留名额合计超过了总名额')
  if (input.most_people > input.capacity) wrong('most_people', '不能超过总名额')
  if (input.fee_fen > 0 && input.fee_basis === '') wrong('fee_basis', '收费的活动请写明依据')
  if (!input.resource_id && input.place === '') wrong('place', '请填写地点，或选择中心的场地')
  if (input.questions.some(({ kind }) => kind === 'files')) wrong('questions', '报名问题不收文件，请改用文字')
}

export const knownPlan = async (ctx: Ctx, row: Activity | null): Promise<Record<string, unknown>> =>
  row
    ? {
        ...row,
        position: positionText(row),
        starts_at: momentText(row.starts_at),
        ends_at: momentText(row.ends_at),
        opens_at: momentText(row.opens_at),
        closes_at: momentText(row.closes_at),
        release_at: row.release_at ? momentText(row.release_at) : undefined,
        questions: questionsOf(row).fields,
      }
    : {
        organiser: ctx.centre.name,
        owner_id: ctx.actor.staffId ?? undefined,
        opens_at: `${dayOf(ctx.now)}T08:00`,
      }

export const questionsOf = ({ questions }: Pick<Activity, 'questions'>): FormDefinition =>
  questions as unknown as FormDefinition
export const groupsOf = ({ groups }: Pick<Activity, 'groups'>): Group[] => groups as unknown as Group[]
export const linesOf = (value: unknown): Line[] => value as Line[]
export const totalOf = (value: unknown): number =>
  linesOf(value).reduce((sum, one) => sum + one.amount_fen, 0)

export const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(200).meta({ label, widget: 'textarea' }) })
