import { badgeOf, buttonsFor, story, type Told } from '#modules/actions'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { date, money } from '#platform/format'
import { maskPhone } from '#platform/identifiers'
import { holds } from '#platform/who'
import { applicationFlow } from './application.ts'
import { meetingWords } from './application-effects.ts'
import { checkFlow } from './check.ts'
import * as codes from './codes.ts'
import { followJobs } from './duties.ts'
import { internshipFlow } from './internship.ts'
import { introductionFlow } from './introduction.ts'
import type { ApplicationView } from './pages/applications.tsx'
import type { InternshipLine, InternshipView } from './pages/internships.tsx'
import type { LineProps, Phase, PostView, ResumeView } from './pages/parts.tsx'
import type { IntroductionView } from './pages/talents.tsx'
import type { JobCheck, Resume } from './people.ts'
import { type ApplicationRow, checksOf, resumeShown } from './queries/applications.ts'
import { entriesOf, type InternshipRow, internshipOf } from './queries/internships.ts'
import { fairsOfPost, type PostRow } from './queries/posts.ts'
import type { IntroductionRow } from './queries/talents.ts'
import { payWords, placeWords } from './words.ts'

const { wordsOf } = codes

export async function postView(ctx: Ctx, row: PostRow): Promise<PostView> {
  const fairs = await fairsOfPost(ctx, row.id)
  return {
    ...{ id: row.id, title: row.title, employer: row.party, places: row.places, tasks: row.tasks },
    ...{ wants: row.wants, benefits: row.benefits, nightShifts: row.night_shifts, hazards: row.hazards },
    kind: wordsOf(codes.postKinds, row.kind),
    trade: wordsOf(codes.trades, row.trade),
    employment: wordsOf(codes.employments, row.employment),
    pay: payWords(row.low_fen, row.high_fen, row.pay_per),
    place: placeWords(row.town, row.place_note),
    validUntil: row.valid_until,
    confirmedOn: row.confirmed_on ?? '',
    publishedOn: row.published_at ? date(row.published_at) : '',
    fairs: fairs.map(one => ({ ...one, day: date(one.starts_at) })),
  }
}

/** What is over stays to be found, and says so. */
export function phaseOf(ctx: Ctx, row: PostRow): Phase {
  if (row.state === 'closed')
    return { label: '已结束', tone: 'grey', open: false, why: `单位说：${endWords(row)}。` }
  if (row.state === 'expired' || row.valid_until < dayOf(ctx.now))
    return { label: '已到期', tone: 'orange', open: false, why: '单位还没有确认是不是还在招。' }
  return { label: '招聘中', tone: 'green', open: true, why: '' }
}
export const endWords = (row: PostRow): string =>
  row.end_reason ? wordsOf(codes.endReasons, row.end_reason) : ''

export const resumeView = (resume: Resume): ResumeView => ({
  ...{ name: resume.person_name, phone: resume.phone, skills: resume.skills },
  ...{ experience: resume.experience, wish: resume.wish },
  town: placeWords(resume.town, ''),
  education: wordsOf(codes.educations, resume.education),
})

/** As the employer's list names somebody: not before they looked, and not after it was taken back. */
export const applicationLine = (row: ApplicationRow, side: 'seeker' | 'employer'): LineProps => ({
  href: `/my/jobs/applications/${row.id}`,
  title:
    side === 'seeker'
      ? row.title
      : row.viewed_at === null
        ? '一份新简历'
        : row.consent_ended_at !== null
          ? '（已收回简历）'
          : row.person,
  about: [side === 'seeker' && row.employer, `${date(row.applied_at)} 应聘`, meetingWords(row)]
    .filter(Boolean)
    .join(' · '),
  state: badgeOf(applicationFlow, row.state),
})

type Side = ApplicationView['side']
const sideOf = (ctx: Ctx, row: { party_id: string; employer_party_id: string }, atDesk: boolean): Side =>
  atDesk ? 'desk' : ctx.actor.parties.includes(row.party_id) ? 'seeker' : 'employer'

