import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { allOf, anyOf, everDid, not } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { handCertificates, issueCertificates, proposeCertificates } from './duties.ts'
import { correctionOf, replacement } from './effects.ts'
import * as inputs from './inputs.ts'
import { issuedNow } from './issuing.ts'
import { toldAsker, toldDeciders, toldHolder } from './messages.ts'
import { holder, ofOneself, visibleCertificates } from './people.ts'
import { decideDays } from './settings.ts'

const proposing = allOf(proposeCertificates, not(ofOneself))
const deciding = allOf(
  issueCertificates,
  not(everDid('提请的人', 'askRevocation', 'askCorrection')),
  not(ofOneself),
)

/**
 * 5.3.1 结业证书: what it says is frozen when it is issued. It ends only by two people: one asks with a reason, another
 * decides; what was wrong is put right by a new one with a number of its own.
 */
export const certificateFlow = defineWorkflow({
  subject: 'certificate',
  label: '结业证书',
  clause: '5.3.1',
  states: {
    issued: { label: '有效', tone: 'green', final: true },
    revoking: { label: '待决定撤销', tone: 'orange', awaits: issueCertificates, clock: 'decide' },
    correcting: { label: '待决定更正', tone: 'orange', awaits: issueCertificates, clock: 'decide' },
    revoked: { label: '已撤销', tone: 'red', final: true },
    replaced: { label: '已换发', tone: 'grey', final: true },
  },
  clocks: { decide: { label: '审核', within: decideDays, anew: true } },
  visible: visibleCertificates,
  title: row => `${row.serial} ${row.person_name}`,
  href: (row, actor) => (actor.staffId ? `/desk/certificates/${row.id}` : `/my/certificates/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    serial: z.string(),
    name: z.string(),
    class_id: z.uuid(),
    class_number: z.string(),
    issued_on: z.string(),
  }),
  actions: action => ({
    issue: action<inputs.Issued>({
      label: '颁发',
      past: '颁发了证书',
      from: 'new',
      to: 'issued',
      by: issueCertificates,
      inner: true,
      input: inputs.issued,
      effect: issuedNow,
      tell: row => [toldHolder('issued', row)],
    }),
    handOut: action<inputs.Handed>({
      label: '登记发放',
      past: '登记了证书发放',
      from: ['issued'],
      suits: row => row.handed_on === null,
      by: anyOf(handCertificates, proposeCertificates),
      input: inputs.handed,
      prefill: inputs.knownHanding,
      effect: async (_ctx, _row, input) => input,
    }),
    confirmReceipt: action({
      label: '确认收到',
      past: '确认收到证书',
      done: '已确认',
      from: ['issued'],
      suits: row => row.handed_on === null,
      by: holder,
      effect: async ctx => ({ handed_on: dayOf(ctx.now), handed_how: 'online' }),
    }),
    askCorrection: action<inputs.Correction>({
      label: '提请更正',
      past: '提请更正证书',
      from: ['issued'],
      to: 'correcting',
      by: proposing,
      input: inputs.correction,
      prefill: inputs.knownCorrection,
      effect: correctionOf,
      note: input => input.reason,
      tell: row => [toldDeciders('correcting', row)],
    }),
    correct: action({
      label: '同意更正，换发新证',
      past: '同意更正，换发了新证',
      done: '旧证已停用，新证已颁发',
      from: ['correcting'],
      to: 'replaced',
      by: deciding,
      tone: 'primary',
      confirm: '旧证的编号停用，新证另编一号。',
      publishes: true,
      effect: async ctx => ({ ended_on: dayOf(ctx.now) }),
      consequence: replacement,
    }),
    askRevocation: action<inputs.Reason>({
      label: '提请撤销',
      past: '提请撤销证书',
      from: ['issued'],
      to: 'revoking',
      by: proposing,
      tone: 'danger',
      input: inputs.reasonWithProof('撤销原因', '如：查实冒名参加。会告诉持证人。'),
      effect: async (_ctx, _row, { reason }) => ({ reason }),
      note: input => input.reason,
      tell: row => [toldDeciders('revoking', row)],
    }),
    revoke: action({
      label: '同意撤销',
      past: '撤销了证书',
      done: '证书已撤销，查验页和状态名单随即更新',
      from: ['revoking'],
      to: 'revoked',
      by: deciding,
      tone: 'danger',
      confirm: '撤销后不能恢复。',
      publishes: true,
      effect: async ctx => ({ ended_on: dayOf(ctx.now) }),
      tell: row => [toldHolder('revoked', row)],
    }),
    keep: action<inputs.Reason>({
      label: '不同意',
      past: '没有同意，证书继续有效',
      from: ['revoking', 'correcting'],
      to: 'issued',
      by: deciding,
      input: inputs.reason('理由'),
      effect: async () => ({ reason: null, correction: null }),
      note: input => input.reason,
      tell: (row, input) => [toldAsker(row, input.reason)],
    }),
  }),
})
