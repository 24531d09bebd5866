// Builds dist/ for production.
import { rm } from 'node:fs/promises'
import { build } from 'vite'
import { bundles, copyDocuments } from './bundles.ts'

const [client, server] = await bundles('production')
await rm('dist', { recursive: true, force: true })
await build(client)
await build(server)
await copyDocuments()
