import type { Receipt } from '#platform/documents'
import { Facts } from '#ui/facts'
import { QrCode } from '#ui/qr-code'

/** A receipt to show, to print or to keep: number, code, and where to look and to rate. */
export function ReceiptPage({
  title,
  receipt,
  pdf,
  links,
}: {
  title: string
  receipt: Receipt
  pdf: string
  /** Where to go on from here; not printed. */
  links: ReadonlyArray<{ href: string; label: string }>
}) {
  return (
    <div class="receipt">
      <h1>{title}</h1>
      <Facts
        columns={1}
        items={[
          { label: '编号', value: receipt.number },
          { label: '查询码', value: <b class="number">{receipt.code}</b> },
          { label: '办理事项', value: receipt.item },
          { label: '申请人', value: receipt.applicant },
          { label: '提交时间', value: receipt.submittedAt },
          receipt.acceptedAt !== null && { label: '受理时间', value: receipt.acceptedAt },
          { label: '承诺时限', value: receipt.promise },
        ]}
      />
      <div class="receipt-codes">
        <Code svg={receipt.progressQr} alt="进度查询二维码" said="扫码查进度" />
        <Code svg={receipt.ratingQr} alt="评价二维码" said="办结后扫码评价" />
      </div>
      <p>凭编号和查询码，也可在网站“查进度”页查询。请妥善保管，不要把查询码告诉他人。</p>
      <p class="quiet">
        {receipt.centre}　{receipt.contact.map(one => one.value).join('　')}
      </p>
      <p class="quiet">{receipt.printedAt}</p>
      <p class="receipt-actions">
        <a class="button" href={pdf} data-turbo="false">
          下载 PDF
        </a>
        {links.map(link => (
          <a class="button button-secondary" href={link.href}>
            {link.label}
          </a>
        ))}
      </p>
    </div>
  )
}

const Code = ({ svg, alt, said }: { svg: string; alt: string; said: string }) => (
  <figure>
    <QrCode svg={svg} alt={alt} />
    <figcaption>{said}</figcaption>
  </figure>
)
