import { z } from 'zod'
import { message } from '#platform/notify'
import { type Addressee, allOf, anyOf, anyPerson, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { marks, wordsOf } from './codes.ts'
import { followJobs } from './duties.ts'
import * as effects from './internship-effects.ts'
import * as inputs from './internship-inputs.ts'
import { texts } from './messages.ts'
import {
  eitherSide,
  employer,
  enteredIt,
  type Internship,
  ofEitherSide,
  seeker,
  visibleInternships,
} from './people.ts'
import { type Reason, reason } from './reason.ts'
import { certifyDays } from './settings.ts'

const { ownPage, toBoth } = effects
const staff = allOf(followJobs, not(ofEitherSide))
const drafter = anyOf<Internship>(employer, followJobs)

/** Whose confirmation is missing: the employer's, the intern's, or the school's paper, which staff or the employer bring. */
const missing: Addressee<Internship> = {
  says: '还没有确认的一方',
  test: (actor, row) =>
    row.employer_agreed_at === null
      ? employer.test(actor, row, undefined as never)
      : row.intern_agreed_at === null
        ? seeker.test(actor, row, undefined as never)
        : followJobs.test(actor, row, undefined as never),
  address: row =>
    row.employer_agreed_at === null
      ? { party_id: row.employer_party_id }
      : row.intern_agreed_at === null
        ? { party_id: row.party_id }
        : { duty: followJobs.code },
}
const { stateAfter } = effects

/**
 * 5.3.2 实习实践: an agreement of employer, intern and, where there is one, school; a diary by the intern, a report, an
 * assessment by the employer and by the centre, and a certificate.
 */
export const internshipFlow = defineWorkflow({
  subject: 'internship',
  label: '实习',
  confidential: true,
  clause: '5.3.2',
  states: {
    agreeing: { label: '协议待确认', tone: 'orange', awaits: missing },
    running: { label: '实习中', tone: 'green', awaits: seeker, arranged: true },
    reported: { label: '待单位评价', tone: 'orange', awaits: employer },
    rated: { label: '待中心考评', tone: 'orange', awaits: followJobs, clock: 'certify' },
    certified: { label: '已发证明', tone: 'green', final: true },
    unqualified: { label: '考评不合格', tone: 'grey', final: true },
    ended: { label: '已终止', tone: 'grey', final: true },
  },
  clocks: { certify: { label: '考评', within: certifyDays } },
  visible: visibleInternships,
  title: row => `实习「${row.title}」`,
  href: (row, actor) => (actor.staffId ? `/desk/jobs/internships/${row.id}` : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    from_on: z.string(),
    until_on: z.string(),
    certificate_number: z.string().nullable(),
  }),
  actions: action => ({
    plan: action<inputs.Planning>({
      label: '拟实习协议',
      past: '拟了实习协议',
      done: '已拟好，请各方确认',
      from: 'new',
      to: 'agreeing',
      by: anyPerson,
      tone: 'primary',
      about: inputs.aboutApplication,
      input: inputs.planning,
      prefill: inputs.knownOfPlanning,
      effect: effects.planned,
      tell: row => toBoth(row, texts.agreement, {}),
    }),
    edit: action<inputs.Terms>({
      label: '修改协议',
      past: '修改了实习协议，各方要重新确认',
      from: ['agreeing'],
      by: drafter,
      input: inputs.revising,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => effects.redrafted(input),
      tell: row => toBoth(row, texts.agreement, {}),
    }),
    agreeAsEmployer: action<inputs.Consent>({
      label: '单位确认协议',
      past: '单位确认了实习协议',
      from: ['agreeing'],
      to: row => stateAfter({ ...row, employer_agreed_at: row.employer_agreed_at ?? new Date(0) }),
      by: employer,
      tone: 'primary',
      suits: row => row.employer_agreed_at === null,
      input: inputs.consenting('协议内容属实，按协议安排和保障实习'),
      effect: async ctx => ({ employer_agreed_at: ctx.now }),
      tell: effects.tellRunning,
    }),
    agreeAsIntern: action<inputs.InternConsent>({
      label: '本人确认协议',
      past: '本人确认了实习协议',
      from: ['agreeing'],
      to: row => stateAfter({ ...row, intern_agreed_at: row.intern_agreed_at ?? new Date(0) }),
      by: seeker,
      tone: 'primary',
      suits: row => row.intern_agreed_at === null,
      input: inputs.internConsent,
      effect: async (ctx, _row, input) => ({
        ...{ intern_agreed_at: ctx.now, birth_on: input.birth_on, guardian: input.guardian },
      }),
      tell: effects.tellRunning,
    }),
    schoolAgreed: action<inputs.SchoolPaper>({
      label: '登记学校盖章',
      past: '登记了学校盖章的协议',
      from: ['agreeing'],
      to: row => stateAfter({ ...row, school_agreed_on: row.school_agreed_on ?? row.from_on }),
      by: anyOf<Internship>(employer, staff),
      suits: row => row.school_name !== '' && row.school_agreed_on === null,
      input: inputs.schoolPaper,
      effect: async (_ctx, _row, input) => ({ school_agreed_on: input.school_agreed_on }),
      tell: effects.tellRunning,
    }),
    diary: action<inputs.Entry>({
      label: '写实习日记',
      past: '写了实习日记',
      done: '已记下',
      from: ['running'],
      by: seeker,
      tone: 'primary',
      keep: '存草稿',
      input: inputs.entry,
      prefill: inputs.knownEntry,
      consequence: effects.entered,
    }),
    report: action<inputs.Report>({
      label: '交实习报告',
      past: '交了实习报告',
      done: '已交，等单位评价',
      from: ['running'],
      to: 'reported',
      by: seeker,
      keep: '存草稿',
      input: inputs.reporting,
      effect: effects.reported,
      tell: row => [
        message({ party: row.employer_party_id }, texts.reported, { title: row.title }, ownPage(row)),
      ],
    }),
    rate: action<inputs.Rating>({
      label: '评价实习',
      past: '单位评价了实习',
      from: ['reported'],
      to: 'rated',
      by: employer,
      tone: 'primary',
      input: inputs.rating('单位评价'),
      effect: async (_ctx, _row, { mark, words }) => ({ employer_mark: mark, employer_words: words }),
      tell: row => [
        message(
          { duty: followJobs.code },
          texts.rated,
          { title: row.title },
          `/desk/jobs/internships/${row.id}`,
        ),
      ],
    }),
    certify: action<inputs.Rating>({
      label: '中心考评',
      past: '中心考评了实习',
      from: ['rated'],
      to: (_row, input) => (input.mark === 'fail' ? 'unqualified' : 'certified'),
      by: allOf(staff, not(everDid('拟协议的人', 'plan', 'edit')), not(enteredIt)),
      tone: 'primary',
      input: inputs.rating('中心考评', '合格的同时发给实习证明。'),
      effect: effects.certified,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.certified,
          {
            ...{ title: row.title, mark: wordsOf(marks, input.mark) },
            after: row.certificate_number ? '实习证明已发，可以下载' : '没有发证明',
          },
          ownPage(row),
        ),
      ],
    }),
    end: action<Reason>({
      label: '终止实习',
      past: '终止了实习',
      from: ['agreeing', 'running', 'reported'],
      to: 'ended',
      by: anyOf<Internship>(eitherSide, staff),
      tone: 'danger',
      input: reason('为什么终止', '各方都会看到。'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      tell: (row, input) => toBoth(row, texts.ended, { reason: input.reason }),
    }),
    endWithAccount: action({
      label: '随账号终止',
      past: '一方已注销，实习终止',
      from: ['agreeing', 'running', 'reported', 'rated'],
      to: 'ended',
      by: theSystem,
      inner: true,
    }),
  }),
})
