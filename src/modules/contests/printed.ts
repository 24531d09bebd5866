import type { Ctx } from '#platform/ctx'
import { pdf, qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import type { Entry } from './people.ts'
import { whoOf } from './queries/public.ts'
import { contestOf, membersOf } from './queries.ts'

/** 荣誉证书 of a prize, A4 across, with the code by which anybody can check it. */
export async function honourPdf(ctx: Ctx, c: Http, row: Entry): Promise<Answer> {
  const [contest, members, party, prize] = await Promise.all([
    contestOf(ctx, row.contest_id),
    membersOf(ctx, [row.id]),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirst(),
    ctx.db
      .selectFrom('contest_prize')
      .selectAll()
      .where('entry_id', '=', row.id)
      .where('state', '!=', 'cancelled')
      .executeTakeFirst(),
  ])
  if (!prize || !contest.announced_at) throw notFound('荣誉证书')
  const honour = {
    centre: ctx.centre.name,
    organiser: contest.organiser,
    contest: contest.title,
    who: whoOf(party?.name ?? '', row.contact_name, row.as_team),
    members: row.as_team ? members.map(one => one.name).join('、') : '',
    work: row.title,
    prize: prize.name,
    number: `${date(contest.announced_at).slice(0, 4)} 年第 ${prize.turn} 号`,
    code: prize.code.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    checkQr: await qrSvg(`${ctx.centre.origin}/contests/check?code=${prize.code}`),
    day: date(contest.announced_at),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('honour', honour)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`荣誉证书-${prize.name}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
