import type { PgBoss } from 'pg-boss'
import { openCentre } from '#modules/team'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { queueName, type Waiting } from '#platform/jobs'
import { carryLetters } from '#platform/outbox'
import { liveActivities } from './demo/activities.ts'
import { liveAdmissions } from './demo/admission.ts'
import { liveAppraisals } from './demo/appraisals.ts'
import { liveArticles } from './demo/articles.ts'
import { liveAssessments } from './demo/assessments.ts'
import { liveAssets } from './demo/assets.ts'
import { liveAttendance } from './demo/attendance.ts'
import { liveBookings } from './demo/bookings.ts'
import { liveBriefs } from './demo/briefs.ts'
import { liveCatalogue } from './demo/catalogue.ts'
import { liveCertificates } from './demo/certificates.ts'
import { liveChannels } from './demo/channels.ts'
import { liveComplaints } from './demo/complaints.ts'
import { liveConsulting } from './demo/consulting.ts'
import { liveContests } from './demo/contests.ts'
import { liveDirectory } from './demo/directory.ts'
import { liveEmployment } from './demo/employment.ts'
import { evaluationLives } from './demo/evaluations.ts'
import { liveExams } from './demo/exams.ts'
import { liveFacilities } from './demo/facilities.ts'
import { liveYear } from './demo/history.ts'
import { liveImports } from './demo/imports.ts'
import { improvementLives } from './demo/improvements.ts'
import { together } from './demo/in-order.ts'
import { liveIncubation } from './demo/incubation.ts'
import { liveIndicators, lockIndicators } from './demo/indicators.ts'
import { liveInspections } from './demo/inspections.ts'
import { humanResources, items, notices } from './demo/items.ts'
import { liveKnowledge } from './demo/knowledge.ts'
import { liveMatching } from './demo/matching.ts'
import { liveContract } from './demo/operator.ts'
import { liveOrders, settleSupport } from './demo/orders.ts'
import {
  type CentreCast,
  demoPassword,
  huaining,
  providers,
  recipients,
  staff,
  taihu,
  taihuStaff,
} from './demo/people.ts'
import { livePolicies } from './demo/policies.ts'
import { liveProof } from './demo/proof.ts'
import { liveRegion } from './demo/region.ts'
import { liveRegulations } from './demo/regulations.ts'
import { feedReports, liveReporting } from './demo/reporting.ts'
import { liveNeighbours, liveResources } from './demo/resources.ts'
import { settle } from './demo/settle.ts'
import { liveStations } from './demo/stations.ts'
import { surveyLives } from './demo/surveys.ts'
import { liveTeam } from './demo/team.ts'
import { liveTracking } from './demo/tracking.ts'
import { closeTraining, liveTraining } from './demo/training.ts'
import { liveVouchers } from './demo/vouchers.ts'
import { simulatedYear, turnsOf, workingMorning } from './demo/year.ts'
import { yearsFindingLives } from './demo/year-improvements.ts'
import { runJob, workFor } from './worker.ts'

