import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { plain } from '#modules/shell'
import { clearedCookie, type Meta, passwordRule, type SignIn } from '#platform/auth'
import { Problem } from '#platform/errors'
import { addressOf, type Env, type Http, isSecure, localPath, sentForm, writeIn } from '#platform/http'
import { mobile } from '#platform/identifiers'
import { noteSent } from '#platform/outbox'
import { keysOf } from '#platform/secrets'
import { fill, shownValues } from '#platform/templates'
import { codeText } from './messages.ts'
import { CodePage, PhonePage, StaffPage, TotpPage } from './pages/sign-in.tsx'

/** Signing in and out: a code by phone for the public, name and password for staff. */
export const signInRoutes = new Hono<Env>()
  .get('/sign-in', c => plain(c, { title: '登录' }, <PhonePage back={backOf(c)} kept={keptFor(c)} />))
  .post('/sign-in', c => sendCode(c))
  .get('/sign-in/code', c => showCode(c))
  .post('/sign-in/code', c => checkCode(c))
  .get('/sign-in/staff', c =>
    plain(
      c,
      { title: '工作人员登录' },
      <StaffPage back={backOf(c)} kept={keptFor(c)} username="" demo={c.var.centre.demo} />,
    ),
  )
  .post('/sign-in/staff', c => checkPassword(c))
  .post('/sign-in/totp', c => checkTotp(c))
  .post('/sign-out', async c => {
    const { session, actor, kernel } = c.var
    if (session && actor.identityId) await kernel.auth.endSession(actor.identityId, session.id)
    c.header('set-cookie', clearedCookie())
    return c.redirect('/', 303)
  })

const backOf = (c: Context): string => localPath(c.req.query('back')) ?? ''

/** Whether something typed waits for whoever signs in here. */
const keptFor = (c: Http): boolean => getCookie(c, 'parked') !== undefined

export const metaOf = (c: Http): Meta => ({
  ip: addressOf(c),
  userAgent: c.req.header('user-agent') ?? '',
  centreId: c.var.centre.id,
  secure: isSecure(c),
})

async function fieldsOf(c: Http): Promise<Record<string, string>> {
  const form = await sentForm(c)
  return Object.fromEntries(
    [...form]
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      .map(([name, value]) => [name, value.trim()]),
  )
}

async function sendCode(c: Http): Promise<Response> {
  const { phone: typed = '', back = '' } = await fieldsOf(c)
  const phone = mobile.safeParse(typed)
  if (!phone.success) {
    c.status(422)
    return plain(
      c,
      { title: '登录' },
      <PhonePage back={back} kept={keptFor(c)} phone={typed} error="请填写 11 位手机号。" />,
    )
  }
  const code = await c.var.kernel.auth.requestCode(phone.data, metaOf(c))
  if (code === null) {
    c.status(429)
    return plain(
      c,
      { title: '登录' },
      <PhonePage
        back={back}
        kept={keptFor(c)}
        phone={typed}
        error="验证码发送得太频繁，请一分钟后再试；仍不行请到窗口办理。"
      />,
    )
  }
  await deliverCode(c, phone.data, code)
  const asked: Asked = { phone: phone.data, shown: c.var.centre.demo ? code : null }
  setCookie(c, 'asked', keysOf(c.var.kernel.config.secret, 0).encrypt(JSON.stringify(asked)), {
    path: '/sign-in',
    maxAge: 300,
    httpOnly: true,
    sameSite: 'Lax',
  })
  return c.redirect(`/sign-in/code${back ? `?back=${encodeURIComponent(back)}` : ''}`, 303)
}

/** For whom a code was asked, between the two steps: sealed in a cookie, so that no phone stands in an address. */
interface Asked {
  phone: string
  shown: string | null
}

function askedOf(c: Http): Asked | null {
  try {
    return JSON.parse(keysOf(c.var.kernel.config.secret, 0).decrypt(getCookie(c, 'asked') ?? ''))
  } catch {
    return null
  }
}

const againFrom = (c: Http, back: string): Response =>
  c.redirect(back ? `/sign-in?back=${encodeURIComponent(back)}` : '/sign-in', 303)

