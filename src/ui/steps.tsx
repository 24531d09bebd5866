export interface StepItem {
  label: string
  state: 'done' | 'current' | 'todo'
  hint?: string
}

/** How far something has come. */
export function Steps({ items }: { items: readonly StepItem[] }) {
  return (
    <ol class="steps">
      {items.map(item => (
        <li class={`step step-${item.state}`} {...(item.state === 'current' && { 'aria-current': 'step' })}>
          <span class="step-dot" aria-hidden="true" />
          <span class="step-label">{item.label}</span>
          {item.state === 'done' && <span class="visually-hidden">（已完成）</span>}
          {item.hint && <small>{item.hint}</small>}
        </li>
      ))}
    </ol>
  )
}

/** How an item is handled, step by step, as its page draws it. */
export function Process({
  steps,
}: {
  steps: ReadonlyArray<{ title: string; text: string; days: number | null }>
}) {
  return (
    <ol class="process">
      {steps.map((step, index) => (
        <li>
          <span class="process-number" aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <p class="process-title">
              {step.title}
              {step.days !== null && <small>{step.days === 0 ? '当场' : `${step.days} 个工作日`}</small>}
            </p>
            {step.text && <p>{step.text}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
