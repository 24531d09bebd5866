/** 书面邀请 to a survey: four slips on an A4 page, each with a code of its own. */
export interface SurveySlips {
  title: string
  centre: string
  opening: string
  slips: ReadonlyArray<{
    /** 第 12 位: tells slips apart when letters are packed. */
    number: string
    service: string
    address: string
    /** SVG */
    qr: string
  }>
}
