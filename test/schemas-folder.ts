import { join } from 'node:path'
import { root } from '#platform/migrations'

/**
 * The published schemas that our output is judged by. They are others' work and stand beside the project, in
 * `shared/schemas` of the folder that holds it; nothing of them is copied here.
 */
export const schemasFolder = join(root, '..', 'shared/schemas')
