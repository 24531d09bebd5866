/** Shapes of what is printed of internships (5.3.2); days are '2026-11-24', texts '' where there is nothing to say. */

/** 实习协议 of employer, intern and, where there is one, school. */
export interface InternshipAgreement {
  centre: string
  title: string
  employer: string
  person: string
  guardian: string
  school: string
  schoolContact: string
  from: string
  until: string
  hours: string
  place: string
  tasks: string
  mentor: string
  allowance: string
  insurance: string
  nights: string
  hazards: string
  /** Who confirmed, and when; '' where nobody has yet. */
  signed: ReadonlyArray<{ who: string; at: string }>
  printedAt: string
}

/** 实习证明 with its number. */
export interface InternshipCertificate {
  centre: string
  number: string
  person: string
  employer: string
  title: string
  from: string
  until: string
  /** Of the diary. */
  entries: number
  employerMark: string
  centreMark: string
  words: string
  certifiedOn: string
  printedAt: string
}
