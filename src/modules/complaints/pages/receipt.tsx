import { dateTime } from '#platform/format'
import { Facts } from '#ui/facts'
import { Icon } from '#ui/icon'
import { QrCode } from '#ui/qr-code'

interface Props {
  side: 'web' | 'desk'
  receipt: {
    number: string
    code: string
    kind: string
    about: string
    submittedAt: Date
    acceptDays: number
    forBureau: boolean
    /** By SMS as well. */
    told: boolean
    own: string | null
    qr: string
  }
}

/** Number and code, to be written down, photographed or printed; shown once. */
export function ReceiptOfComplaint({ side, receipt }: Props) {
  const page = (
    <div class="receipt">
      <h1>
        <Icon name="circle-check" size={28} /> 收到了，谢谢您
      </h1>
      <p>
        {receipt.forBureau ? '这件由主管部门直接办理，中心的人员看不到。' : ''}
        {receipt.acceptDays} 个工作日内告知是否受理。
      </p>
      <Facts
        columns={1}
        items={[
          { label: '编号', value: <b class="number">{receipt.number}</b> },
          { label: '查询码', value: <b class="number">{receipt.code}</b> },
          { label: '类别', value: `${receipt.kind}，关于${receipt.about}` },
          { label: '提交时间', value: dateTime(receipt.submittedAt) },
        ]}
      />
      <div class="receipt-codes">
        <figure>
          <QrCode svg={receipt.qr} alt="查询进展的二维码" />
          <figcaption>扫码查进展</figcaption>
        </figure>
      </div>
      <p>
        {receipt.told
          ? '编号和查询码也会用短信发到所留的手机。'
          : '编号和查询码只显示这一次，请拍照、抄下或打印。丢了就没有办法再查。'}
        凭它们可以看进展和答复、补充情况。不要告诉别人。
      </p>
      <p class="receipt-actions">
        {side === 'web' ? (
          <>
            <a class="button" href={receipt.own ?? `/complaints/progress?number=${receipt.number}`}>
              {receipt.own ? '看这一件' : '查进展'}
            </a>
            <a class="button button-secondary" href="/">
              回到首页
            </a>
          </>
        ) : (
          <>
            <a class="button" href="/desk/complaints">
              回到服务反馈
            </a>
            <a class="button button-secondary" href="/desk/complaints/new">
              再登记一件
            </a>
          </>
        )}
      </p>
    </div>
  )
  return side === 'web' ? <div class="wrap stack">{page}</div> : page
}
