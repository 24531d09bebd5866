import { type AnyWorkflow, workflows } from '#platform/workflow'

/** The flow, for what its own actions set going: its table imports that, and so cannot be imported by it. */
export const theFlow = (): AnyWorkflow => workflows.get('import_batch') as AnyWorkflow
