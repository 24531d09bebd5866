/*
 * Statistics of samples, for evaluations (6.1, 6.2.1). Nothing is rounded here.
 */

/** A value with its confidence interval. */
export interface Interval {
  value: number
  low: number
  high: number
}

/** What the statistics of marks are made of: how many, their sum, and the sum of their squares. */
export interface Moments {
  n: number
  sum: number
  squares: number
}

export const momentsOf = (values: readonly number[]): Moments => ({
  n: values.length,
  sum: values.reduce((sum, x) => sum + x, 0),
  squares: values.reduce((sum, x) => sum + x * x, 0),
})

/** Sample variance (n − 1); NaN for fewer than two. */
export const varianceOf = ({ n, sum, squares }: Moments): number =>
  n < 2 ? Number.NaN : Math.max(0, (squares - (sum * sum) / n) / (n - 1))

/** The mean with its interval by Student's t; null for fewer than two values. */
export function meanInterval(moments: Moments, confidence: number): Interval | null {
  const { n, sum } = moments
  if (n < 2) return null
  const value = sum / n
  const half = tQuantile(n - 1, confidence) * Math.sqrt(varianceOf(moments) / n)
  return { value, low: value - half, high: value + half }
}

/** A share by Wilson's score interval, which holds for small n and for shares near 0 and 1; null without any. */
export function wilson(hits: number, n: number, confidence: number): Interval | null {
  if (n === 0) return null
  const z = zQuantile(confidence)
  const p = hits / n
  const scale = 1 + (z * z) / n
  const middle = (p + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return { value: p, low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half }
}

/**
 * Welch's t-test for two independent samples of unequal variance (韦尔奇检验): the two-sided p-value, the statistic and the
 * degrees of freedom by Welch–Satterthwaite. null where either has fewer than two values.
 */
export function welch(a: Moments, b: Moments): { t: number; df: number; p: number } | null {
  if (a.n < 2 || b.n < 2) return null
  const [va, vb] = [varianceOf(a) / a.n, varianceOf(b) / b.n]
  const difference = a.sum / a.n - b.sum / b.n
  if (va + vb === 0)
    return {
      t: difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY,
      df: a.n + b.n - 2,
      p: difference === 0 ? 1 : 0,
    }
  const t = difference / Math.sqrt(va + vb)
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1))
  return { t, df, p: 2 * (1 - tDistribution(Math.abs(t), df)) }
}

/** How many answers a share of people N needs for a margin, at worst (p = 0.5), with the finite population correction. */
export function sampleSize(population: number, margin: number, confidence: number): number {
  if (population <= 0) return 0
  const infinite = (zQuantile(confidence) ** 2 * 0.25) / margin ** 2
  return Math.min(population, Math.ceil(infinite / (1 + (infinite - 1) / population)))
}

/** The z that holds the middle share of a normal distribution: 1.96 for 0.95. */
export const zQuantile = (confidence: number): number => quantile(x => normalDistribution(x), confidence)

/** The t that holds the middle share of Student's distribution with so many degrees of freedom: 2.776 for 4 and 0.95. */
export const tQuantile = (df: number, confidence: number): number =>
  quantile(x => tDistribution(x, df), confidence)

/** By halving: a distribution grows, so its quantile is found to the last digit that a number holds. */
function quantile(distribution: (x: number) => number, confidence: number): number {
  const wanted = (1 + confidence) / 2
  let [low, high] = [0, 1]
  while (distribution(high) < wanted && high < 1e9) high *= 2
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (distribution(middle) < wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(T ≤ x) for x ≥ 0, by the regularised incomplete beta function. */
function tDistribution(x: number, df: number): number {
  return 1 - incompleteBeta(df / (df + x * x), df / 2, 0.5) / 2
}

/** P(Z ≤ x) for x ≥ 0: erf by its series; past 8 it is 1 to the last digit. */
function normalDistribution(x: number): number {
  if (x > 8) return 1
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 500; n++) {
    term *= (x * x) / (2 * n + 1)
    sum += term
  }
  return 0.5 + sum * (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI))
}

/** I_x(a, b), by its continued fraction (Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / safe(1 + even * d)
    c = safe(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / safe(1 + odd * d)
    c = safe(1 + odd / c)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return fraction
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln Γ(x), by Lanczos. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1
  const base = y + lanczos.length - 0.5
  const sum = lanczos.reduce((total, c, i) => total + c / (y + i + 1), 0.9999999999998099)
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(base) - base + Math.log(sum)
}
