import { sql } from 'kysely'
import { countAll, defineClausePart, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { kinds } from './inputs.ts'
import { regulationFlow } from './workflow.ts'

const href = '/desk/regulations'
const inForce = sql`regulation.state in ('in_force', 'revising', 'revising_review') and regulation.version > 0`
const current = sql`regulation_version version on version.regulation_id = regulation.id and version.version = regulation.version`
const ofKind = (kind: string) =>
  sql`select count(*) from regulation join ${current} where ${inForce} and version.kind = ${kind}`

defineClausePart({
  clause: '4.5.1',
  module: 'regulations',
  does: '准入退出、服务反馈与处置、监督三类制度有示范文本，修改要审批，历次版本留存并公开。',
  async look(ctx) {
    const n = await countAll(ctx, {
      access: ofKind('access'),
      feedback: ofKind('feedback'),
      supervision: ofKind('supervision'),
      all: sql`select count(*) from regulation where ${inForce}`,
    })
    const without = (['access', 'feedback', 'supervision'] as const).filter(kind => n[kind] === 0)
    return lookOf({
      evidence: [{ label: '施行的管理制度', count: n.all, unit: '项', now: true, href }],
      nothing: without.length === 3 && {
        says: '三类制度都没有施行。',
        mend: '在“管理制度”里从示范文本开始，审批后施行。',
        href,
      },
      gaps: without.map(kind => ({
        says: `没有施行的“${kinds[kind]}”制度。`,
        mend: '从示范文本开始，审批后施行。',
        href,
      })),
    })
  },
})

defineClausePart({
  clause: '4.5.2',
  module: 'regulations',
  does: '制度的条文与系统里的时限、步骤、设置绑定，条文写的就是系统执行的，执行情况逐条可查。',
  async look(ctx) {
    const n = await countAll(ctx, {
      articles: sql`select count(*) from regulation join regulation_article article
        on article.regulation_id = regulation.id and article.version = regulation.version where ${inForce}`,
      bound: sql`select count(*) from regulation join regulation_article article
        on article.regulation_id = regulation.id and article.version = regulation.version
        where ${inForce} and cardinality(article.bindings) > 0`,
      loose: sql`select count(*) from regulation where ${inForce} and not exists (select from regulation_article article
        where article.regulation_id = regulation.id and article.version = regulation.version and cardinality(article.bindings) > 0)`,
    })
    return lookOf({
      evidence: [
        { label: '施行的条文', count: n.articles, unit: '条', now: true, href },
        { label: '由系统执行的条文', count: n.bound, unit: '条', now: true, href },
      ],
      nothing: n.articles === 0 && { says: '没有施行的条文。', mend: '制定管理制度并审批施行。', href },
      gaps: [
        n.loose > 0 && {
          says: `${n.loose} 项制度没有一条与系统的时限或步骤对应。`,
          mend: '修订制度，把条文绑定到时限、步骤或设置。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '4.5.1',
  module: 'regulations',
  ledgers: [
    ledgerOf(regulationFlow, {
      title: '管理制度台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 50 },
        { label: '现行版次', value: row => row.version, kind: 'number' },
      ],
    }),
  ],
})
