/** Messages by field name; the key '' is for the form as a whole. */
export type FieldErrors = Record<string, string>

/**
 * What went wrong, in words for the person who asked. Becomes an error page, a form with messages, or a
 * problem document (RFC 9457) according to how one asked.
 */
export class Problem extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503
  readonly title: string
  readonly errors: FieldErrors
  /** The page of the record that it is about, where the person may see that. */
  readonly see: string | null

  constructor(
    status: Problem['status'],
    title: string,
    detail = '',
    errors: FieldErrors = {},
    see: string | null = null,
  ) {
    super(detail || title)
    this.status = status
    this.title = title
    this.errors = errors
    this.see = see
  }
}

/** 404: it does not exist, or the actor may not know that it does. */
export const notFound = (what = '您要找的内容') =>
  new Problem(404, '没有找到', `${what}不存在，或者您没有查看的权限。`)

/** 401: sign in first. */
export const signInFirst = () => new Problem(401, '请先登录', '登录后即可办理。')

/** 403: known, but not this person's to do. */
export const forbidden = (detail = '您没有办理这一步的权限。') => new Problem(403, '无权办理', detail)

/** 409: the record is not in a state that allows this; the detail says what can be done instead. */
export const conflict = (detail: string, see: string | null = null) =>
  new Problem(409, '当前无法办理', detail, {}, see)

/** 422: wrong input, by field. What concerns the form as a whole also says so where no form is shown. */
export const invalid = (errors: FieldErrors, detail = errors[''] ?? '有几处需要修改，请看下方说明。') =>
  new Problem(422, '请修改后再提交', detail, errors)

/** 429: too many tries. */
export const tooMany = (detail: string) => new Problem(429, '操作过于频繁', detail)
