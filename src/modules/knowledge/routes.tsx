import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import { cached, type Env, type Http, sentForm, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { readerOf } from '#platform/reader'
import { suggestedAnswers } from './answers.ts'
import { type Basis, isKind } from './codes.ts'
import { deskKnowledgeRoutes } from './desk.tsx'
import { EntryPage, KnowledgePage, VoicePage } from './pages/public.tsx'
import { type PublicEntry, publicEntries, publicEntry, topics } from './queries.ts'
import { countReading, countVoice, type Voice } from './readers.ts'
import { entryData } from './structured.ts'

/** 5.1 知识库: for everyone. */
export const knowledgeRoutes = new Hono<Env>()
  .route('/', deskKnowledgeRoutes)
  .get('/knowledge', cached(showList))
  .get('/knowledge/:id', cached(showEntry))
  .get('/knowledge/:id/voice', c => voice(c, null))
  .post('/knowledge/:id/voice', async c => {
    const said = String((await sentForm(c)).get('voice') ?? '')
    if (said !== 'helpful' && said !== 'unhelpful') throw invalid({ voice: '请选择有帮助或没帮助。' })
    return voice(c, said)
  })

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const { q = '', kind = '', topic = '' } = c.req.query()
  const filter = {
    kind: isKind(kind) ? kind : '',
    topicId: isId(topic) ? topic : '',
    question: q.trim().slice(0, 60),
  }
  const narrowed = filter.question !== '' || filter.kind !== ''
  const [rows, all] = await Promise.all([publicEntries(ctx, filter, narrowed ? 100 : 12), topics(ctx)])
  return portal(
    c,
    { title: '知识库', description: '农村电商常见问题：开店、证照、食品、物流、直播、商标' },
    <KnowledgePage
      rows={rows}
      topics={all}
      query={{ q: filter.question, kind: filter.kind, topic: filter.topicId }}
    />,
  )
}

async function asked(ctx: Ctx, c: Http): Promise<PublicEntry> {
  const id = c.req.param('id') ?? ''
  const entry = isId(id) ? await publicEntry(ctx, id) : undefined
  if (!entry) throw notFound('这条知识')
  return entry
}

async function showEntry(ctx: Ctx, c: Http): Promise<Response> {
  const entry = await asked(ctx, c)
  const alike = await suggestedAnswers(ctx, entry.title, 5)
  return portal(
    c,
    {
      title: entry.title,
      description: entry.body.slice(0, 80),
      head: { data: entryData(ctx.centre, entry) },
    },
    <EntryPage
      entry={{
        ...entry,
        basis: entry.basis as unknown as Basis[],
        validUntil: entry.valid_until,
        confirmedAt: entry.confirmed_at,
      }}
      related={alike.filter(one => one.id !== entry.id).slice(0, 4)}
    />,
  )
}

/** Counts a reading, or a voice: by the session, or by a mark of this browser that says nothing else. */
async function voice(c: Http, said: Voice | null): Promise<Response> {
  const reader = readerOf(c, '/knowledge')
  c.header('cache-control', 'no-store')
  return writeIn(c, async ctx => {
    const entry = await asked(ctx, c)
    const kept = said ? await countVoice(ctx, entry, reader, said) : await countReading(ctx, entry, reader)
    return portal(c, { title: entry.title }, <VoicePage id={entry.id} title={entry.title} said={kept} />)
  })
}
