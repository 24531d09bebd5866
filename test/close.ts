import { afterAll } from 'vitest'
import { closeTestApp } from './app.ts'

// Runs for every file: a hook that is made within another hook would never be called.
afterAll(closeTestApp)
