/** 结业证书, each on a sheet of its own (A4, landscape). */
export interface PrintedCertificates {
  certificates: ReadonlyArray<{
    /** 电商直播技能结业证书 */
    name: string
    serial: string
    personName: string
    idMasked: string
    className: string
    classNumber: string
    /** '2026-11-24' */
    startsOn: string
    endsOn: string
    hours: string
    organisation: string
    issuer: string
    issuedOn: string
    /** '', or what stands across a certificate that no longer counts. */
    void: string
    /** SVG of `qrSvg`, leading to the page that says whether it counts. */
    qr: string
  }>
  /** Where serial and name are entered. */
  checkAt: string
}

/** 证书发放表 of one class, to be signed by whoever gets theirs. */
export interface DistributionList {
  centre: string
  title: string
  classNumber: string
  certificate: string
  issuedOn: string
  people: ReadonlyArray<{ serial: string; name: string; idMasked: string; handed: string }>
  printedAt: string
}
