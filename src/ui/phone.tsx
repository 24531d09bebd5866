/** A phone number to tap; one that is masked is only text. */
export const Phone = ({ number }: { number: string }) =>
  /^[\d\s+-]+$/.test(number) ? (
    <a href={`tel:${number.replaceAll(' ', '')}`}>{number}</a>
  ) : (
    <span>{number}</span>
  )
