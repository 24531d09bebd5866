import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { type Button, badgeOf, buttonsFor, story } from '#modules/actions'
import { ratingsOf } from '#modules/catalogue'
import { shownPhone } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { townName } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { forbidden } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { monthsOf } from '#platform/periods'
import { holds } from '#platform/who'
import { callRecipients, manageSurveys } from './duties.ts'
import { invitationFlow } from './invitation.ts'
import { InvitationsTab, invitationColumns } from './pages/invitations.tsx'
import { ResultsTab, serviceColumns } from './pages/results.tsx'
import { SampleTab, SurveyHead, SurveyList, surveyColumns } from './pages/surveys.tsx'
import { type Survey, seesInvitations } from './people.ts'
import { beforeOf, figuresKept, figuresNow, questionnaireOf, strataOf } from './queries/results.ts'
import { invitationsOf, returnedOf, surveyList, wordsOf } from './queries/surveys.ts'
import { mayRead } from './reading.ts'
import { notesOf, warningsOf } from './round.tsx'
import { printSlips } from './slips.ts'
import { invitationLine, serviceLines, surveyLine } from './view.ts'
import { surveyFlow } from './workflow.ts'

/** 满意度调查 at the workbench: the list, and of one survey its sample, who was asked, and what it came to. */
export const surveyDeskRoutes = new Hono<Env>()
  .get('/desk/surveys', atDesk(showList))
  .get('/desk/surveys/:id', atDesk(showSample))
  .get('/desk/surveys/:id/list.txt', atDesk(sendList))
  .get('/desk/surveys/:id/invitations', atDesk(showInvitations))
  .get('/desk/surveys/:id/results', atDesk(showResults))
  .post('/desk/surveys/:id/slips.pdf', printSlips)

const perPage = 50
const home = { href: '/desk/surveys', label: '满意度调查' }
const statesOf = (states: Record<string, { label: string }>) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(states).map(([value, { label }]) => ({ value, label })),
})

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  mayRead(ctx)
  const { state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await surveyList(ctx, state, number, size)
  const shown = found.slice(0, size)
  const returned = await returnedOf(
    ctx,
    shown.map(row => row.id),
  )
  const rows = shown.map(row => surveyLine(row, returned.get(row.id)))
  const filters = [statesOf(surveyFlow.states)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '满意度调查台账', columns: surveyColumns, rows, filters, cut: more },
    })
  const next = more ? { page: String(number + 1) } : null
  return desk(
    ctx,
    c,
    { title: home.label },
    <SurveyList {...{ rows, filters, next }} query={c.req.query()} />,
  )
}

const surveyFor = async (ctx: Ctx, c: Http): Promise<Survey> =>
  (await find(ctx, surveyFlow, c.req.param('id') ?? '')) as unknown as Survey

