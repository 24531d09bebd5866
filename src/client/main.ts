import './app.css'
import '@hotwired/turbo'
import { Application } from '@hotwired/stimulus'
import { Autosave, Focus, Hotkey, Preview, Rows, Search, SubmitOnChange, SubmitOnce } from './controllers.ts'

/** What runs in the browser: pages change without a flash, and a few conveniences. Nothing depends on it. */
const application = Application.start()
application.register('autosave', Autosave)
application.register('focus', Focus)
application.register('hotkey', Hotkey)
application.register('preview', Preview)
application.register('rows', Rows)
application.register('search', Search)
application.register('submit-once', SubmitOnce)
application.register('submit-on-change', SubmitOnChange)

if (import.meta.env.DEV) {
  let started: string | null = null
  new EventSource('/dev/started').onmessage = ({ data }) => {
    if (started !== null && started !== data) location.reload()
    started = data
  }
}
