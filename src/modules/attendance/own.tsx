import { buttonsFor } from '#modules/actions'
import { halfInWords, isLearner, ownClassPart } from '#modules/training'
import { qrSvg } from '#platform/documents'
import { shareOf } from './counting.ts'
import { asCounted } from './grid.ts'
import { OwnAttendance } from './pages/own.tsx'
import { arrivedText, sessionTime } from './printed.ts'
import { ownRows } from './queries/own.ts'
import { attendanceFlow } from './record.ts'
import { attendanceShare } from './settings.ts'
import { learnerCode } from './tokens.ts'

/** 我的培训: one's half days, one's own code for the door, and how much is needed for completion. */
ownClassPart({
  order: 30,
  async part(ctx, trainingClass, enrolment) {
    const rows = await ownRows(ctx, enrolment.id)
    if (rows.length === 0) return null
    const mine = isLearner(ctx.actor, enrolment)
    const coming = rows.some(one => one.closes_at > ctx.now) && enrolment.state === 'accepted'
    const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
    const share = shareOf(
      rows
        .filter(one => one.closes_at <= ctx.now)
        .map(one => asCounted({ ...one, id_hash: enrolment.id_hash })),
    )
    return (
      <OwnAttendance
        title={trainingClass.title}
        qr={
          mine && coming
            ? await qrSvg(
                `${ctx.centre.origin}/desk/attendance/learners/${enrolment.id}/${learnerCode(ctx.centre.keys, enrolment.id)}`,
              )
            : null
        }
        share={share}
        needed={attendanceShare.of(ctx.centre)}
        back={`/my/training/${enrolment.id}`}
        halves={
          await Promise.all(
            rows.map(async one => ({
              half: halfInWords(one.half),
              time: sessionTime(one).replace(halfInWords(one.half), '').trim(),
              state:
                one.method === 'late'
                  ? { label: '到课（补录）', tone: 'orange' as const }
                  : {
                      label:
                        attendanceFlow.states[one.state as keyof typeof attendanceFlow.states]?.label ?? '',
                      tone:
                        attendanceFlow.states[one.state as keyof typeof attendanceFlow.states]?.tone ??
                        'grey',
                    },
              note: one.reason ?? (one.state === 'present' && one.method !== 'late' ? arrivedText(one) : ''),
              buttons:
                mine && one.closes_at > ctx.now ? await buttonsFor(ctx, attendanceFlow, one, facts) : [],
            })),
          )
        }
      />
    )
  },
})
