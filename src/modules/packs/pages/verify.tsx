import { dateTime } from '#platform/format'
import { periodFrom } from '#platform/periods'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'

interface Result {
  name: string
  /** A whole pack was looked at; false: its seal alone. */
  whole: boolean
  faults: readonly string[]
  files: number
  seal: {
    centre: { name: string }
    period: string
    built_at: string
    journal: { number: number; hash: string }
    manifest_sha256: string
  } | null
}

/** Anybody checks a pack, or its seal alone, against the key of this centre. */
export const VerifyPage = ({
  most,
  fingerprint,
  result,
}: {
  most: number
  fingerprint: string
  result?: Result
}) => (
  <div class="wrap stack">
    <PageHead
      title="资料包核对"
      lead="迎检资料包里的每个文件都有校验值，清单和平台的封存日志一起签名；在这里就能知道有没有被改动。"
    />
    {result && <Verdict result={result} />}
    <Card title="上传核对">
      <form
        method="post"
        action="/packs/verify"
        enctype="multipart/form-data"
        class="form"
        data-turbo="false"
      >
        <div class="field">
          <label for="f-file">资料包或封存文件</label>
          <input id="f-file" type="file" name="file" accept=".zip,.json" required aria-describedby="h-file" />
          <p class="help" id="h-file">
            资料包不超过 {most} MB；更大的请只上传其中的封存文件 <code>seal.json</code>
            ，或者在电脑上用核对程序。上传的内容不保存。
          </p>
        </div>
        <button type="submit" class="button button-primary">
          核对
        </button>
      </form>
    </Card>
    <Card title="在自己的电脑上核对">
      <ul class="bullets">
        <li>解压后，用任何能算校验值的工具，对照清单文件 manifest-sha256.txt 逐个核对。</li>
        <li>有本平台程序的，运行核对程序，会逐项列出改动、缺少和多出的文件，并验证签名。</li>
      </ul>
      <p>
        本中心的公钥指纹：
        <code class="wrapping">{fingerprint}</code>
      </p>
    </Card>
  </div>
)

function Verdict({ result: { name, whole, faults, files, seal } }: { result: Result }) {
  return (
    <>
      {faults.length === 0 ? (
        <Alert tone="success" title={whole ? '完整，未被改动' : '封存文件是真的'}>
          <p>
            {whole
              ? `“${name}”里的 ${files} 个文件都和封存时一样。`
              : '签名是本中心的。文件有没有改动，请对照清单逐个核对校验值。'}
          </p>
        </Alert>
      ) : (
        <Alert tone="danger" title={`有 ${faults.length} 处不符`}>
          <ul>
            {faults.slice(0, 100).map(fault => (
              <li>{fault}</li>
            ))}
          </ul>
        </Alert>
      )}
      {seal && (
        <Card title="封存">
          <Facts
            columns={1}
            items={[
              { label: '中心', value: seal.centre.name },
              { label: '统计期', value: labelOf(seal.period) },
              { label: '生成时间', value: momentOf(seal.built_at) },
              { label: '清单校验值', value: <code class="wrapping">{seal.manifest_sha256}</code> },
              { label: '日志封存', value: `第 ${seal.journal.number} 号` },
              { label: '日志链首', value: <code class="wrapping">{seal.journal.hash}</code> },
            ]}
          />
        </Card>
      )}
    </>
  )
}

/** What a file says of itself may be anything. */
const labelOf = (code: string): string => {
  try {
    return periodFrom(code).label
  } catch {
    return code
  }
}
const momentOf = (text: string): string => (Number.isNaN(Date.parse(text)) ? text : dateTime(new Date(text)))
