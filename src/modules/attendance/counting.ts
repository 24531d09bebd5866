/** What counting needs to know of one learner and half day. */
export interface Counted {
  /** Whose it is: the keyed hash of the ID number, the same in every class. */
  person: string
  present: boolean
  /** 补录: entered afterwards, and approved. */
  late: boolean
  /** 学时 × 10 of the half day. */
  hours_tenths: number
}

export interface Figures {
  /** 签到人次: each half day of each person. (培训人次 counts each person of a class once: training.) */
  visits: number
  /** … of them 补录. */
  late: number
  /** 人数: distinct persons. */
  people: number
  /** 人学时 × 10. */
  hours_tenths: number
}

/** 人次, 人数 and hours of any records: of a half day, of a class, of all classes of a year. Only who was there counts. */
export function figuresOf(records: readonly Counted[]): Figures {
  const there = records.filter(one => one.present)
  return {
    visits: there.length,
    late: there.filter(one => one.late).length,
    people: new Set(there.map(one => one.person)).size,
    hours_tenths: there.reduce((sum, one) => sum + one.hours_tenths, 0),
  }
}

export interface Share {
  present_tenths: number
  whole_tenths: number
}

/** How much of the hours somebody was there; `whole_tenths` of the half days that were held. */
export const shareOf = (records: ReadonlyArray<Pick<Counted, 'present' | 'hours_tenths'>>): Share => ({
  present_tenths: records.reduce((sum, one) => sum + (one.present ? one.hours_tenths : 0), 0),
  whole_tenths: records.reduce((sum, one) => sum + one.hours_tenths, 0),
})

/** In whole numbers, so that 80 % of 12.5 hours is exactly that. Nothing held: nothing reached. */
export const reaches = ({ present_tenths, whole_tenths }: Share, percent: number): boolean =>
  whole_tenths > 0 && present_tenths * 100 >= whole_tenths * percent

/** '120 人次（其中补录 3）' */
export const visitsText = ({ visits, late }: Pick<Figures, 'visits' | 'late'>): string =>
  late > 0 ? `${visits} 人次（其中补录 ${late}）` : `${visits} 人次`

/** Per cent, never rounded up: 79.96 is not 80. */
export const percentText = ({ present_tenths, whole_tenths }: Share): string =>
  whole_tenths === 0 ? '—' : `${Math.floor((present_tenths * 1_000) / whole_tenths) / 10}%`
