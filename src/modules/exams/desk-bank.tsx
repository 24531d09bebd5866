import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { notFound, Problem } from '#platform/errors'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  pageNumber,
  readIn,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { find } from '#platform/perform'
import { keyText } from './content.ts'
import type { Rule } from './drawing.ts'
import { bankDuties, writeQuestions } from './duties.ts'
import { writeGift } from './gift.ts'
import { type BroughtIn, bringIn, mostBytes, noneBroughtIn } from './gift-import.ts'
import { contentOf, type Difficulty, difficulties, type Kind, kinds } from './kinds.ts'
import { DeskQuestion, DeskQuestions, GiftPage, questionColumns } from './pages/bank.tsx'
import { DeskPaper, DeskPapers, paperColumns } from './pages/papers.tsx'
import { type Item, type PaperRow, paperFlow } from './paper.ts'
import {
  paperById,
  papers,
  questionList,
  questionsById,
  questionsInUse,
  topicCounts,
  versionsOf,
} from './queries/bank.ts'
import { numberText, type QuestionRow, questionFlow, typedOf } from './question.ts'

/** 5.3.1 题库: questions and papers at the workbench, and the text files they travel in. */
export const bankRoutes = new Hono<Env>()
  .get('/desk/exams/questions', atDesk(showQuestions, ...bankDuties))
  .get('/desk/exams/questions/gift', atDesk(showGift, writeQuestions))
  .post('/desk/exams/questions/gift', c => takeGift(c))
  .get('/desk/exams/questions/all.gift', atDesk(sendGift, writeQuestions))
  .get('/desk/exams/questions/:id', atDesk(showQuestion, ...bankDuties))
  .get('/desk/exams/papers', atDesk(showPapers, ...bankDuties))
  .get('/desk/exams/papers/:id', atDesk(showPaper, ...bankDuties))

const perPage = 50
const home = { href: '/desk/exams', label: '题库与考试' }
const bank = { href: '/desk/exams/questions', label: '题库' }

const asOptions = (of: Record<string, string>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

const lineOf = (row: QuestionRow) => ({
  ...{ id: row.id, number: row.number, version: row.version, stem: row.stem, topic: row.topic },
  kind: kinds[row.kind as Kind],
  difficulty: difficulties[row.difficulty as Difficulty],
  state: badgeOf(questionFlow, row.state),
})

async function showQuestions(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '', kind = '', topic = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const filter = { question: q.trim().slice(0, 40), state, kind, topic }
  const [found, counts] = await Promise.all([questionList(ctx, filter, number, size), topicCounts(ctx)])
  const rows = found.slice(0, size).map(lineOf)
  const topics = [...new Set(counts.map(one => one.topic))]
  const states = Object.entries(questionFlow.states).map(([value, { label }]) => ({ value, label }))
  const filters = [
    { name: 'kind', label: '题型', options: asOptions(kinds) },
    { name: 'topic', label: '知识点', options: topics.map(value => ({ value, label: value })) },
    { name: 'state', label: '状态', options: states },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '题库', columns: questionColumns, rows, filters, cut: more })
  const page = (
    <DeskQuestions
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayWrite={mayCreate(ctx, questionFlow, 'write')}
      counts={Object.entries(kinds).map(([value, label]) => ({
        label,
        count: counts.filter(one => one.kind === value).reduce((sum, one) => sum + Number(one.n), 0),
      }))}
    />
  )
  return desk(ctx, c, { title: '题库', crumbs: [home] }, page)
}

async function showQuestion(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, questionFlow, c.req.param('id') ?? '')) as unknown as QuestionRow
  const [versions, names] = await Promise.all([
    versionsOf(ctx, row.number),
    staffNames(ctx, row.written_by ? [row.written_by] : []),
  ])
  const content = contentOf(row)
  const page = (
    <DeskQuestion
      {...{ id: row.id, content, explanation: row.explanation, reason: row.reason }}
      title={`${numberText(row)}（第 ${row.version} 版）`}
      state={badgeOf(questionFlow, row.state)}
      facts={[
        { label: '题型', value: kinds[content.kind] },
        { label: '知识点', value: row.topic },
        { label: '难度', value: difficulties[row.difficulty as Difficulty] },
        { label: '编写人', value: names.get(row.written_by ?? '') ?? '' },
        { label: '正确答案', value: keyText(content) },
      ]}
      versions={versions.map(one => ({
        href: `/desk/exams/questions/${one.id}`,
        label: `第 ${one.version} 版`,
        state: badgeOf(questionFlow, one.state),
        current: one.id === row.id,
      }))}
      revise={
        row.state === 'in_use' && mayCreate(ctx, questionFlow, 'revise')
          ? `/act/exam_question/revise?of=${row.id}`
          : null
      }
      buttons={await buttonsFor(ctx, questionFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: numberText(row), crumbs: [home, bank] }, page)
}