function showCode(c: Http): Promise<Response> | Response {
  const asked = askedOf(c)
  return asked
    ? plain(c, { title: '填写验证码' }, <CodePage back={backOf(c)} {...asked} />)
    : againFrom(c, backOf(c))
}

/** A code leaves at once, not by a job: somebody waits for it. The outbox notes that; the code itself in a demo only. */
async function deliverCode(c: Http, phone: string, code: string): Promise<void> {
  const { sms } = c.var.kernel.outside
  const body = fill(codeText.text, { code })
  const failure = sms
    ? await sms(phone, codeText.code, { code }, body).then(
        () => null,
        (error: Error) => error.message,
      )
    : '尚未配置短信通道'
  const noted = c.var.centre.demo ? body : fill(codeText.text, shownValues(codeText, { code }))
  await writeIn(c, ctx => noteSent(ctx, { phone, template: codeText.code, body: noted, failure }))
  if (failure && !c.var.centre.demo)
    throw new Problem(503, '验证码没有发出', '短信通道暂时不可用，请稍后再试，或到窗口办理。')
}

async function checkCode(c: Http): Promise<Response> {
  const { code = '', back = '' } = await fieldsOf(c)
  const asked = askedOf(c)
  if (!asked) return againFrom(c, back)
  const result = await c.var.kernel.auth.verifyCode(asked.phone, code.replaceAll(/\s/g, ''), metaOf(c))
  if (!result.ok) {
    c.status(result.reason === 'wrong' ? 422 : 429)
    const error =
      result.reason === 'wrong'
        ? '验证码不对或已失效，请核对；也可以返回重新获取。'
        : '试的次数太多，请 30 分钟后再试。'
    return plain(c, { title: '填写验证码' }, <CodePage back={back} {...asked} error={error} />)
  }
  return welcome(c, result, back || '/my')
}

async function checkPassword(c: Http): Promise<Response> {
  const { username = '', password = '', back = '' } = await fieldsOf(c)
  const result = await c.var.kernel.auth.signInPassword(username, password, metaOf(c))
  if (result.ok) return welcome(c, result, back || '/desk')
  if (result.reason === 'second-factor')
    return plain(c, { title: '两步验证' }, <TotpPage back={back} ticket={result.ticket ?? ''} />)
  c.status(result.reason === 'wrong' ? 422 : 429)
  const error =
    result.reason === 'wrong'
      ? '登录名或密码不对。'
      : '失败次数过多，已锁定 30 分钟。如忘记密码，请联系管理员。'
  return plain(
    c,
    { title: '工作人员登录' },
    <StaffPage back={back} kept={keptFor(c)} username={username} error={error} demo={c.var.centre.demo} />,
  )
}

async function checkTotp(c: Http): Promise<Response> {
  const { ticket = '', code = '', back = '' } = await fieldsOf(c)
  const result = await c.var.kernel.auth.verifyTotp(ticket, code.replaceAll(/\s/g, ''), metaOf(c))
  if (result.ok) return welcome(c, result, back || '/desk')
  c.status(result.reason === 'wrong' ? 422 : 429)
  const error =
    result.reason === 'wrong' ? '动态码不对或已过期，请重新输入。' : '试的次数太多，请 30 分钟后再试。'
  return plain(c, { title: '两步验证' }, <TotpPage back={back} ticket={ticket} error={error} />)
}

/** Signed in: back to where one wanted to go. (What must come first stands in the way there: `firstThing`.) */
function welcome(c: Http, result: Extract<SignIn, { ok: true }>, back: string): Response {
  c.header('set-cookie', result.cookie, { append: true })
  setCookie(c, 'flash', '已登录', {
    path: '/',
    maxAge: 30,
    httpOnly: true,
    sameSite: 'Lax',
  })
  return c.redirect(localPath(back) ?? '/my', 303)
}

export const newPassword = z
  .object({ present: z.string().min(1, '请填写现在的密码'), next: passwordRule })
  .refine(({ present, next }) => present !== next, { path: ['next'], error: '新密码不能与现在的密码相同' })
