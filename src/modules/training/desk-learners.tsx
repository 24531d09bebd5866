import { Hono } from 'hono'
import { buttonsFor, story } from '#modules/actions'
import { UnmaskedPage, UnmaskForm, unmask as unmaskDuty } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { dateTime } from '#platform/format'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { find, perform } from '#platform/perform'
import { holds } from '#platform/who'
import type { Enrolment } from './doors.ts'
import { enrolsLearners, runsClasses } from './duties.ts'
import { enrolmentFlow } from './enrolment.ts'
import { classPage, newOfClass } from './frame.tsx'
import { lineOf } from './learner-line.ts'
import { DeskEnrolment, type EnrolmentView, Learners, learnerColumns } from './pages/learners.tsx'
import { enrolmentsOf, learnerStates } from './queries/learners.ts'
import { intentions, learnerGroups } from './words.ts'
import { classById } from './workflow.ts'

/** Who learns, at the workbench. */
export const learnerRoutes = new Hono<Env>()
  .get('/desk/classes/enrolments/:id', atDesk(showEnrolment))
  .get('/desk/classes/enrolments/:id/id-number', atDesk(askReason, unmaskDuty))
  .post('/desk/classes/enrolments/:id/id-number', c => unmask(c))
  .get('/desk/classes/:id/learners', atDesk(showLearners))

/** Phones are for those who enrol or run classes. */
const seesPhones = (ctx: Ctx): boolean => holds(ctx.actor, enrolsLearners, runsClasses)

async function showLearners(ctx: Ctx, c: Http): Promise<Answer> {
  const one = await classById(ctx, c.req.param('id') ?? '')
  noteLook(c, '查看培训学员名单', one.id)
  const query = c.req.query()
  const state = Object.hasOwn(enrolmentFlow.states, query.state ?? '') ? (query.state as string) : ''
  const found = await enrolmentsOf(ctx, one.id, state ? [state] : [])
  const rows = found.map(row => lineOf(ctx, row, seesPhones(ctx)))
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(enrolmentFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const file = wantedFile(c)
  const title = `学员名单 ${one.title}`
  if (file) return exportTable(ctx, c, file, { title, columns: learnerColumns, rows, filters })
  const here = `/desk/classes/${one.id}/learners`
  const open = one.state === 'published' || one.state === 'running'
  const actions = open
    ? [
        ...newOfClass(ctx, enrolmentFlow, 'enter', one.id, here),
        ...(holds(ctx.actor, enrolsLearners)
          ? [
              {
                href: '/act/import_batch/upload?kind=enrolment',
                label: '批量导入',
                tone: 'secondary' as const,
                direct: false,
              },
            ]
          : []),
      ]
    : []
  const learners = found.filter(row => (learnerStates as readonly string[]).includes(row.state))
  const groups = Object.entries(learnerGroups).flatMap(([code, label]) => {
    const n = learners.filter(row => row.groups.includes(code)).length
    return n > 0 ? [`${label} ${n} 人`] : []
  })
  const page = <Learners {...{ here, query, rows, filters, actions }} groups={groups.join('，')} />
  return classPage(ctx, c, one, here, [], page)
}

async function showEnrolment(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, enrolmentFlow, c.req.param('id') ?? '')) as unknown as Enrolment
  noteLook(c, '查看培训报名', row.id)
  const one = await classById(ctx, row.class_id)
  const back = `/desk/classes/enrolments/${row.id}`
  const line = lineOf(ctx, row, seesPhones(ctx))
  const mayUnmask = row.id_number_encrypted !== null && holds(ctx.actor, unmaskDuty)
  const page = (
    <DeskEnrolment
      title={row.person_name}
      state={line.state}
      facts={[
        { label: '手机号', value: line.phone },
        { label: '身份证号', value: line.number },
        { label: '乡镇、村', value: line.town },
        { label: '身份类型', value: line.groups },
        { label: '学历', value: line.education },
        {
          label: '意向',
          value: row.intention ? (intentions[row.intention as keyof typeof intentions] ?? '') : '',
        },
        { label: '报名方式', value: line.channel },
        { label: '报名时间', value: dateTime(row.applied_at) },
        { label: '录取时间', value: row.accepted_at ? dateTime(row.accepted_at) : '' },
      ]}
      party={row.party_id ? `/desk/parties/${row.party_id}` : null}
      reason={row.reason}
      outcome={row.outcome as unknown as EnrolmentView['outcome']}
      buttons={[
        ...(await buttonsFor(ctx, enrolmentFlow, row)),
        ...(mayUnmask
          ? [
              {
                href: `${back}/id-number`,
                label: '查看完整证件号',
                tone: 'secondary' as const,
                direct: false,
              },
            ]
          : []),
      ]}
      back={back}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.person_name, crumbs: crumbsOf(one) }, page)
}

const crumbsOf = (one: { id: string; title: string }) => [
  { href: '/desk/classes', label: '培训班' },
  { href: `/desk/classes/${one.id}/learners`, label: one.title },
]

/** Unmasking answers with the number itself, once; that is why it has an address of its own. */
async function askReason(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, enrolmentFlow, c.req.param('id') ?? '')) as unknown as Enrolment
  const back = `/desk/classes/enrolments/${row.id}`
  const form = <UnmaskForm action={`${back}/id-number`} name={row.person_name} back={back} />
  return desk(ctx, c, { title: '查看完整证件号' }, form)
}

async function unmask(c: Http): Promise<Response> {
  requireStaff(c)
  const form = await sentForm(c)
  return writeIn(c, async ctx => {
    const done = await perform(ctx, enrolmentFlow, 'unmask', c.req.param('id') ?? '', {
      reason: form.get('reason'),
    })
    const row = done.row as unknown as Enrolment
    noteLook(c, '查看完整证件号', row.id)
    const page = (
      <UnmaskedPage
        name={row.person_name}
        number={ctx.centre.keys.decrypt(row.id_number_encrypted ?? '')}
        back={`/desk/classes/enrolments/${row.id}`}
      />
    )
    return desk(ctx, c, { title: '身份证号' }, page)
  })
}
