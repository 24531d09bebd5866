import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Figures of the process, in the format of Prometheus. */
export interface Metrics {
  /** One request answered, in milliseconds. */
  answered(method: string, status: number, ms: number): void
  text(): Promise<string>
  contentType: string
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by method and status',
    labelNames: ['method', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  return {
    answered: (method, status, ms) => requests.observe({ method, status: String(status) }, ms / 1000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
