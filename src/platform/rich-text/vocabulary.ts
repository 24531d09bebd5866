/** A picture is an upload of this house; nothing is loaded from elsewhere, and nobody is told who reads. */
export const isUpload = (src: string | undefined): boolean =>
  /^\/files\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(src ?? '')

/** A link leads to the web, to a mailbox or telephone, or to a page of this site. */
export const isLink = (href: string | undefined): boolean =>
  /^(https?:\/\/[^\s]+|mailto:[^\s]+|tel:[+\d -]+|\/(?![/\\])[^\s]*)$/i.test(href ?? '')