/** All that is in use, as a text file that other programs read. */
async function sendGift(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await questionsInUse(ctx)
  const text = writeGift(rows.map(row => ({ ...typedOf(row), code: numberText(row) })))
  return c.body(text, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('题库.gift.txt')}`,
    'cache-control': 'no-store',
  })
}

async function showGift(ctx: Ctx, c: Http): Promise<Answer> {
  return giftPage(ctx, c, noneBroughtIn)
}

const giftPage = (ctx: Ctx, c: Http, result: BroughtIn): Promise<Response> =>
  desk(ctx, c, { title: '导入试题', crumbs: [home, bank] }, <GiftPage result={result} />)

/** All of a file or nothing: where something is wrong, its lines are told and nothing is brought in. */
async function takeGift(c: Http): Promise<Response> {
  requireStaff(c, writeQuestions)
  const form = await sentForm(c)
  const sent = form.get('file')
  const pasted = form.get('text')
  const topic = form.get('topic')
  const file = sent instanceof File && sent.size > 0 ? sent : null
  if (file && file.size > mostBytes) throw new Problem(413, '文件太大', '文件最大 1 兆，请分几次导入。')
  const text = file ? await file.text() : typeof pasted === 'string' ? pasted : ''
  const result = await writeIn(c, ctx => bringIn(ctx, text, typeof topic === 'string' ? topic.trim() : ''))
  if (result.faults.length > 0) {
    c.status(422)
    return readIn(c, ctx => giftPage(ctx, c, { ...result, text, topic: String(topic ?? '') }))
  }
  const known = result.known > 0 ? `；${result.known} 道题库里已经有，没有重复导入` : ''
  setCookie(c, 'flash', `已导入 ${result.done} 道试题，提交审核后可以使用${known}`, {
    ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
  })
  return c.redirect('/desk/exams/questions?state=draft', 303)
}

async function showPapers(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await papers(ctx)).map(row => ({
    ...{ id: row.id, title: row.title, total: row.total },
    mode: row.mode === 'rule' ? '随机抽题' : '固定题目',
    questions: countOf(row),
    state: badgeOf(paperFlow, row.state),
  }))
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '试卷', columns: paperColumns, rows })
  const page = (
    <DeskPapers rows={rows} query={c.req.query()} mayCompose={mayCreate(ctx, paperFlow, 'compose')} />
  )
  return desk(ctx, c, { title: '试卷', crumbs: [home] }, page)
}

const countOf = (row: PaperRow): number =>
  row.mode === 'rule'
    ? (row.rules as unknown as Rule[]).reduce((sum, one) => sum + one.count, 0)
    : (row.items as unknown as Item[]).length

async function showPaper(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, paperFlow, c.req.param('id') ?? '')
  const row = await paperById(ctx, id)
  if (!row) throw notFound('这份试卷')
  const items = row.items as unknown as Item[]
  const known = await questionsById(
    ctx,
    items.map(one => one.id),
  )
  const page = (
    <DeskPaper
      {...{ id: row.id, title: row.title, note: row.note }}
      state={badgeOf(paperFlow, row.state)}
      lead={`${row.mode === 'rule' ? '随机抽题' : '固定题目'}，共 ${countOf(row)} 题 ${row.total} 分`}
      rules={(row.rules as unknown as Rule[]).map(one => ({
        kind: kinds[one.kind],
        topic: one.topic || '不限',
        difficulty: difficulties[one.difficulty as Difficulty] ?? '不限',
        ...{ count: one.count, marks: one.marks },
      }))}
      items={items.flatMap(({ id: question, marks }) => {
        const found = known.get(question)
        return found ? [{ ...lineOf(found), marks }] : []
      })}
      buttons={await buttonsFor(ctx, paperFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: '/desk/exams/papers', label: '试卷' }]
  return desk(ctx, c, { title: row.title, crumbs }, page)
}
