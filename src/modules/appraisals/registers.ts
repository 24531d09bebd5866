import type { Register } from './register.ts'
import { guidance } from './registers/guidance.ts'
import { requirements } from './registers/requirements.ts'
import { support } from './registers/support.ts'
import { training } from './registers/training.ts'

/** All ledgers of the evidence room, in the order of the clauses. */
export const registers: readonly Register[] = [...requirements, ...guidance, ...training, ...support]

export const registerOf = (name: string): Register | undefined => registers.find(one => one.name === name)
