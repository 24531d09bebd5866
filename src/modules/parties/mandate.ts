import { z } from 'zod'
import { giveConsent } from '#modules/identity'
import { renameIdentity } from '#platform/auth'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { allOf, anyOf, anyPerson, holds, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { readParties, verifyMandates } from './duties.ts'
import {
  type Claim,
  claimInput,
  evidences,
  type ProxyGrant,
  proxyInput,
  type SelfRegistration,
  selfInput,
} from './mandate/inputs.ts'
import { grantProxy, tellOfProxy, tellRevoked } from './mandate/proxy.ts'
import { texts } from './messages.ts'
import { claimableParties } from './queries.ts'
import { verifyDays } from './settings.ts'
import { partyFlow } from './workflow.ts'

type Mandate = RowOf<'mandate'>

/** One who already may act for the party vouches for another. */
const holder: Who<Mandate> = {
  says: '已获授权的人',
  test: (actor, row) => actor.parties.includes(row.party_id),
}
const oneself: Who<Mandate> = { says: '本人', test: (actor, row) => actor.identityId === row.identity_id }
/** The same person also where they are staff. */
const whoAsked: Who<Mandate> = {
  says: '本人',
  test: (actor, row) => [actor.identityId, actor.twin?.identityId].includes(row.identity_id),
}

/** 授权: this person may act for this party. Codes are public, so knowing one opens nothing. */
export const mandateFlow = defineWorkflow({
  subject: 'mandate',
  label: '授权',
  clause: '4.2.2',
  states: {
    pending: { label: '待核实', tone: 'orange', awaits: verifyMandates, clock: 'verify' },
    active: { label: '已授权', tone: 'green', final: true },
    refused: { label: '未通过', tone: 'red', final: true },
    revoked: { label: '已撤销', tone: 'grey', final: true },
    expired: { label: '已到期', tone: 'grey', final: true },
  },
  clocks: { verify: { label: '核实', within: verifyDays } },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system' || holds(actor, verifyMandates, readParties)) return query
    return query.where(eb =>
      eb.or([
        eb('mandate.identity_id', '=', actor.identityId),
        ...(actor.parties.length > 0 ? [eb('mandate.party_id', 'in', [...actor.parties])] : []),
      ]),
    )
  },
  title: row => `核实授权：${row.claimed_name}`,
  href: (row, actor) => (actor.staffId ? `/desk/mandates/${row.id}` : '/my'),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    party_id: z.uuid(),
    state: z.string(),
    role: z.string(),
    valid_until: z.string().nullable(),
    asked_at: z.date(),
  }),
  actions: action => ({
    registerSelf: action<SelfRegistration>({
      label: '登记姓名',
      about: async () => '第一次办事先登记，以后不用再填',
      leave: '/',
      done: '已登记，可以办事了',
      past: '登记为服务对象',
      from: 'new',
      to: 'active',
      by: anyPerson,
      quiet: true,
      input: selfInput,
      effect: async (ctx, _row, input) => {
        const phone = await phoneOf(ctx)
        await refuseSecondSelf(ctx)
        const party = await perform({ ...ctx, actor: system }, partyFlow, 'registerOnline', null, {
          kind: 'person',
          name: input.person_name,
          town: input.town,
          contact_name: input.person_name,
          contact_phone: phone,
        })
        return {
          ...own(ctx, input.person_name, phone),
          party_id: party.id,
          role: 'self',
          claimed_name: input.person_name,
        }
      },
      consequence: rememberName,
    }),
    request: action<Claim>({
      label: '申请为单位办事',
      done: '申请已提交，工作人员核实后通知您',
      past: '申请授权',
      from: 'new',
      to: 'pending',
      by: anyPerson,
      input: claimInput,
      prefill: async ({ actor }) => (actor.parties.length > 0 ? { person_name: actor.name } : {}),
      effect: async (ctx, _row, input) => ({
        ...own(ctx, input.person_name, await phoneOf(ctx)),
        party_id: await organisationOf(ctx, input),
        role: input.role,
        claimed_name: input.name,
      }),
    }),
    claim: action<{ party_id: string; person_name: string }>({
      label: '认领',
      past: '凭登记手机号认领',
      from: 'new',
      to: 'active',
      by: anyPerson,
      quiet: true,
      input: z.object({
        party_id: z.uuid(),
        person_name: z.string().trim().min(2).max(20).meta({ label: '您的姓名' }),
      }),
      effect: async (ctx, _row, input) => {
        const phone = await phoneOf(ctx)
        const mine = (await claimableParties(ctx, phone)).find(party => party.id === input.party_id)
        if (!mine) throw forbidden('登记的手机号与您的不一致，请到窗口办理。')
        return {
          ...own(ctx, input.person_name, phone),
          party_id: mine.id,
          role: mine.kind === 'person' ? 'self' : 'head',
          claimed_name: mine.name,
        }
      },
    }),
    grantProxy: action<ProxyGrant>({
      label: '代办授权',
      past: '经对方授权代办',
      from: 'new',
      to: 'active',
      by: anyPerson,
      inner: true,
      input: proxyInput,
      effect: grantProxy,
      note: ({ agency, matter, evidence }) => `${agency}，${matter}（${evidences[evidence]}）`,
      tell: tellOfProxy,
    }),
    endProxy: action<{ reason: string }>({
      label: '终止代办',
      past: '终止了代办授权',
      from: ['active'],
      to: 'revoked',
      by: theSystem,
      inner: true,
      suits: row => row.role === 'proxy',
      input: z.object({ reason: z.string() }),
      note: input => input.reason,
      tell: tellRevoked,
    }),
    verify: action<{ valid_until?: string | undefined }>({
      label: '核实通过',
      past: '核实通过',
      from: ['pending'],
      to: 'active',
      by: allOf(anyOf(verifyMandates, holder), not(whoAsked)),
      tone: 'primary',
      input: z.object({
        valid_until: z.iso
          .date()
          .optional()
          .meta({ label: '有效期至', widget: 'date', help: '按授权书填写；法定代表人可不填。' }),
      }),
      effect: async (ctx, row, input) => {
        if (row.role === 'agent' && !input.valid_until)
          throw invalid({ valid_until: '经办人的授权须填有效期。' })
        if (input.valid_until && input.valid_until < dayOf(ctx.now))
          throw invalid({ valid_until: '有效期已过。' })
        return { valid_until: input.valid_until ?? null }
      },
      tell: row => [message({ identity: row.identity_id }, texts.mandateVerified, {}, '/my')],
    }),
    refuse: action<{ reason: string }>({
      label: '不通过',
      past: '核实未通过',
      from: ['pending'],
      to: 'refused',
      by: anyOf(verifyMandates, holder),
      input: z.object({
        reason: z
          .string()
          .trim()
          .min(5)
          .max(300)
          .meta({ label: '原因', widget: 'textarea', help: '会告知申请人，请写清缺什么。' }),
      }),
      note: input => input.reason,
      tell: (row, input) => [
        message({ identity: row.identity_id }, texts.mandateRefused, { reason: input.reason }, '/my'),
      ],
    }),
    revoke: action<{ reason: string }>({
      label: '撤销授权',
      past: '撤销了授权',
      from: ['active', 'pending'],
      to: 'revoked',
      by: anyOf(verifyMandates, holder, oneself),
      tone: 'danger',
      input: z.object({
        reason: z.string().trim().min(2).max(300).meta({ label: '原因', widget: 'textarea' }),
      }),
      note: input => input.reason,
      tell: tellRevoked,
    }),
    expire: action({
      label: '到期',
      past: '授权到期',
      from: ['active'],
      to: 'expired',
      by: theSystem,
      quiet: true,
    }),
  }),
})

