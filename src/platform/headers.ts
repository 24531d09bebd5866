/** The one style that a script adds: Turbo's progress bar, named by its hash (the browser story sees no complaint). */
const turboProgressBar = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"

const always: ReadonlyArray<readonly [string, string]> = [
  [
    'content-security-policy',
    [
      "default-src 'self'",
      "img-src 'self' data: blob:",
      `style-src 'self' ${turboProgressBar}`,
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  ],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(self), geolocation=(self), microphone=()'],
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
]
const overTls = [...always, ['strict-transport-security', 'max-age=15552000'] as const]

/** What every answer carries, unless a route is stricter (files that people uploaded are). */
export const securityHeaders = (secure: boolean): ReadonlyArray<readonly [string, string]> =>
  secure ? overTls : always
