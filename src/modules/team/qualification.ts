import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { files } from '#platform/forms'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { knowsTeam, manageTeam } from './duties.ts'

interface QualificationInput {
  staff_id: string
  name: string
  number: string
  issuer: string
  valid_until?: string | undefined
  scans?: string[] | undefined
}

const facts = {
  name: z.string().trim().min(2).max(60).meta({ label: '证书名称', help: '如：电子商务师（三级）。' }),
  number: z.string().trim().max(60).default('').meta({ label: '证书编号', widget: 'code' }),
  issuer: z.string().trim().max(60).default('').meta({ label: '发证机构' }),
  valid_until: z.iso
    .date('请填写日期')
    .optional()
    .meta({ label: '有效期至', widget: 'date', help: '长期有效的不填；到期前 60、30、7 天提醒。' }),
  scans: files(4).optional().meta({ label: '证书照片' }),
}

/** 4.2.2 What a member of staff is qualified for, and until when. */
export const qualificationFlow = defineWorkflow({
  subject: 'qualification',
  label: '人员资质',
  clause: '4.2.2',
  states: {
    valid: { label: '有效', tone: 'green', final: true },
    expired: { label: '已过期', tone: 'red', final: true },
    withdrawn: { label: '已注销', tone: 'grey', final: true },
  },
  visible: (ctx, query) => (knowsTeam(ctx) ? query : query.where('qualification.id', 'is', null)),
  title: row => row.name,
  href: row => `/desk/team/staff/${row.staff_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    staff_id: z.uuid(),
    name: z.string(),
    valid_until: z.string().nullable(),
  }),
  actions: action => ({
    record: action<QualificationInput>({
      label: '登记资质',
      past: '登记了资质',
      from: 'new',
      to: 'valid',
      by: manageTeam,
      input: z.object({ staff_id: z.uuid().meta({ widget: 'hidden' }), ...facts }),
      effect: async (_ctx, _row, { scans: _, ...input }) => ({
        ...input,
        valid_until: input.valid_until ?? null,
      }),
    }),
    renew: action<{ valid_until?: string | undefined; scans?: string[] | undefined }>({
      label: '续期',
      past: '续期',
      from: ['valid', 'expired'],
      to: 'valid',
      by: manageTeam,
      input: z.object({ valid_until: facts.valid_until, scans: facts.scans }),
      effect: async (_ctx, _row, input) => ({ valid_until: input.valid_until ?? null, warned_days: null }),
      note: input => input.valid_until && `有效期至 ${input.valid_until}`,
    }),
    withdraw: action({
      label: '注销',
      past: '注销了资质',
      from: ['valid', 'expired'],
      to: 'withdrawn',
      by: manageTeam,
      confirm: '注销后不再显示为有效资质，记录保留。',
    }),
    expire: action({
      label: '过期',
      past: '有效期已满',
      from: ['valid'],
      to: 'expired',
      by: theSystem,
      inner: true,
      blockedBy: (row, _actor, { now }) =>
        (row.valid_until === null || row.valid_until >= dayOf(now)) && '还在有效期内。',
    }),
  }),
})