const gone = {
  seeker: '这份简历已收回，对方看不到。',
  unseen: '点“查看简历”就能看，对方会知道您看过了。',
  employer: '对方已收回简历，不再显示。',
}

export async function applicationView(
  ctx: Ctx,
  row: ApplicationRow,
  atDesk: boolean,
): Promise<ApplicationView> {
  const side = sideOf(ctx, row, atDesk)
  // One's own is always there for oneself, whether or not somebody else may see it.
  const asSeen = side === 'seeker' ? { ...row, viewed_at: row.applied_at } : row
  const resume = side === 'desk' ? null : await resumeShown(ctx, asSeen)
  const [internship, checks] = await Promise.all([
    internshipOf(ctx, row.id),
    side === 'employer' ? [] : checksOf(ctx, [row.id]),
  ])
  const knows = side !== 'employer' || resume !== null
  const hired = row.state === 'hired' || row.state === 'started'
  const plans = side === 'employer' || (side === 'desk' && holds(ctx.actor, followJobs))
  return {
    ...{ id: row.id, side, words: knows ? row.words : '', reason: row.reason },
    title: `应聘「${row.title}」`,
    state: badgeOf(applicationFlow, row.state),
    post: { id: row.post_id, employer: row.employer },
    person: knows ? row.person : '',
    contact:
      side === 'seeker' && row.interview_at ? { name: row.contact_name, phone: row.contact_phone } : null,
    appliedOn: date(row.applied_at),
    interview: meetingWords(row),
    offer: offerWords(row),
    startOn: row.start_on ?? '',
    started: startWords(row),
    resume: resume && resumeView(resume),
    files: resume ? await filesOf(ctx, 'resume', resume.id) : [],
    consents: side === 'employer' || !row.entered_by ? [] : await filesOf(ctx, 'job_application', row.id),
    noResume: side === 'seeker' ? gone.seeker : row.viewed_at === null ? gone.unseen : gone.employer,
    internship: internship ? { id: internship.id, state: badgeOf(internshipFlow, internship.state) } : null,
    mayPlan: plans && hired && row.kind === 'internship' && (!internship || internship.state === 'ended'),
    checks: await Promise.all(checks.map(check => checkView(ctx, check))),
    buttons: await buttonsFor(ctx, applicationFlow, row),
    story: (await story(ctx, { recordId: row.id })).map(told => (knows ? told : nameless(told))),
  }
}

/** What was done, without by whom: the employer is not told a name by the timeline either. */
const nameless = (told: Told): Told => ({ ...told, title: told.title.replace(told.who, '').trim(), who: '' })

const offerWords = (row: ApplicationRow): string =>
  [row.start_on && payWords(row.offer_fen, row.offer_fen, row.offer_per ?? 'month'), row.offer_words]
    .filter(Boolean)
    .join('，')
const startWords = (row: ApplicationRow): string => {
  if (row.started_on) return `${row.started_on}（${row.start_verified === 'call' ? '电话核实' : '双方确认'}）`
  if (row.employer_started_on) return `单位说 ${row.employer_started_on} 已到岗，等本人确认`
  return row.applicant_started_on ? `本人说 ${row.applicant_started_on} 已到岗，等单位确认` : ''
}

async function checkView(ctx: Ctx, check: JobCheck) {
  const says =
    check.state === 'done'
      ? [
          check.still_there ? '还在岗' : '已经离开',
          check.fee_asked ? '有人收过钱，已登记为反馈' : '没有人收过钱',
          check.body,
          check.how && wordsOf(codes.checkWays, check.how),
        ]
          .filter(Boolean)
          .join('；')
      : ''
  return {
    title: `到岗 ${check.after_days} 天`,
    state: badgeOf(checkFlow, check.state),
    says,
    due: check.due_on,
    buttons: await buttonsFor(ctx, checkFlow, check),
  }
}

