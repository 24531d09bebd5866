import { Icon } from '#ui/icon'

/** The directory on paper, and what is new in it: at the head of its pages. */
export const DirectoryLinks = () => (
  <span class="feeds">
    <Icon name="download" size={18} />
    下载名录：
    <a href="/directory.pdf" download="服务名录.pdf" data-turbo="false">
      PDF
    </a>
    <a href="/directory.docx" download="服务名录.docx" data-turbo="false">
      Word
    </a>
    <a href="/directory/changes">名录更新</a>
  </span>
)
