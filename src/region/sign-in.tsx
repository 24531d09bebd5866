import { Hono } from 'hono'
import { clearedCookie } from '#platform/auth'
import { addressOf, type Env, type Http, isSecure, localPath, sentForm } from '#platform/http'
import { SignInPage } from './pages/sign-in.tsx'
import { regionOf } from './reader.ts'
import { page } from './show.tsx'

/** Name and password, as staff have; tries are counted and locked out alike. */
export const signInRoutes = new Hono<Env>()
  .get('/sign-in', c => showSignIn(c, { back: localPath(c.req.query('back')) ?? '' }))
  .post('/sign-in', checkPassword)
  .post('/sign-out', async c => {
    const { session, actor, kernel } = c.var
    if (session && actor.identityId) await kernel.auth.endSession(actor.identityId, session.id)
    c.header('set-cookie', clearedCookie())
    return c.redirect('/sign-in', 303)
  })

const showSignIn = (c: Http, shown: Omit<Parameters<typeof SignInPage>[0], 'demo'>) =>
  page(c, { title: '登录' }, <SignInPage {...shown} demo={regionOf(c).demo} />)

async function checkPassword(c: Http): Promise<Response> {
  const form = await sentForm(c)
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const meta = {
    ...{ ip: addressOf(c), userAgent: c.req.header('user-agent') ?? '' },
    ...{ centreId: null, secure: isSecure(c) },
  }
  const { auth } = c.var.kernel
  const result = await auth.signInPassword(text('username'), text('password'), meta, regionOf(c).id)
  const back = localPath(text('back')) ?? ''
  if (result.ok) {
    c.header('set-cookie', result.cookie, { append: true })
    return c.redirect(back || '/', 303)
  }
  const wrong = result.reason === 'wrong'
  c.status(wrong ? 422 : 429)
  const error = wrong
    ? '登录名或密码不对。'
    : '失败次数过多，已锁定 30 分钟。忘记密码请联系平台管理员重新设置。'
  return showSignIn(c, { back, username: text('username'), error })
}
