/** A phone number to tap; one that is masked is only text, and the one of a deleted account is none. */
export const Phone = ({ number }: { number: string }) =>
  /^0[0*]+0$/.test(number) ? (
    <span class="quiet">未留电话</span>
  ) : /^[\d\s+-]+$/.test(number) ? (
    <a href={`tel:${number.replaceAll(' ', '')}`}>{number}</a>
  ) : (
    <span>{number}</span>
  )
