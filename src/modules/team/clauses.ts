import { sql } from 'kysely'
import { countAll, defineClausePart, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { qualificationFlow } from './qualification.ts'
import { postFlow, staffFlow } from './workflow.ts'

const href = '/desk/team'

defineClausePart({
  clause: '4.2.1',
  module: 'team',
  does: '岗位由职责组成，谁能办什么以职责为准；组织架构图和岗位职责由系统生成、可以打印。',
  async look(ctx) {
    const n = await countAll(ctx, {
      posts: sql`select count(*) from post where state = 'active'`,
      bare: sql`select count(*) from post where state = 'active' and (cardinality(duties) = 0 or summary = '')`,
      vacant: sql`select count(*) from post where state = 'active' and not exists (select from staff_post join staff
        on staff.id = staff_post.staff_id and staff.state = 'active' where post_id = post.id)`,
      staff: sql`select count(*) from staff where state = 'active' and organisation = 'centre'`,
      without: sql`select count(*) from staff where state = 'active' and organisation = 'centre'
        and not exists (select from staff_post where staff_id = staff.id)`,
    })
    return lookOf({
      evidence: [
        { label: '岗位', count: n.posts, unit: '个', now: true, href },
        { label: '中心人员', count: n.staff, unit: '人', now: true, href },
      ],
      nothing: n.posts === 0 && { says: '没有设岗位。', mend: '在“岗位与人员”设岗位、写职责。', href },
      gaps: [
        n.bare > 0 && {
          says: `${n.bare} 个岗位没有写明职责。`,
          mend: '给岗位选职责、写一句说明。',
          href,
        },
        n.vacant > 0 && { says: `${n.vacant} 个岗位空缺。`, mend: '任用人员，或撤销用不着的岗位。', href },
        n.without > 0 && { says: `${n.without} 名人员没有岗位。`, mend: '给他们安排岗位。', href },
      ],
    })
  },
})

defineClausePart({
  clause: '4.2.2',
  module: 'team',
  does: '登记专职人员及其资格证书，到期提醒；值班表和请假代理保证每天有人。',
  async look(ctx) {
    const n = await countAll(ctx, {
      full: sql`select count(*) from staff where state = 'active' and organisation = 'centre' and full_time`,
      valid: sql`select count(*) from qualification where state = 'valid'`,
      expired: sql`select count(*) from qualification join staff on staff.id = staff_id and staff.state = 'active'
        where qualification.state = 'expired'`,
    })
    return lookOf({
      evidence: [
        { label: '专职人员', count: n.full, unit: '人', now: true, href },
        { label: '有效的资格证书', count: n.valid, unit: '本', now: true, href },
      ],
      nothing: n.full === 0 && { says: '没有专职人员。', mend: '在“岗位与人员”任用专职人员。', href },
      gaps: [
        n.expired > 0 && {
          says: `${n.expired} 本在岗人员的资格证书已过期。`,
          mend: '换证后登记新的有效期。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '4.2.1',
  module: 'team',
  ledgers: [
    ledgerOf(postFlow, {
      title: '岗位台账',
      when: 'now',
      columns: [
        { label: '岗位', value: row => row.name },
        { label: '所属', value: row => row.unit },
        { label: '说明', value: row => row.summary, width: 60 },
        { label: '职责数', value: row => row.duties.length, kind: 'number' },
      ],
    }),
  ],
})
definePackPart({
  clause: '4.2.2',
  module: 'team',
  ledgers: [
    ledgerOf(staffFlow, {
      title: '人员台账',
      when: 'now',
      columns: [
        { label: '姓名', value: row => row.name, personal: 'name' },
        { label: '专职', value: row => (row.full_time ? '是' : '否') },
        { label: '到岗', value: row => row.joined_on, kind: 'date' },
        { label: '合同起', value: row => row.contract_from, kind: 'date' },
        { label: '合同止', value: row => row.contract_until, kind: 'date' },
      ],
    }),
    ledgerOf(qualificationFlow, {
      title: '资格证书台账',
      when: 'now',
      columns: [
        { label: '证书', value: row => row.name, width: 30 },
        { label: '发证单位', value: row => row.issuer, width: 30 },
        { label: '有效期至', value: row => row.valid_until, kind: 'date' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'team.qualification_expired',
  module: 'team',
  kind: 'expired',
  label: '在岗人员的证书过期',
  mend: '换证后登记新的有效期；不再需要的注销。',
  async find(ctx, { last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select qualification.id, staff.name || '：' || qualification.name as title, '/desk/team/staff/' || staff.id as href,
        staff.id as who, valid_until::timestamptz as at, '有效期到 ' || valid_until || ' 为止。' as says
      from qualification join staff on staff.id = staff_id and staff.state = 'active'
      where qualification.state <> 'withdrawn' and valid_until < ${last}::date and valid_until < ${ctx.now}
      order by qualification.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