/** A page of one survey under its head with the tabs. */
async function surveyPage(
  ctx: Ctx,
  c: Http,
  row: Survey,
  here: string,
  buttons: readonly Button[],
  children: Child,
): Promise<Response> {
  const base = `/desk/surveys/${row.id}`
  const tabs = [
    { href: base, label: '抽样' },
    ...(seesInvitations(ctx.actor) ? [{ href: `${base}/invitations`, label: '邀请与电话' }] : []),
    { href: `${base}/results`, label: '结果' },
  ].map(tab => ({ ...tab, current: tab.href === here }))
  const page = (
    <SurveyHead title={row.title} state={badgeOf(surveyFlow, row.state)} back={here} {...{ buttons, tabs }}>
      {children}
    </SurveyHead>
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

async function showSample(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await surveyFor(ctx, c)
  const [returned, questionnaire] = await Promise.all([
    returnedOf(ctx, [row.id]),
    questionnaireOf(ctx, row.questionnaire_id),
  ])
  const back = returned.get(row.id)
  const body = (
    <SampleTab
      id={row.id}
      facts={[
        { label: '服务时间', value: `${row.from_day} 至 ${row.until_day}` },
        {
          label: '误差、置信度',
          value: row.margin ? `${row.margin}%，${row.confidence}%` : '固定名单时按设置',
        },
        { label: '每种服务至少', value: row.least ? `${row.least} 人` : '' },
        { label: '预计回收率', value: row.response ? `${row.response}%` : '' },
        { label: '名单', value: row.digest ? `${row.people} 人` : '还没有固定' },
        { label: '不久前问过、不再问', value: row.digest ? `${row.left_recent} 人` : '' },
        { label: '不愿被打扰', value: row.digest ? `${row.left_declined} 人` : '' },
        { label: '没有留联系方式', value: row.digest ? `${row.left_unreachable} 人次` : '' },
        { label: '需要答卷', value: row.needed === null ? '' : `${row.needed} 份` },
        { label: '抽中', value: row.number ? `${row.asked} 人` : '' },
        { label: '抽取时间', value: row.drawn_at ? dateTime(row.drawn_at) : '' },
        { label: '截止时间', value: row.closed_at ? dateTime(row.closed_at) : '' },
      ]}
      questionnaire={
        questionnaire && {
          href: `/desk/surveys/questionnaires/${questionnaire.id}`,
          label: `${questionnaire.title}（第 ${questionnaire.version} 版）`,
        }
      }
      draw={{ digest: row.digest, number: row.number, hasList: row.list !== '' }}
      strata={strataOf(row)}
      returned={back ?? null}
      needed={row.needed}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const buttons = await buttonsFor(ctx, surveyFlow, row)
  return surveyPage(ctx, c, row, `/desk/surveys/${row.id}`, buttons, body)
}

/** The list as it was fixed, for whoever draws again; people are codes in it. */
async function sendList(ctx: Ctx, c: Http): Promise<Answer> {
  const { list, period } = await surveyFor(ctx, c)
  const name = encodeURIComponent(`抽样名单-${period}.txt`)
  return c.body(list, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'no-store',
  })
}

async function showInvitations(ctx: Ctx, c: Http): Promise<Answer> {
  if (!seesInvitations(ctx.actor)) throw forbidden('这一页供组织调查和电话访问的人员使用。')
  const row = await surveyFor(ctx, c)
  const here = `/desk/surveys/${row.id}/invitations`
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const asked = { state, phone: q.replaceAll(/\D/g, '').slice(-11) }
  const found = await invitationsOf(ctx, row.id, asked, number, size)
  noteLook(c, '查看调查邀请', row.id)
  const rows = found.slice(0, size).map(one =>
    invitationLine(one, {
      phone: one.phone && shownPhone(ctx.actor, one.phone),
      town: townName(one.town),
      state: badgeOf(invitationFlow, one.state),
    }),
  )
  const filters = [statesOf(invitationFlow.states)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: `调查邀请-${row.period}`, columns: invitationColumns, rows, filters, cut: more },
    })
  const fielding = row.state === 'fielding'
  const body = (
    <InvitationsTab
      path={here}
      surveyId={row.id}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      call={fielding && holds(ctx.actor, callRecipients)}
      print={fielding && holds(ctx.actor, manageSurveys)}
      {...{ rows, filters }}
    />
  )
  return surveyPage(ctx, c, row, here, [], body)
}

/** Nothing is told while people still answer: it would change what they say. */
async function showResults(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await surveyFor(ctx, c)
  const here = `/desk/surveys/${row.id}/results`
  const kept = figuresKept(row)
  const figures = kept ?? (row.state === 'coding' && row.mixed_at ? await figuresNow(ctx, row) : null)
  const before = figures && (await beforeOf(ctx, row))
  const months = monthsOf(row.period)
  const ratings = await ratingsOf(ctx, { since: months[0] as string, until: months.at(-1) as string })
  const rows = figures ? serviceLines(ctx, figures, before) : []
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: `满意度结果-${row.period}`, columns: serviceColumns, rows })
  const body = (
    <ResultsTab
      path={here}
      query={c.req.query()}
      why={
        row.state === 'fielding' || row.state === 'preparing' || row.state === 'listed'
          ? '调查截止以前不看结果，免得影响还没有答的人。'
          : row.mixed_at === null
            ? '答卷正在打乱、归并，请稍后再来。'
            : '收到的答卷不足五份，不显示。'
      }
      {...{ figures, rows, ratings, before: before?.label ?? null }}
      notes={figures ? notesOf(row, figures) : []}
      warnings={figures ? warningsOf(ctx, figures) : []}
      conclusion={row.conclusion}
      finishedOn={row.finished_at ? date(row.finished_at) : null}
      heldBack={row.held_back}
      words={figures ? await wordsOf(ctx, row.id) : []}
    />
  )
  return surveyPage(ctx, c, row, here, await buttonsFor(ctx, surveyFlow, row), body)
}
