export interface ActionButton {
  href: string
  label: string
  tone: 'primary' | 'secondary' | 'danger'
  direct: boolean
  disabledReason?: string
  hidden?: Record<string, string>
}

/** What can be done: a link to a form, or a button that does it at once. A blocked one says why. */
export function ActionButtons({ offers, back }: { offers: readonly ActionButton[]; back?: string }) {
  return (
    <div class="actions">
      {offers.map(offer => {
        const look = `button button-${offer.tone}`
        if (offer.disabledReason) {
          return (
            <span class="blocked">
              <button type="button" class={look} disabled>
                {offer.label}
              </button>
              <small>{offer.disabledReason}</small>
            </span>
          )
        }
        if (!offer.direct) {
          return (
            <a class={look} href={back ? `${offer.href}?back=${encodeURIComponent(back)}` : offer.href}>
              {offer.label}
            </a>
          )
        }
        return (
          <form method="post" action={offer.href} data-controller="submit-once">
            {back && <input type="hidden" name="_back" value={back} />}
            {Object.entries(offer.hidden ?? {}).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button type="submit" class={look}>
              {offer.label}
            </button>
          </form>
        )
      })}
    </div>
  )
}
