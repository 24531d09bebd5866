import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'

/** What anybody may learn of a certificate: that, and nothing else of it. */
export interface Checked {
  standing: 'valid' | 'revoked' | 'replaced'
  serial: string
  person: string
  name: string
  className: string
  classNumber: string
  issuedOn: string
  endedOn: string
}

interface Props {
  serial: string
  /** Absent: nothing was asked yet; null: nothing was found. */
  found?: Checked | null
  /** Came with the code of the certificate: a name need not be entered. */
  byCode?: true
}

/** 证书查验: by number and name, or by the QR code of the paper. */
export const CheckPage = ({ serial, found, byCode }: Props) => (
  <div class="wrap stack">
    <PageHead title="证书查验" lead="核对一张结业证书是不是真的、现在还有没有效。" />
    {found && <Result found={found} />}
    {found === null && (
      <Alert tone="danger" title="没有查到">
        <p>
          {byCode
            ? '二维码里的编号和查验码不相符。请输入证书上的编号和姓名再查一次。'
            : '编号和姓名不相符，请对照证书核对后再试。仍查不到的，这张证书可能不是本中心颁发的，请与中心联系。'}
        </p>
      </Alert>
    )}
    <Card>
      <form method="post" action="/certificates" class="form">
        <div class="field">
          <label for="f-serial">证书编号</label>
          <input
            id="f-serial"
            name="serial"
            value={serial}
            maxlength={40}
            autocomplete="off"
            required
            aria-describedby="h-serial"
          />
          <p class="help" id="h-serial">
            印在证书左下角，如 34082220260007-001。
          </p>
        </div>
        <div class="field">
          <label for="f-name">姓名</label>
          <input id="f-name" name="name" maxlength={30} autocomplete="off" required />
        </div>
        <div class="form-foot">
          <button type="submit" class="button button-primary">
            查验
          </button>
        </div>
      </form>
    </Card>
    <p class="quiet">
      只告诉您证书是否有效、姓名、培训班和发证日期。收到的是电子凭证文件的，
      <a href="/certificates/verify">可以不联网自己验证</a>。
    </p>
  </div>
)

const standings = {
  valid: { tone: 'success', title: '有效', says: '这张证书由本中心颁发，现在有效。' },
  revoked: { tone: 'danger', title: '已撤销', says: '这张证书已经撤销，不再有效。' },
  replaced: { tone: 'warning', title: '已换发', says: '这张证书已经更正换发，请持证人出示新证书。' },
} as const

function Result({ found }: { found: Checked }) {
  const { tone, title, says } = standings[found.standing]
  return (
    <>
      <Alert tone={tone} title={title}>
        <p>{says}</p>
      </Alert>
      <Card>
        <Facts
          items={[
            { label: '证书编号', value: found.serial },
            { label: '姓名', value: found.person },
            { label: '证书', value: found.name },
            { label: '培训班', value: `${found.className}（第 ${found.classNumber} 期）` },
            { label: '发证日期', value: found.issuedOn },
            { label: '停用日期', value: found.endedOn },
          ]}
        />
      </Card>
    </>
  )
}

/** 不联网验证: for whoever was handed the file of a credential. */
export const GuidePage = ({ issuer, keys }: { issuer: string; keys: string }) => (
  <div class="wrap stack">
    <PageHead
      title="自己验证电子凭证"
      lead="学员可以把结业证书的电子凭证（一个文本文件）交给任何人。拿到的人不用问我们，也能验证真假。"
    />
    <Card title="它是什么">
      <p>
        电子凭证遵照开放徽章标准（<code>Open Badges 3.0</code>）和可验证凭证标准（
        <code>Verifiable Credentials 2.0</code>），写成一行文字，三段之间用点隔开（<code>JWT</code>
        ）：头部、内容、签名。改动其中任何一个字符，签名就对不上。
      </p>
    </Card>
    <Card title="第一步：留一份本中心的公钥">
      <p>
        从本中心的网址下载一次公钥，保存好，以后验证不必再联网：<a href="/credentials/keys">下载公钥</a>（
        <code>{keys}</code>）。凭证头部也带着公钥（<code>jwk</code>
        ），那只能说明签名和它配套；是不是本中心的，要和您保存的这一份比对。
      </p>
    </Card>
    <Card title="第二步：验证签名">
      <p>
        用任何一种支持 <code>RS256</code> 的工具验证，例如 <code>jose</code>、<code>PyJWT</code>：
      </p>
      <pre>
        <code>{sample}</code>
      </pre>
      <p>
        不装软件也行：把前两段连同中间的点存成 <code>text</code>，第三段按 <code>base64url</code> 解码存成{' '}
        <code>signature</code>，公钥转成 <code>key.pem</code>，然后运行
      </p>
      <pre>
        <code>openssl dgst -sha256 -verify key.pem -signature signature text</code>
      </pre>
    </Card>
    <Card title="第三步：核对内容">
      <Facts
        columns={1}
        items={[
          { label: '谁颁发的', value: <code>{`iss = ${issuer}`}</code> },
          {
            label: '发给谁',
            value: (
              <>
                <code>credentialSubject.identifier</code> 里的姓名，与持证人的身份证件核对
              </>
            ),
          },
          {
            label: '学了什么',
            value: (
              <>
                <code>credentialSubject.achievement</code>：证书名称、培训班、学时
              </>
            ),
          },
          {
            label: '证书编号',
            value: <code>credentialSubject.licenseNumber</code>,
          },
        ]}
      />
    </Card>
    <Card title="第四步：有没有被撤销（需要联网，或留一份状态名单）">
      <p>
        <code>credentialStatus</code> 写着状态名单的网址和位置（<code>statusListIndex</code>
        ）。名单也是签了名的凭证（<code>Bitstring Status List 1.0</code>）：验证签名后，把{' '}
        <code>encodedList</code> 去掉开头的 <code>u</code>，按 <code>base64url</code> 解码、用{' '}
        <code>gzip</code> 解压，那一位是 1
        就是已经撤销或换发。名单一次列出十三万多张证书的位置，您查哪一张，我们看不出来。
      </p>
    </Card>
    <p>
      只想快一点知道结果的，<a href="/certificates">输入编号和姓名查验</a>就可以。
    </p>
  </div>
)

const sample = `import { createLocalJWKSet, jwtVerify } from 'jose'
const keys = createLocalJWKSet(JSON.parse(readFileSync('keys.json', 'utf8')))
const { payload } = await jwtVerify(readFileSync('credential.jwt', 'utf8').trim(), keys)`
