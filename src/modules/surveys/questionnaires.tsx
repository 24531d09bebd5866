import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { type Definition, kinds } from './definition.ts'
import { seesSurveys } from './duties.ts'
import type { Exported } from './inputs.ts'
import { QuestionnaireList, QuestionnairePage, questionnaireColumns } from './pages/questionnaires.tsx'
import type { Questionnaire } from './people.ts'
import { fieldsFor } from './public.tsx'
import { questionnaireList } from './queries/surveys.ts'
import { questionnaireFlow } from './questionnaire.ts'
import { mayRead } from './reading.ts'

/** 调查问卷 at the workbench: its versions, how each looks, and as a file for other centres. */
export const questionnaireRoutes = new Hono<Env>()
  .get('/desk/surveys/questionnaires', atDesk(showList))
  .get('/desk/surveys/questionnaires/:id/questionnaire.json', atDesk(sendFile))
  .get('/desk/surveys/questionnaires/:id', atDesk(showOne))

const perPage = 50
const home = { href: '/desk/surveys', label: '满意度调查' }
const list = { href: '/desk/surveys/questionnaires', label: '调查问卷' }
const states = {
  name: 'state',
  label: '状态',
  options: Object.entries(questionnaireFlow.states).map(([value, { label }]) => ({ value, label })),
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  mayRead(ctx)
  const { state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await questionnaireList(ctx, state, number, size)
  const rows = found.slice(0, size).map(row => ({
    ...{ id: row.id, title: row.title, code: row.code, version: row.version, note: row.note },
    questions: (row.definition as unknown as Definition).questions.length,
    ...{ usedOn: row.used_at ? date(row.used_at) : '', state: badgeOf(questionnaireFlow, row.state) },
  }))
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '调查问卷', columns: questionnaireColumns, rows, filters: [states], cut: more },
    })
  const links = (['write', 'importOne'] as const).filter(name => mayCreate(ctx, questionnaireFlow, name))
  const page = (
    <QuestionnaireList
      rows={rows}
      filters={[states]}
      next={more ? { page: String(number + 1) } : null}
      query={c.req.query()}
      links={links.map(name => ({
        href: `/act/questionnaire/${name}?back=${encodeURIComponent(list.href)}`,
        label: questionnaireFlow.actions[name].label,
      }))}
    />
  )
  return desk(ctx, c, { title: list.label, crumbs: [home] }, page)
}

const oneFor = async (ctx: Ctx, c: Http): Promise<Questionnaire> =>
  (await find(ctx, questionnaireFlow, c.req.param('id') ?? '')) as unknown as Questionnaire

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneFor(ctx, c)
  const { questions } = row.definition as unknown as Definition
  const numbers = new Map(questions.map((one, at) => [one.key, at + 1]))
  const revise = seesSurveys(ctx.actor) && mayCreate(ctx, questionnaireFlow, 'revise') && row.used_at !== null
  const page = (
    <QuestionnairePage
      id={row.id}
      title={`${row.title}（第 ${row.version} 版）`}
      state={badgeOf(questionnaireFlow, row.state)}
      opening={row.opening}
      facts={[
        { label: '编号', value: <code>{row.code}</code> },
        { label: '启用日期', value: row.used_at ? date(row.used_at) : '' },
        { label: '这一版改了什么', value: row.note },
      ]}
      questions={questions.map(one => ({
        number: numbers.get(one.key) ?? 0,
        label: one.label,
        kind: kinds[one.kind],
        required: one.required ? '必答' : '',
        options: one.options?.join('、') ?? '',
        condition: one.onlyIf
          ? `第 ${numbers.get(one.onlyIf.key)} 题选“${one.onlyIf.values.join('”或“')}”`
          : '',
      }))}
      fields={fieldsFor(ctx, row.definition)}
      revise={revise ? `/act/questionnaire/revise?questionnaire_id=${row.id}` : null}
      buttons={await buttonsFor(ctx, questionnaireFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home, list] }, page)
}

async function sendFile(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneFor(ctx, c)
  const exported: Exported = {
    format: 'questionnaire/1',
    ...{ code: row.code, version: row.version, title: row.title, opening: row.opening },
    ...(row.definition as unknown as Definition),
  }
  const name = encodeURIComponent(`${row.title}-第${row.version}版.json`)
  return c.body(JSON.stringify(exported, null, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'no-store',
  })
}
