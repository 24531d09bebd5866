import { foundCentre } from '#modules/team'
import { countiesOf } from '#platform/divisions'
import type { TestApp, Visitor } from './app.ts'

export interface Founded {
  id: number
  host: string
  /** The administrator, signed in anew. */
  director(): Promise<Visitor>
  /** Appoints somebody to a post through the director's form; returns the id. The password is the first one. */
  appoint(name: string, username: string, post: string): Promise<string>
  /** Somebody who takes a browser and enters name and password; `visitor` may hold cookies from before. */
  signIn(username: string, password: string, visitor?: Visitor): Promise<Visitor>
  /** Somebody of the public, signed in by the code that came by message. */
  citizen(phone: string): Promise<Visitor>
}

export const directorPassword = 'Founder-2026-first'
export const firstPassword = 'Given-2026-by-hand'

/**
 * A real centre, as `npm run centre -- create` opens it: standard posts, one director, nothing else, and none of the
 * demonstration's eases (codes come by message only, a first password must be changed).
 */
export async function foundedCentre(app: TestApp): Promise<Founded> {
  const which = app.nextCentre('real')
  const host = `founded${which}.test`
  const username = `leader-${which}`
  const { id } = await foundCentre(app.kernel, {
    division: countiesOf('34')[which]?.code ?? '',
    name: '太湖县电子商务公共服务中心',
    origin: `http://${host}`,
    person: '吴梅',
    username,
    password: directorPassword,
  })
  app.kernel.database.changed(id)
  const signIn = async (name: string, password: string, visitor = app.visitor(host)) => {
    const entered = await visitor.post('/sign-in/staff', { username: name, password })
    if (entered.status !== 303)
      throw new Error(`sign-in of ${name} answered ${entered.status}: ${entered.page.textContent}`)
    return visitor
  }
  const director = () => signIn(username, directorPassword)
  return {
    id,
    host,
    director,
    signIn,
    async appoint(name, as, post) {
      const leader = await director()
      const form = await leader.get('/act/staff/appoint')
      const choice = form.page.querySelectorAll('label').find(label => label.textContent.includes(post))
      const appointed = await leader.submit('/act/staff/appoint', {
        name,
        organisation: 'centre',
        posts: choice?.querySelector('input[name=posts]')?.getAttribute('value') ?? '',
        username: as,
        password: firstPassword,
      })
      if (appointed.status !== 303)
        throw new Error(`appointing ${name} answered ${appointed.status}: ${appointed.page.textContent}`)
      return appointed.location?.split('/').at(-1) ?? ''
    },
    async citizen(phone) {
      const visitor = app.visitor(host)
      await visitor.submit('/sign-in', { phone })
      const entered = await visitor.submit('/sign-in/code', { code: codeSentTo(app, phone) })
      if (entered.status !== 303) throw new Error(`sign-in of ${phone} answered ${entered.status}`)
      return visitor
    },
  }
}

/** The last code that came to a phone. */
export const codeSentTo = (app: TestApp, phone: string): string =>
  app.sent.sms
    .filter(one => one.phone === phone)
    .map(one => /验证码 (\d{6})/.exec(one.body)?.[1])
    .findLast(Boolean) ?? ''
