import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { indicatorList } from '#modules/indicators'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { type PeriodKind, periodKinds } from '#platform/periods'
import { manageReports, reportDuties } from './duties.ts'
import { formFlow } from './form.ts'
import { type ReporterKind, reporterKinds } from './form-inputs.ts'
import { FormPage, Forms, formColumns, Reporters, reporterColumns } from './pages/forms.tsx'
import { type TabHref, Tabs } from './pages/tabs.tsx'
import type { Reporter, ReportForm } from './people.ts'
import { activeForms, allForms, definitionOf } from './queries.ts'
import { reporterFlow } from './reporter.ts'
import { standardForms } from './standard-forms.ts'

/** The forms themselves, and who reports by them. */
export const formDeskRoutes = new Hono<Env>()
  .get('/desk/reports/forms', atDesk(showForms))
  .get('/desk/reports/forms/:id', atDesk(showForm))
  .get('/desk/reports/reporters', atDesk(showReporters, ...reportDuties))

const home = { href: '/desk/reports', label: '统计报表' }
const tabsFor = (ctx: Ctx, current: TabHref) => <Tabs actor={ctx.actor} current={current} />
const frequencyOf = (kind: string): string => `每${periodKinds[kind as PeriodKind].label}`

async function showForms(ctx: Ctx, c: Http): Promise<Answer> {
  const forms = await allForms(ctx)
  const rows = forms.map(form => ({
    ...{ id: form.id, code: form.code, title: form.title, version: form.version },
    reporters: reporterKinds[form.reporters as ReporterKind],
    frequency: frequencyOf(form.frequency),
    items: definitionOf(form).items.length,
    state: badgeOf(formFlow, form.state),
  }))
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '报表制度', columns: formColumns, rows })
  const page = (
    <Forms
      rows={rows}
      query={c.req.query()}
      tabs={tabsFor(ctx, '/desk/reports/forms')}
      mayDraft={mayCreate(ctx, formFlow, 'draft')}
      standard={standardForms.filter(one => !forms.some(form => form.code === one.code))}
    />
  )
  return desk(ctx, c, { title: '报表制度', crumbs: [home] }, page)
}

async function showForm(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, formFlow, c.req.param('id') ?? '')) as unknown as ReportForm
  const indicators = new Map((await indicatorList(ctx)).map(one => [one.code, one.label]))
  const back = `/desk/reports/forms/${row.id}`
  const mayRevise = row.state === 'active' && manageReports.test(ctx.actor, null, undefined as never)
  const page = (
    <FormPage
      title={formFlow.title(row)}
      state={badgeOf(formFlow, row.state)}
      buttons={await buttonsFor(ctx, formFlow, row)}
      facts={[
        { label: '填报要求', value: row.about },
        { label: '谁填报', value: reporterKinds[row.reporters as ReporterKind] },
        { label: '报告期', value: frequencyOf(row.frequency) },
        { label: '报送时限', value: row.due_day === null ? '按设置' : `期后 ${row.due_day} 天` },
        { label: '这一版改了什么', value: row.reason },
        { label: '审定意见', value: row.opinion ?? '' },
        { label: '审定于', value: row.checked_at ? date(row.checked_at) : '' },
      ]}
      definition={definitionOf(row)}
      indicators={indicators}
      revise={mayRevise ? `/act/report_form/revise?of_id=${row.id}&back=${encodeURIComponent(back)}` : null}
      story={await story(ctx, { recordId: row.id })}
      back={back}
    />
  )
  const crumbs = [home, { href: '/desk/reports/forms', label: '报表制度' }]
  return desk(ctx, c, { title: formFlow.title(row), crumbs }, page)
}

const perPage = 50

async function showReporters(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', form = '', state = 'active' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await ctx.db
    .selectFrom('report_reporter')
    .innerJoin('party', 'party.id', 'report_reporter.party_id')
    .selectAll('report_reporter')
    .select('party.name')
    .$if(form !== '', query => query.where('form_code', '=', form))
    .$if(state !== '', query => query.where('report_reporter.state', '=', state))
    .$if(q !== '', query => query.where('party.name', 'like', `%${q.trim().slice(0, 40)}%`))
    .orderBy('party.name')
    .orderBy('report_reporter.id')
    .limit(size + 1)
    .offset((number - 1) * size)
    .execute()
  const forms = await activeForms(ctx)
  const titles = new Map(forms.map(one => [one.code, one.title]))
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  const rows = await Promise.all(
    found.slice(0, size).map(async ({ name, ...row }) => ({
      ...{ id: row.id, name, party: row.party_id, small: row.small, since: row.since },
      form: titles.get(row.form_code) ?? row.form_code,
      state: badgeOf(reporterFlow, row.state),
      buttons: await buttonsFor(ctx, reporterFlow, row as Reporter, facts),
    })),
  )
  const filters = [
    {
      name: 'form',
      label: '报表',
      options: forms
        .filter(one => one.reporters === 'party')
        .map(one => ({ value: one.code, label: one.title })),
    },
    {
      name: 'state',
      label: '状态',
      options: Object.entries(reporterFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '填报单位', columns: reporterColumns, rows, filters, cut: more },
    })
  const page = (
    <Reporters
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      tabs={tabsFor(ctx, '/desk/reports/reporters')}
      mayEnrol={mayCreate(ctx, reporterFlow, 'enrol')}
    />
  )
  return desk(ctx, c, { title: '填报单位', crumbs: [home] }, page)
}