const markWords = (mark: string | null, words: string): string =>
  mark ? [wordsOf(codes.marks, mark), words].filter(Boolean).join('：') : ''

export async function internshipView(ctx: Ctx, row: InternshipRow): Promise<InternshipView> {
  const [entries, files] = await Promise.all([entriesOf(ctx, row.id), filesOf(ctx, 'internship', row.id)])
  const agreed = [
    row.employer_agreed_at && `单位 ${date(row.employer_agreed_at)}`,
    row.intern_agreed_at && `本人 ${date(row.intern_agreed_at)}`,
    row.school_agreed_on && `学校 ${row.school_agreed_on}`,
  ]
  return {
    ...{ id: row.id, title: `实习「${row.title}」`, person: row.person_name, employer: row.employer },
    ...{ place: row.place, tasks: row.tasks, mentor: row.mentor, hazards: row.hazards, report: row.report },
    ...{ nightShifts: row.night_shifts, guardian: row.guardian, reason: row.reason },
    state: badgeOf(internshipFlow, row.state),
    school: [row.school_name, row.school_contact].filter(Boolean).join('，'),
    span: `${row.from_on} 至 ${row.until_on}`,
    hours: `每天 ${row.hours_day} 小时，每周 ${row.days_week} 天`,
    allowance: Number(row.allowance_fen) > 0 ? `每月 ${money(Number(row.allowance_fen))}` : '没有',
    insurance: `${wordsOf(codes.insurances, row.insurance)}，保单号 ${row.insurance_number}`,
    confirmed: agreed.filter(Boolean).join('；'),
    employerMark: markWords(row.employer_mark, row.employer_words),
    centreMark: markWords(row.centre_mark, row.centre_words),
    certificate: row.certificate_number ?? '',
    entries: entries.map(one => ({ day: one.on_day, hours: one.hours, body: one.body })),
    photos: files.filter(file => file.field === 'photos'),
    papers: files.filter(file => file.field !== 'photos'),
    buttons: await buttonsFor(ctx, internshipFlow, row),
    story: await story(ctx, { recordId: row.id }),
  }
}

export const internshipLine = (row: InternshipRow): InternshipLine => ({
  ...{ id: row.id, title: row.title, person: row.person_name, employer: row.employer },
  ...{ school: row.school_name, insurance: row.insurance_number, entries: row.entries },
  span: `${row.from_on} 至 ${row.until_on}`,
  marks: [row.employer_mark, row.centre_mark]
    .flatMap(mark => (mark ? [wordsOf(codes.marks, mark)] : []))
    .join('、'),
  certificate: row.certificate_number ?? '',
  state: badgeOf(internshipFlow, row.state),
})

/** The employer sees a name once the person agreed, and no more when they have left the pool. */
export async function introductionView(
  ctx: Ctx,
  row: IntroductionRow,
  atDesk: boolean,
): Promise<IntroductionView> {
  const side = atDesk ? 'desk' : ctx.actor.parties.includes(row.party_id) ? 'person' : 'employer'
  const named = side !== 'employer' || row.state === 'agreed' || row.state === 'concluded'
  return {
    ...{ id: row.id, side, employer: row.employer, words: row.words, officer: row.officer },
    state: badgeOf(introductionFlow, row.state),
    post: row.post_id && row.post ? { id: row.post_id, title: row.post } : null,
    askedOn: date(row.asked_at),
    skills: row.skills.join('、'),
    town: placeWords(row.town, ''),
    education: wordsOf(codes.educations, row.education),
    years: `${row.years} 年`,
    name: named ? row.contact_name : '',
    phone: named ? (side === 'desk' ? maskPhone(row.contact_phone) : row.contact_phone) : '',
    outcome: row.outcome ? wordsOf(codes.outcomes, row.outcome) : '',
    reason: side === 'employer' && row.state !== 'concluded' ? '' : row.reason,
    buttons: await buttonsFor(ctx, introductionFlow, row),
    story: await story(ctx, { recordId: row.id }),
  }
}
