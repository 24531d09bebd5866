import { badgeOf } from '#modules/actions'
import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { classFileSection, ownClassPart, whenCompleted } from '#modules/training'
import { type Ctx, system } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { perform } from '#platform/perform'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { certificateFlow } from './certificate.ts'
import { proposeCertificates } from './duties.ts'
import { certificatesPdf, distributionPdf, handedInWords } from './printed.ts'
import { batchOfClass, certificateOfLearner, certificatesOfBatch } from './queries.ts'
import { batchFlow } from './workflow.ts'

// In the transaction of the completion: whoever completed the class is told on the next page to propose.
whenCompleted(async (ctx, row) => {
  if (row.certificate === '' || (await batchOfClass(ctx, row.id))) return
  const { people } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('class_id', '=', row.id)
    .where('state', '=', 'completed')
    .executeTakeFirstOrThrow()
  if (Number(people) === 0) return
  await perform({ ...ctx, actor: system }, batchFlow, 'prepare', null, {
    ...{ class_id: row.id, title: row.title, class_number: row.number, certificate: row.certificate },
    ...{ owner_id: row.owner_id, people: Number(people) },
  })
})

classFileSection({
  order: 600,
  title: '证书发放',
  async build(ctx, row) {
    const batch = await batchOfClass(ctx, row.id)
    if (!batch) return null
    const certificates = await certificatesOfBatch(ctx, batch.id)
    const signed = await filesOf(ctx, 'certificate_batch', batch.id)
    return {
      facts: [
        { label: '证书', value: batch.certificate },
        { label: '结业', value: `${batch.people} 人` },
        { label: '状态', value: badgeOf(batchFlow, batch.state).label },
        ...(batch.proposal ? [{ label: '提请说明', value: batch.proposal }] : []),
      ],
      tables: [
        {
          caption: '证书发放表',
          columns: [
            ...[{ label: '证书编号' }, { label: '姓名' }, { label: '身份证号' }, { label: '发证日期' }],
            ...[{ label: '状态' }, { label: '发放' }],
          ],
          rows: certificates.map(one => [
            ...[one.serial, one.person_name, one.id_masked, one.issued_on],
            ...[badgeOf(certificateFlow, one.state).label, handedInWords(one)],
          ]),
        },
      ],
      files: signed.map(file => ({ id: file.id, name: file.name })),
      made:
        certificates.length === 0
          ? []
          : [
              { name: '证书发放表.pdf', content: () => distributionPdf(ctx, batch, certificates) },
              { name: '结业证书.pdf', content: () => certificatesPdf(ctx, certificates) },
            ],
    }
  },
})

ownClassPart({
  order: 60,
  async part(ctx, _class, enrolment) {
    const one = await certificateOfLearner(ctx, enrolment.id)
    if (!one) return null
    const { label, tone } = badgeOf(certificateFlow, one.state)
    return (
      <Card title="结业证书" action={<Badge tone={tone}>{label}</Badge>}>
        <p>
          <a href={`/my/certificates/${one.id}`}>{one.name}</a>，编号 {one.serial}
        </p>
      </Card>
    )
  },
})

onMerge('certificate.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('certificate').set({ party_id: into }).where('party_id', '=', from).execute()
})

defineRecordHolding('certificate_batches', {
  label: '待提请的结业证书',
  flow: batchFlow,
  successors: (ctx: Ctx) => staffWithDuty(ctx, proposeCertificates),
  lasting: true,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('certificate_batch')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', 'in', ['preparing', 'proposed'])
      .limit(200)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})