const own = (ctx: Ctx, person_name: string, phone: string) => ({
  identity_id: ctx.actor.identityId as string,
  person_name,
  phone,
  asked_at: ctx.now,
})

/** The phone that the person proved to hold when signing in. */
export async function phoneOf(ctx: Ctx): Promise<string> {
  const identity = await ctx.db
    .selectFrom('identity')
    .select('phone_number')
    .where('id', '=', ctx.actor.identityId as string)
    .executeTakeFirst()
  if (!identity?.phone_number) throw forbidden('请用手机号登录后办理。')
  return identity.phone_number
}

async function rememberName(ctx: Ctx, _row: Mandate, input: SelfRegistration): Promise<void> {
  await renameIdentity(ctx.db, ctx.actor.identityId as string, input.person_name)
  await giveConsent(ctx)
}

/** One person, one file of their own. */
async function refuseSecondSelf(ctx: Ctx): Promise<void> {
  const self = await ctx.db
    .selectFrom('mandate')
    .select('id')
    .where('identity_id', '=', ctx.actor.identityId as string)
    .where('role', '=', 'self')
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (self) throw conflict('您已登记过姓名。如需更正，请联系窗口工作人员。')
}

/** The organisation by its code, registered now if the centre does not know it yet. */
async function organisationOf(ctx: Ctx, input: Claim): Promise<string> {
  const known = await ctx.db
    .selectFrom('party')
    .select('id')
    .where('code', '=', input.code)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!known) {
    const party = await perform({ ...ctx, actor: system }, partyFlow, 'registerOnline', null, {
      kind: input.kind,
      name: input.name,
      code: input.code,
      town: input.town,
      contact_name: input.person_name,
      contact_phone: await phoneOf(ctx),
    })
    return party.id
  }
  const open = await ctx.db
    .selectFrom('mandate')
    .select('id')
    .where('party_id', '=', known.id)
    .where('identity_id', '=', ctx.actor.identityId as string)
    .where('state', 'in', ['pending', 'active'])
    .executeTakeFirst()
  if (open) throw conflict('您已申请或取得这家单位的授权，请在“我的”中查看。')
  return known.id
}