/** Loads the demonstration: 怀宁县 with a year of history, and 太湖县 beside it, so that tenancy is real. */
export async function loadDemo(kernel: Kernel, queue: PgBoss, say: (line: string) => void): Promise<void> {
  const year = simulatedYear(kernel.outside.now())
  const usual = new Date(kernel.outside.now().getTime() - 371 * 86_400_000)
  const began = workingMorning(year.first, -12)
  const port = kernel.config.PORT
  say('正在载入演示县：怀宁县……')
  const first = await openCentre(kernel, demoCentre(huaining, port))
  const settled = await settle(
    kernel,
    first,
    { staff, password: demoPassword, items: [...items, ...humanResources], recipients, providers, notices },
    began,
  )
  await settleSupport(settled, began)
  await liveYear(kernel, settled, {
    cases: 150,
    seed: 340822,
    items,
    recipients,
    providers,
    before: { from: workingMorning(year.first, -10), turns: turnsOf(year) },
    runJobs: jobsAt(kernel, queue, settled.id),
  })
  await liveOrders(settled, kernel.outside.now())
  await liveCatalogue(settled, kernel.outside.now())
  await runJob(kernel, { job: 'provider.qualifications', centre: first, data: {} })
  await liveFacilities(settled, kernel.outside.now())
  await liveBookings(settled, kernel.outside.now())
  await liveAssets(kernel, settled, kernel.outside.now())
  await liveContract(kernel, settled, kernel.outside.now())
  await liveInspections(kernel, settled, kernel.outside.now())
  await liveTeam(settled, kernel.outside.now())
  await liveComplaints(kernel, settled, kernel.outside.now())
  await liveStations(kernel, settled, kernel.outside.now())
  await liveActivities(kernel, settled, kernel.outside.now())
  await runJob(kernel, { job: 'activity.mix_opinions', centre: first, data: {} })
  await liveDirectory(settled, kernel.outside.now())
  await liveImports(kernel, settled, kernel.outside.now())
  await liveRegulations(settled, kernel.outside.now())
  await liveAdmissions(kernel, settled, kernel.outside.now())
  await liveAssessments(settled, kernel.outside.now())
  await livePolicies(kernel, settled, kernel.outside.now())
  await liveKnowledge(kernel, settled, kernel.outside.now())
  await liveConsulting(kernel, settled, kernel.outside.now())
  await runJob(kernel, { job: 'rating.mix', centre: first, data: {} })
  await liveResources(settled, kernel.outside.now())
  await liveMatching(kernel, settled, kernel.outside.now())
  await liveArticles(kernel, settled, kernel.outside.now())
  await liveChannels(kernel, settled, kernel.outside.now())
  await liveVouchers(kernel, settled, kernel.outside.now())
  const classes = await liveTraining(kernel, settled, kernel.outside.now())
  await liveAttendance(kernel, settled, kernel.outside.now(), classes)
  await liveExams(kernel, settled, kernel.outside.now(), classes)
  await closeTraining(settled, kernel.outside.now(), classes)
  await liveCertificates(settled, kernel.outside.now(), classes)
  await liveTracking(settled, kernel.outside.now(), classes)
  await runJob(kernel, { job: 'training.mix_opinions', centre: first, data: {} })
  await liveEmployment(kernel, settled, kernel.outside.now())
  await liveIncubation(kernel, settled, kernel.outside.now())
  await runJob(kernel, { job: 'incubation.days', centre: first, data: {} })
  await liveContests(kernel, settled, kernel.outside.now())
  await liveReporting(kernel, settled, kernel.outside.now())
  await runJob(kernel, { job: 'report.days', centre: first, data: {} })
  await runJob(kernel, { job: 'order.days', centre: first, data: {} })
  await liveIndicators(settled, kernel.outside.now())
  await runJob(kernel, { job: 'indicator.count', centre: first, data: {} })
  await feedReports(kernel, settled)
  await lockIndicators(settled, kernel.outside.now())
  await liveBriefs(kernel, settled, kernel.outside.now())
  await together(settled, [
    ...evaluationLives(year, kernel.outside.now()),
    ...surveyLives(year, kernel.outside.now()),
    one => liveAppraisals(kernel, one, year, kernel.outside.now()),
    ...(await yearsFindingLives(kernel, year, kernel.outside.now())),
    ...(await improvementLives(kernel, year, kernel.outside.now())),
  ])
  await runJob(kernel, { job: 'survey.mix', centre: first, data: {} })
  await runJob(kernel, { job: 'finding.look', centre: first, data: {} })
  await liveProof(kernel, settled, year, kernel.outside.now())
  say('正在载入演示县：太湖县……')
  const second = await openCentre(kernel, demoCentre(taihu, port))
  const few = items.filter(item => item.handling === 'consultation').slice(0, 8)
  const neighbours = recipients.slice(8, 12).map(one => ({
    ...one,
    name: one.name.replaceAll('怀宁', '太湖'),
    phone: one.phone.replace('1380000', '1390000'),
  }))
  const other = await settle(
    kernel,
    second,
    {
      staff: taihuStaff,
      password: demoPassword,
      items: few,
      recipients: neighbours,
      providers: [],
      notices: [],
    },
    usual,
  )
  await liveYear(kernel, other, {
    cases: 24,
    seed: 340825,
    items: few,
    recipients: neighbours,
    providers: [],
    runJobs: jobsAt(kernel, queue, other.id),
  })
  await liveNeighbours(other, kernel.outside.now())
  await runJob(kernel, { job: 'indicator.count', centre: second, data: {} })
  await liveRegion(kernel, other, kernel.outside.now())
}

const demoCentre = ({ host, ...cast }: CentreCast, port: number) => ({
  ...cast,
  host: `${host}:${port}`,
  origin: `http://${host}:${port}`,
  demo: true,
})

/**
 * What the clock does at a moment of the past, and the jobs that wait then: with the past's clock, many in one
 * transaction. Nothing of the past is sent any more.
 */
function jobsAt(kernel: Kernel, queue: PgBoss, centre: number): (at: Date) => Promise<void> {
  const liveThrough = async (at: Date): Promise<void> => {
    const outside = { ...kernel.outside, now: () => at, sms: async () => {}, mail: async () => {} }
    const known = await kernel.centres.byId(centre)
    const run = (waiting: readonly Waiting[]): Promise<void> =>
      kernel.database.write({ centre }, async db => {
        // Everything below happens on this one connection: the embedded database has no second one to give.
        const centres: Kernel['centres'] = { ...kernel.centres, byId: async () => known }
        const joined: Kernel['database'] = {
          ...kernel.database,
          read: (_scope, work) => work(db),
          write: (_scope, work) => work(db),
        }
        const then: Kernel = { ...kernel, centres, outside, database: joined }
        for (const one of waiting) await runJob(then, one)
        const work = await workFor(then, centre)
        while ((await carryLetters(work)) > 0);
      })
    await run(['clock.tick', 'rating.mix'].map(job => ({ job, centre, data: {} })))
    for (;;) {
      const waiting = await queue.fetch<Waiting>(queueName, { batchSize: 500 })
      if (waiting.length === 0) return
      await run(waiting.map(job => job.data))
      await queue.complete(
        queueName,
        waiting.map(job => job.id),
      )
    }
  }
  return at => asOf(at, () => liveThrough(at))
}
