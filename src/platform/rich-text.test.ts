import fc from 'fast-check'
import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { blocksOf, cleanBody, passagesOf, silentPictures, webLinksIn } from './rich-text.ts'

const upload = '/files/019acb9e-0000-7000-8000-000000000001'

describe('hostile input', () => {
  const tricks: Record<string, string> = {
    'a script': '<p>甲</p><script>alert(1)</script><p>乙</p>',
    'a script in pieces': '<p>甲<scr<script>ipt>alert(1)</scr</script>ipt></p>',
    'an event': '<p onclick="alert(1)">甲</p><img src=x onerror=alert(1)>',
    'an event on a good picture': `<p>甲</p><img src="${upload}" onload="alert(1)" alt="图">`,
    'a javascript link': '<p><a href="javascript:alert(1)">甲</a></p>',
    'a javascript link in disguise': '<p><a href=" jAva&#x09;script&colon;alert(1)">甲</a></p>',
    'a data link': '<p><a href="data:text/html,<script>alert(1)</script>">甲</a></p>',
    'a data picture': '<p>甲<img src="data:image/svg+xml;base64,PHN2Zy8+"></p>',
    'a foreign picture':
      '<p>甲<img src="https://evil.test/track.gif" data-src="https://mmbiz.qpic.cn/a"></p>',
    'a vector drawing':
      '<p>甲</p><svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    mathematics: '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math><p>甲</p>',
    'a style sheet':
      '<style>@import "https://evil.test/a.css"; p { display: none }</style><p style="background:url(javascript:1)">甲</p>',
    'a frame': '<p>甲</p><iframe src="//evil.test"></iframe><iframe srcdoc="<script>alert(1)</script>">',
    'a form': '<form action="https://evil.test"><input name=a><button>甲</button></form><p>乙</p>',
    'a base': '<base href="https://evil.test/"><p>甲</p>',
    'a refresh': '<meta http-equiv="refresh" content="0;url=https://evil.test"><p>甲</p>',
    'an address without protocol': '<p><a href="//evil.test/a">甲</a></p>',
    'what is never closed': '<p>甲<b>乙<a href="x" onmouseover="alert(1)//',
    'an attribute that breaks out':
      '<p title="--><script>alert(1)</script>">甲</p><!-- <img src=x onerror=alert(1)> -->',
    'a comment of a browser': '<!--[if gte IE 4]><script>alert(1)</script><![endif]--><p>甲</p>',
    'a template': '<template><script>alert(1)</script></template><p>甲</p>',
    'text that is no text':
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><p>甲</p>',
    'an upload that is none':
      '<p>甲</p><img src="/files/../act/x" alt="a"><img src="/files/019acb9e-0000-7000-8000-000000000001/../../x">',
  }
  for (const [name, trick] of Object.entries(tricks))
    test(name, () => {
      const clean = cleanBody(trick)
      expect(clean).not.toMatch(
        /<\s*(script|style|svg|math|iframe|object|embed|form|input|base|meta|link|template)/i,
      )
      const page = parse(clean)
      for (const one of page.querySelectorAll('*')) {
        expect(
          Object.keys(one.attributes).filter(
            key => !['href', 'src', 'alt', 'colspan', 'rowspan'].includes(key),
          ),
        ).toEqual([])
        expect(one.getAttribute('href') ?? 'https:').toMatch(/^(https?:|mailto:|tel:|\/(?!\/)|[^:]*$)/)
        if (one.tagName === 'IMG') expect(one.getAttribute('src')).toBe(upload)
      }
      if (name !== 'a form') expect(clean).toContain('甲')
      expect(cleanBody(clean)).toBe(clean)
    })

  test('a tower of tags is refused, and not climbed', () => {
    expect(() => cleanBody(`${'<div>'.repeat(30_000)}甲`)).toThrow()
    expect(cleanBody(`${'<div>'.repeat(60)}甲${'</div>'.repeat(60)}`)).toBe('<p>甲</p>')
  })

  test('whatever comes, the vocabulary stays, and cleaning twice is cleaning once', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<ul>',
        '<li>',
        '</ul>',
        '<table><tr><td>',
        '</table>',
        '<h1>',
        '</h1>',
      ],
      ...[
        '<div style="mso-list:l0 level1">',
        '</div>',
        '<br>',
        '<img src=x onerror=1>',
        '<a href="javascript:1">',
        '</a>',
      ],
      ...[
        '甲',
        ' ',
        '&lt;script&gt;',
        '&nbsp;',
        '<!--',
        '-->',
        '<',
        '"',
        '<script>',
        '</script>',
        '<blockquote>',
        '<span>',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const clean = cleanBody(`<p>${pieces.join('')}`)
        expect(clean).not.toMatch(/<(script|style|img|div|span|!--)/)
        expect(clean).not.toMatch(/javascript:|onerror/)
        expect(cleanBody(clean)).toBe(clean)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what comes from a word processor', () => {
  const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {mso-style-parent:""} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN>
<!--StartFragment--><p class=MsoTitle align=center><span style='font-size:22pt;mso-fareast-font-family:方正小标宋'>关于贡糕标准的说明<o:p></o:p></span></p>
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16pt;font-family:仿宋'>顶雪贡糕是<b><span>怀宁</span></b><b>传统</b>糕点，<span style='font-weight:bold'>配料</span>只有四样。<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2 style='mso-style-name:标题'><span>一、工艺</span></h2>
<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]><span>选米</span></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.<span>&nbsp;</span></span>糯米</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>炒制</p>
<p class=MsoNormal style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>芝麻</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200 style='width:150pt'><p class=MsoNormal>品名</p></td><td colspan=2><p class=MsoNormal>规格</p></td></tr></table>
<p class=MsoNormal>详见<a href="https://www.gov.cn/zhengce/">政策</a>。</p><!--EndFragment--></body></html>`

  test('keeps its structure and loses its looks', () => {
    expect(cleanBody(word)).toBe(
      [
        '<h2>关于贡糕标准的说明</h2>',
        '<p>顶雪贡糕是<strong>怀宁传统</strong>糕点，<strong>配料</strong>只有四样。</p>',
        '<h2>一、工艺</h2>',
        '<ol><li><p>选米</p><ol><li><p>糯米</p></li></ol></li><li><p>炒制</p></li></ol>',
        '<ul><li><p>芝麻</p></li></ul>',
        '<table><tbody><tr><td><p>品名</p></td><td colspan="2"><p>规格</p></td></tr></tbody></table>',
        '<p>详见<a href="https://www.gov.cn/zhengce/">政策</a>。</p>',
      ].join(''),
    )
  })
})

describe('what comes from a WeChat article', () => {
  const wechat = `<section style="box-sizing: border-box;" data-role="outer"><section style="text-align:center"><img class="rich_pages" data-src="https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png" data-ratio="0.6" src="data:image/svg+xml,%3C%3Fxml%3E"></section>
<section><span style="font-size: 15px;letter-spacing: 1px;"><strong><span style="color: rgb(255, 76, 65);">蓝莓熟了</span></strong></span></section>
<p style="line-height:2em"><span leaf="">今年蓝莓</span><span style="font-size:15px">上市早。<br><br>欢迎来采摘。</span></p>
<p><br></p><section><section><section><p>地址：<span textstyle="" style="font-weight: 700;">秀山乡</span></p></section></section></section>
<mp-common-profile data-id="x"></mp-common-profile><img src="https://wx.qlogo.cn/track.gif" width="1" height="1"></section>`

  test('is paragraphs, without boxes, blanks and pictures that report back', () => {
    expect(cleanBody(wechat)).toBe(
      '<p><strong>蓝莓熟了</strong></p><p>今年蓝莓上市早。</p><p>欢迎来采摘。</p><p>地址：<strong>秀山乡</strong></p>',
    )
  })
})

describe('what is typed where no script runs', () => {
  test('is paragraphs, headings, lists, quotations and bold', () => {
    expect(
      cleanBody(
        '第一段，\n同一段。\n\n## 怎么报名\n\n- 带身份证\n- 带 **营业执照**\n\n1. 填表\n2. 交表\n\n> 欢迎参加\n\n1 < 2 & "真"',
      ),
    ).toBe(
      '<p>第一段，<br />同一段。</p><h2>怎么报名</h2><ul><li><p>带身份证</p></li><li><p>带 <strong>营业执照</strong></p></li></ul>' +
        '<ol><li><p>填表</p></li><li><p>交表</p></li></ol><blockquote><p>欢迎参加</p></blockquote><p>1 &lt; 2 &amp; "真"</p>',
    )
  })
})

test('a clean body is read as paragraphs, links and pictures', () => {
  const body = cleanBody(
    `<h2>题</h2><p>甲<strong>乙</strong></p><ul><li>丙</li></ul><img src="${upload}" alt="蓝莓园"><img src="${upload}"><p><a href="/news/1">丁</a></p>`,
  )
  expect(passagesOf(body)).toEqual(['题', '甲乙', '丙', '［图：蓝莓园］', '丁'])
  expect(blocksOf(body)).toEqual([
    '［小标题］题',
    '甲【乙】',
    '· 丙',
    '［图：蓝莓园］',
    '［图：］',
    '丁（/news/1）',
  ])
  expect(silentPictures(body)).toBe(1)
  expect(webLinksIn(body)).toEqual([{ url: '/news/1', label: '丁' }])
})
