import './app.css'
import '@hotwired/turbo'
import { Application } from '@hotwired/stimulus'
import { Autosave } from './autosave.ts'
import { CheckIn } from './check-in.ts'
import {
  Focus,
  Hotkey,
  OnlyIf,
  Position,
  Preview,
  Reload,
  Rows,
  Search,
  SubmitOnChange,
  SubmitOnce,
} from './controllers.ts'
import { Copy } from './copy.ts'
import { Countdown } from './countdown.ts'
import { Suggest } from './suggest.ts'

/** What runs in the browser: pages change without a flash, and a few conveniences. Nothing depends on it. */
const application = Application.start()
application.register('autosave', Autosave)
application.register('check-in', CheckIn)
application.register('copy', Copy)
application.register('countdown', Countdown)
application.register('focus', Focus)
application.register('hotkey', Hotkey)
application.register('only-if', OnlyIf)
application.register('position', Position)
application.register('preview', Preview)
application.register('reload', Reload)
application.register('rows', Rows)
application.register('search', Search)
application.register('submit-once', SubmitOnce)
application.register('submit-on-change', SubmitOnChange)
application.register('suggest', Suggest)

// A link to a place on the page itself is the browser's: Turbo would fetch the page after a form came back with
// mistakes, and what was typed would be gone.
document.addEventListener('turbo:click', event => {
  const { url } = (event as CustomEvent<{ url: string }>).detail
  const [page, place] = url.split('#')
  if (place !== undefined && page === location.href.split('#')[0]) event.preventDefault()
})

if (import.meta.env.DEV) {
  let started: string | null = null
  new EventSource('/dev/started').onmessage = ({ data }) => {
    if (started !== null && started !== data) location.reload()
    started = data
  }
}
