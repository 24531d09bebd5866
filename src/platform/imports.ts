import type { z } from 'zod'
import type { Ctx } from './ctx.ts'
import type { FieldErrors } from './errors.ts'
import type { Duty } from './who.ts'

type Input = Record<string, unknown>

/** A record that there is already, as the sheet would say it. */
export interface Existing {
  id: string
  input: Input
  /** Why it cannot be changed just now. */
  blocked?: string
}

/** What can be brought in by the sheet: each row becomes one action on one record, with its own story. */
export interface ImportDefinition {
  label: string
  /** What becomes of the rows, for whoever is about to send a sheet. */
  about: string
  /** Whoever may do this by hand, may do it by the sheet. */
  by: Duty
  /** Whoever may take all of it along as a sheet holds these as well. */
  alsoToExport?: readonly Duty[]
  /** Where the records are listed. */
  list: string
  /** The schema of the very action that a row performs. */
  schema(ctx: Ctx): Promise<z.ZodType>
  columns: ReadonlyArray<{ name: string; example: string; help?: string }>
  /** What an empty cell leaves as it is: nobody takes a code away by not knowing it. */
  keeps?: readonly string[]
  /** Columns that lie encrypted until their row is carried out, and of which the preview tells nothing. */
  sealed?: readonly string[]
  /** What no two rows of a sheet may have in common; null where a row says too little. */
  keyOf(input: Input): string | null
  /** What the row is called in the preview. */
  titleOf(input: Input): string
  /** The record that each row is about, where there is one. What the cells say is not checked yet. */
  find(ctx: Ctx, inputs: readonly Input[]): Promise<Array<Existing | undefined>>
  /** What the database knows against each row. */
  check?(
    ctx: Ctx,
    inputs: readonly Input[],
    existing: ReadonlyArray<Existing | undefined>,
  ): Promise<FieldErrors[]>
  /** Performs one checked row; `id` is that of the record that there is, or null. */
  perform(ctx: Ctx, input: Input, id: string | null): Promise<string>
  /** All records, page by page, for a sheet that can be sent again. */
  page(ctx: Ctx, after: string, limit: number): Promise<Existing[]>
}

export const imports = new Map<string, ImportDefinition>()

/** Declares what can be imported and exported as a workbook. */
export function defineImport(name: string, definition: ImportDefinition): void {
  if (imports.has(name)) throw new Error(`import ${name} is defined twice`)
  imports.set(name, definition)
}
