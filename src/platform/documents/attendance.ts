/** 培训签到表: one half day of a class, numbered rows to be signed, to be photographed and entered afterwards. */
export interface AttendanceSheet {
  centre: string
  title: string
  number: string
  when: string
  place: string
  hours: string
  /** Opens the form for entering this very sheet. */
  qr: string
  /** With the last four digits of the phone: the sheet lies open on a table. `arrived` says who is in already, and 补录. */
  people: ReadonlyArray<{ name: string; suffix: string; village: string; arrived: string }>
  printedAt: string
}
