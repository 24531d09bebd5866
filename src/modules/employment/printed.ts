import type { Ctx } from '#platform/ctx'
import { type InternshipAgreement, type InternshipCertificate, pdf } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date, dateTime, money } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { insurances, marks, wordsOf } from './codes.ts'
import type { InternshipRow } from './queries/internships.ts'

const sent =
  (c: Http, name: string, make: () => Promise<Buffer>): Answer =>
  async () =>
    c.body(new Uint8Array(await make()), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
      'cache-control': 'no-store',
    })

/** 实习协议: the three parties with what each answers for, and who confirmed when. */
export async function agreementPdf(ctx: Ctx, c: Http, row: InternshipRow): Promise<Answer> {
  const paper: InternshipAgreement = {
    centre: ctx.centre.name,
    ...{ title: row.title, employer: row.employer, person: row.person_name, guardian: row.guardian },
    ...{ school: row.school_name, schoolContact: row.school_contact, place: row.place, tasks: row.tasks },
    ...{ from: row.from_on, until: row.until_on, mentor: row.mentor },
    hours: `每天不超过 ${row.hours_day} 小时，每周 ${row.days_week} 天，不安排加班`,
    allowance:
      Number(row.allowance_fen) > 0 ? `每月 ${money(Number(row.allowance_fen))}，按月发给本人` : '没有补贴',
    insurance: `${wordsOf(insurances, row.insurance)}，保单号 ${row.insurance_number}`,
    nights: row.night_shifts ? '有夜班；未满 18 周岁的不安排' : '不安排夜班',
    hazards: row.hazards ? `${row.hazards}；已告知并提供防护` : '没有有害或危险的作业',
    signed: [
      { who: '实习单位', at: row.employer_agreed_at ? dateTime(row.employer_agreed_at) : '' },
      { who: '实习生', at: row.intern_agreed_at ? dateTime(row.intern_agreed_at) : '' },
      ...(row.school_name ? [{ who: '学校', at: row.school_agreed_on ?? '' }] : []),
    ],
    printedAt: dateTime(ctx.now),
  }
  return sent(c, `实习协议-${row.person_name}`, () => pdf('internship-agreement', paper))
}

/** 实习证明; 404 before it was given. */
export async function certificatePdf(ctx: Ctx, c: Http, row: InternshipRow): Promise<Answer> {
  if (!row.certificate_number || !row.certified_on) throw notFound('这份实习证明')
  const paper: InternshipCertificate = {
    centre: ctx.centre.name,
    ...{ number: row.certificate_number, person: row.person_name, employer: row.employer, title: row.title },
    ...{ from: row.from_on, until: row.until_on, entries: row.entries, certifiedOn: row.certified_on },
    employerMark: wordsOf(marks, row.employer_mark ?? ''),
    centreMark: wordsOf(marks, row.centre_mark ?? ''),
    words: row.centre_words,
    printedAt: date(ctx.now),
  }
  return sent(c, `实习证明-${row.certificate_number}`, () => pdf('internship-certificate', paper))
}
