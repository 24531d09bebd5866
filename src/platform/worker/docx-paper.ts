import { Packer, Paragraph, type Table } from 'docx'
import type { PaperPart, PrintedPaper } from '../documents/papers.ts'
import {
  addressed,
  annotated,
  centred,
  dayInWords,
  documentOf,
  first,
  heading,
  imprint,
  labelled,
  line,
  numerals,
  redHead,
  second,
  signature,
  table,
  text,
} from './docx-parts.ts'

/** A paper of the centre (报告) as Word, in the order and type of 公文; the same parts as `paper.typ` prints. */
export async function paper(printed: PrintedPaper): Promise<Uint8Array> {
  const { official } = printed
  const file = documentOf(printed.title, printed.centre, [
    ...(official ? redHead({ ...official, madeOn: official.madeOn && dayInWords(official.madeOn) }) : []),
    heading(printed.title),
    ...(printed.subtitle ? [centred(printed.subtitle)] : []),
    new Paragraph({ spacing: line }),
    ...(official?.addressee ? [addressed(official.addressee)] : []),
    ...printed.sections.flatMap((section, at) => [
      first(`${numerals[at] ?? at + 1}、${section.title}`),
      ...section.parts.flatMap((part, number) => [
        ...(part.title ? [second(number, part.title)] : []),
        ...part.texts.map(text),
        ...part.facts.map(fact => labelled(fact.label, fact.value)),
        ...tables(part.tables),
      ]),
    ]),
    ...signature(printed.signature, printed.issuedOn),
    ...(official?.note ? [annotated(official.note)] : []),
    ...(official ? imprint(official.copies, official.printer, dayInWords(official.printedOn)) : []),
  ])
  return new Uint8Array(await Packer.toBuffer(file))
}

const tables = (all: PaperPart['tables']): Array<Table | Paragraph> =>
  all.flatMap(one => [table(one.head, one.rows, one.widths), new Paragraph({ spacing: line })])
