import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { type Ctx, system } from '#platform/ctx'
import { type FileRow, filesOf } from '#platform/files'
import { date, money } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { holds, isOutsider } from '#platform/who'
import type { AnyWorkflow } from '#platform/workflow'
import { assess, commission, replyToAppraisal } from './duties.ts'
import { findingFlow } from './finding.ts'
import { basisWords } from './finding-inputs.ts'
import { memberFlow } from './member.ts'
import { AppraisalPage } from './pages/appraisal.tsx'
import { FindingPage } from './pages/finding.tsx'
import { AppraisalList, listColumns } from './pages/list.tsx'
import { type Appraisal, type Finding, inTerm, isIssued, isOnTeam } from './people.ts'
import { appraisalList, checkCounts, findingCounts, findingsOf, membersOf } from './queries/appraisals.ts'
import { itemLabel, itemsIn, totalOf } from './scores.ts'
import * as view from './view.ts'
import { type Relation, relations, scoreWords } from './words.ts'
import { appraisalFlow } from './workflow.ts'

export const all = [commission, assess, replyToAppraisal] as const
const improvements = { href: '/desk/improvements', label: '问题与改进' }
export const home = { href: '/desk/appraisals', label: '第三方评价' }

/** 6.1.1 第三方评价 at the desk: bureau, centre and assessor each see their part. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/appraisals', atDesk(showList, ...all))
  .get('/desk/appraisals/:id', atDesk(showOne, ...all))
  .get('/desk/appraisals/:id/findings/:finding', atDesk(showFinding))

const perPage = 50

export const statesOf = (flow: AnyWorkflow) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
    value,
    label,
  })),
})

export const found = async (ctx: Ctx, c: Http): Promise<Appraisal> =>
  (await find(ctx, appraisalFlow, c.req.param('id') ?? '')) as unknown as Appraisal

export const pathOf = (row: Pick<Appraisal, 'id' | 'title'>) => ({
  href: `/desk/appraisals/${row.id}`,
  label: row.title,
})

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const rows = await appraisalList(ctx, { question: q.trim().slice(0, 40), state }, number, size)
  const counts = await findingCounts(
    ctx,
    rows.map(row => row.id),
  )
  const lines = rows.slice(0, size).map(row => view.line(row, counts.get(row.id) ?? 0))
  const filters = [statesOf(appraisalFlow)]
  const cut = rows.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '第三方评价台账', columns: listColumns, rows: lines, filters, cut },
    })
  const page = (
    <AppraisalList
      rows={lines}
      query={c.req.query()}
      filters={filters}
      next={cut ? { page: String(number + 1) } : null}
      mayCommission={mayCreate(ctx, appraisalFlow, 'commission')}
      own={isOutsider(ctx.actor)}
    />
  )
  return desk(ctx, c, { title: home.label }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const open = view.seesScores(ctx, row)
  const [members, counts, findings, files, buttons, told] = await Promise.all([
    membersOf(ctx, row.id),
    checkCounts(ctx, row.id),
    findingsOf(ctx, row.id),
    filesOf(ctx, 'appraisal', row.id),
    buttonsFor(ctx, appraisalFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const field = (name: string): FileRow[] => files.filter(file => file.field === name)
  const page = (
    <AppraisalPage
      id={row.id}
      title={row.title}
      state={badgeOf(appraisalFlow, row.state)}
      buttons={buttons}
      links={linksOf(ctx, row)}
      facts={factsOf(row)}
      contract={field('contract')}
      members={
        await Promise.all(
          members.map(async member => ({
            name: member.name,
            head: member.staff_id === row.head_id,
            state: badgeOf(memberFlow, member.state),
            relations: (member.relations as unknown as Relation[]).map(code => relations[code]),
            explanation: member.explanation,
            buttons: await buttonsFor(ctx, memberFlow, member),
          })),
        )
      }
      methods={open ? view.methodLines(counts) : []}
      items={open ? view.itemLines(row) : null}
      total={open ? scoreWords(row.final_score ?? totalOf(row)) : ''}
      findings={open ? findings.map(view.findingLine) : null}
      noteHref={mayWork(ctx, row) ? `/act/appraisal_finding/note?appraisal_id=${row.id}` : null}
      conclusion={open ? row.conclusion : ''}
      reply={open ? row.reply : ''}
      replyFiles={open ? field('papers') : []}
      finalWord={row.final_word}
      mustDeclare={members.some(one => one.staff_id === ctx.actor.staffId && one.state === 'asked')}
      query={c.req.query()}
      story={told}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

/** For the assessor as long as the room is open a way back into it; for others the words. */
const basisOf = (ctx: Ctx, appraisal: Appraisal, row: Finding) =>
  row.record_id === null
    ? null
    : {
        words: basisWords(row.register, row.record_title),
        href: view.seesRoom(ctx, appraisal)
          ? `/desk/appraisals/${appraisal.id}/room/${row.register}/${row.record_id}`
          : null,
      }

