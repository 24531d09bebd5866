import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'

interface ReplayProps {
  id: string
  title: string
  rule: string
  ties: string
  replays: ReadonlyArray<{ version: number; note: string; digest: string; at: string }>
}

/** What the file is, and how anybody computes the ranking from it. */
export const ReplayPage = ({ id, title, rule, ties, replays }: ReplayProps) => (
  <div class="wrap stack">
    <PageHead
      title={`${title}：重算名次`}
      lead="公示的名次可以由任何人从原始分数重算。文件里没有姓名：作品只有编号，评委只有序号。"
      actions={<a href={`/contests/${id}`}>回到大赛</a>}
    />
    <Card title="重算文件">
      {replays.map((one, at) => (
        <div>
          <p>
            <a
              href={`/contests/${id}/replay.json${at === 0 ? '' : `?version=${one.version}`}`}
              data-turbo="false"
            >
              下载第 {one.version} 版（JSON）
            </a>
            ，{one.at} 固定。{one.note && `更正说明：${one.note}`}
          </p>
          <p class="digest">SHA-256 {one.digest}</p>
        </div>
      ))}
      <p class="quiet">
        下载后先核对文件的 SHA-256 与这里相同，再重算。公示以后文件不再改变；更正另出一版，旧版保留。
      </p>
    </Card>
    <Card title="怎么算">
      <ol class="bullets">
        <li>每张评分表的合计，是各项分数（0 到 100 的整数）乘以权重相加。</li>
        <li>平均分：一件作品所有合计的平均。</li>
        <li>去头去尾：五位及以上评委的，去掉一个最高、一个最低再平均；不足五位的就是平均分。</li>
        <li>
          标准分：先把每位评委的合计换算成与其本人平均打分相差几个标准差，再对作品平均。评委打分普遍偏高或偏低，不影响名次。
        </li>
        <li>本赛计入的是“{rule}”，第一轮抽签时就已固定。</li>
        <li>分数相同的，按评分项的先后比较各项平均分；仍然相同的，{ties}。</li>
        <li>总排名：进入后一轮的排在前面；同一轮内，按各轮分数乘以占比相加。</li>
      </ol>
    </Card>
    <Card title="怎么核对">
      <p>
        文件里写有每一轮的评分项、权重、抽签号码、每一个分数、各轮名次和总排名。用电子表格、任何编程语言，或本平台公开的重算命令，都能算出同样的名次；改动任何一个分数，都能看出是哪一处不同。
      </p>
    </Card>
  </div>
)

interface CheckProps {
  code: string
  asked: boolean
  honour: { prize: string; contest: string; work: string; who: string; day: string } | null
}

export const CheckPage = ({ code, asked, honour }: CheckProps) => (
  <div class="wrap stack">
    <PageHead title="查验荣誉证书" lead="凭证书上的查验码，查验是不是真的。" />
    {honour && (
      <Alert tone="success" title="属实">
        <p>
          {honour.who}的“{honour.work}”在“{honour.contest}”中获{honour.prize}，{honour.day} 公布。
        </p>
      </Alert>
    )}
    {asked && !honour && (
      <Alert tone="danger" title="没有查到">
        <p>请核对查验码后再试；仍查不到的，这张证书可能不是真的，请与中心联系。</p>
      </Alert>
    )}
    <Card>
      <form method="get" action="/contests/check" class="form">
        <div class="field">
          <label for="f-code">查验码（16 位数字）</label>
          <input id="f-code" name="code" value={code} maxlength={24} inputmode="numeric" autocomplete="off" />
        </div>
        <div class="form-foot">
          <button type="submit" class="button button-primary">
            查验
          </button>
        </div>
      </form>
    </Card>
  </div>
)
