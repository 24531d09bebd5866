import { openCentre } from '#modules/team'
import type { Kernel } from '#platform/http'
import { items, notices } from '../src/demo/items.ts'
import { creditCodeOf, demoPassword, providers, recipients, staff } from '../src/demo/people.ts'
import { actingAt, type Settled, settle } from '../src/demo/settle.ts'
import type { TestApp, Visitor } from './app.ts'

/** The same cast as in the demonstration: who they are stands in src/demo/people.ts. */
export { creditCodeOf, demoPassword, providers, recipients, staff }

export interface World extends Settled {
  host: string
  /** Signs in this browser by the code that the phone gets. */
  signIn(visitor: Visitor, phone: string): Promise<void>
  /** Another browser of somebody, signed in a minute later. */
  device(phone: string): Promise<Visitor>
  /** Signs somebody in through the real door and returns their browser; the same one when asked again. */
  citizen(phone: string, name?: string): Promise<Visitor>
  worker(name: string): Promise<Visitor>
  stranger(): Visitor
}

interface Choice {
  name?: string
  division?: string
}

const hostOf = (which: number): string => `centre${which}.test`

/** A centre with the named team, some items and providers, and no history. */
export async function castCentre(kernel: Kernel, which: number, choice: Choice, now: Date): Promise<Settled> {
  const host = hostOf(which)
  const cast = {
    // A real county where towns matter; elsewhere any code, so that each centre has its own.
    division: choice.division ?? String(340800 + which),
    name: choice.name ?? '怀宁县电子商务公共服务中心',
    host,
    profile: { phone: '0556-000 0012', address: '高河镇' },
  }
  const id = await openCentre(kernel, { ...cast, demo: true, origin: `http://${host}` })
  const team = staff.map(one => ({ ...one, username: `${one.username}-${which}` }))
  const few = items.filter(item => ['ZX-001', 'SX-001', 'SX-002'].includes(item.code))
  const furniture = {
    staff: team,
    password: demoPassword,
    items: few,
    recipients: recipients.slice(0, 6),
    providers: providers.slice(0, 3),
    notices: notices.slice(0, 1).map(notice => ({ ...notice, day: 0 })),
  }
  return settle(kernel, id, furniture, now)
}

/** A centre of its own for a test; the first one, where nothing special is asked of it, lies ready. */
export async function newCentre(app: TestApp, choice: Choice = {}): Promise<World> {
  const ready = Object.keys(choice).length === 0 ? app.takeFurnished() : null
  const which = ready ? 1 : app.nextCentre('demonstration')
  const host = hostOf(which)
  const settled = ready
    ? { ...ready, at: actingAt(app.kernel, ready.id) }
    : await castCentre(app.kernel, which, choice, app.clock.now)
  const signedIn = new Map<string, Visitor>()
  const signIn = async (visitor: Visitor, phone: string): Promise<void> => {
    await visitor.submit('/sign-in', { phone })
    const asked = await visitor.get('/sign-in/code')
    const code = /\b(\d{6})\b/.exec(asked.page.querySelector('.alert')?.textContent ?? '')?.[1] ?? ''
    const entered = await visitor.post('/sign-in/code', { code, back: '/my' })
    if (entered.status !== 303) throw new Error(`sign-in of ${phone} answered ${entered.status}`)
  }
  return {
    ...settled,
    host,
    stranger: () => app.visitor(host),
    signIn,
    async device(phone) {
      // A code a minute is the limit, for tests too.
      app.clock.now = new Date(app.clock.now.getTime() + 61_000)
      const visitor = app.visitor(host)
      await signIn(visitor, phone)
      return visitor
    },
    async citizen(phone, name) {
      const known = signedIn.get(phone)
      if (known) return known
      const visitor = app.visitor(host)
      await signIn(visitor, phone)
      const { location } = await visitor.get('/my')
      if (name && location?.startsWith('/act/mandate/registerSelf'))
        await visitor.submit(location, { person_name: name, consent: '1' })
      signedIn.set(phone, visitor)
      return visitor
    },
    async worker(name) {
      const visitor = app.visitor(host)
      const username = `${staff.find(one => one.name === name)?.username}-${which}`
      const entered = await visitor.post('/sign-in/staff', { username, password: demoPassword })
      if (entered.status !== 303)
        throw new Error(`sign-in of ${name} answered ${entered.status}: ${entered.page.textContent}`)
      return visitor
    },
  }
}