export const mayWork = (ctx: Ctx, row: Appraisal): boolean =>
  row.state === 'working' && isOnTeam(ctx.actor, row) && inTerm(row, ctx.now)

function linksOf(ctx: Ctx, row: Appraisal) {
  const { href } = pathOf(row)
  const working = isOnTeam(ctx.actor, row) && inTerm(row, ctx.now)
  return [
    ...(view.seesRoom(ctx, row) ? [{ href: `${href}/room`, label: '证据室' }] : []),
    ...(working ? [{ href: `${href}/sampling`, label: '抽样与核查' }] : []),
    ...(holds(ctx.actor, commission, replyToAppraisal) ? [{ href: `${href}/looks`, label: '查阅记录' }] : []),
    ...(isIssued(row) || (working && row.drafted_at !== null)
      ? [
          { href: `${href}/report.pdf`, label: '报告（打印）' },
          { href: `${href}/report.docx`, label: '报告（文档）' },
        ]
      : []),
  ]
}

const factsOf = (row: Appraisal) => [
  { label: '评价哪一期', value: periodFrom(row.period).label },
  { label: '评价机构', value: row.assessor },
  { label: '怎样选定的', value: row.chosen_by },
  { label: '合同', value: `${row.contract_number}，${money(row.price_fen)}` },
  { label: '合同期', value: `${row.first_day} 至 ${row.last_day}` },
  { label: '评分表', value: `${row.sheet_name}（第 ${row.sheet_version} 版）` },
  { label: '报告签发', value: row.issued_at ? date(row.issued_at) : '' },
  { label: '中心答复', value: row.replied_at ? date(row.replied_at) : '' },
  { label: '定稿', value: row.finalised_at ? date(row.finalised_at) : '' },
  { label: '终止原因', value: row.ending },
]

async function showFinding(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, findingFlow, c.req.param('finding') ?? '')) as unknown as Finding
  const appraisal = (await find(
    { ...ctx, actor: system },
    appraisalFlow,
    row.appraisal_id,
  )) as unknown as Appraisal
  const way = holds(ctx.actor, ...all) ? [home, pathOf(appraisal)] : [improvements]
  const files = await filesOf(ctx, 'appraisal_finding', row.id)
  const item = itemsIn(appraisal).find(one => one.key === row.item_key)
  const page = (
    <FindingPage
      line={view.findingLine(row)}
      item={item ? itemLabel(item) : ''}
      facts={row.facts}
      basis={basisOf(ctx, appraisal, row)}
      advice={row.advice}
      evidence={files.filter(file => file.field === 'evidence')}
      proof={files.filter(file => file.field === 'proof')}
      raised={row.raised_id && !isOutsider(ctx.actor) ? `/desk/improvements/findings/${row.raised_id}` : null}
      buttons={await buttonsFor(ctx, findingFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: `问题 ${row.number}`, crumbs: way }, page)
}
