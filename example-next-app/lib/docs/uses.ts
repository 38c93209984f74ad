import { readExamples } from '../examples'
import { FAMILIES } from '../tour'
import { languageOf } from './languages'
import { parseMarkdown, programsOf } from './markdown'
import { docsUrl } from './outline'
import { docsPages, oncePerBuild } from './pages'
import { inRepository, readRepositoryFile } from './repository'
import { readdir } from 'node:fs/promises'

/** A program that runs in the site, and is tested. */
export interface RunningUse {
  /** The application and its parameter `example`. */
  readonly app: string
  readonly example: string
  readonly file: string
  readonly source: string
  /** What it shows, for an example of the tour: its heading names the functions. */
  readonly heading: string
  /** Where it is. */
  readonly url: string
}

/** A section of a document with a program, which a test compiles. */
export interface SectionUse {
  readonly code: string
  readonly label: string
  readonly url: string
}

const runningExamples = oncePerBuild(async (): Promise<readonly RunningUse[]> => [
  ...(await tourExamples()),
  ...(await docsExamples()),
])

async function tourExamples(): Promise<RunningUse[]> {
  const families = await Promise.all(
    FAMILIES.map(async (family) => ({ family, ...(await readExamples(family.name)) })),
  )
  return families.flatMap(({ family, examples }) =>
    examples.map(({ name, heading, source }) => ({
      app: `tour_${family.name}`,
      example: name,
      file: `example-next-app/tasks/tour/${family.name}.ts`,
      source,
      heading,
      url: `/tour/${family.name}#${name}`,
    })),
  )
}

async function docsExamples(): Promise<RunningUse[]> {
  const files = await readdir(inRepository('docs/examples'), { recursive: true })
  const names = files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\/[\w-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))
  return Promise.all(
    names.sort().map(async (name) => {
      const file = `docs/examples/${name}.ts`
      const source = await readRepositoryFile(file)
      return { app: 'docs', example: name, file, source, heading: '', url: '' }
    }),
  )
}

const programsInDocuments = oncePerBuild(async (): Promise<readonly SectionUse[]> =>
  (await docsPages())
    .filter(({ source }) => languageOf(source) === 'en')
    .flatMap(({ slug, title, markdown }) =>
      programsOf(parseMarkdown(markdown)).map(({ code, section }) => ({
        code,
        label: section.heading === title ? title : `${title}: ${section.heading}`,
        url: docsUrl(slug) + (section.id === '' ? '' : `#${section.id}`),
      })),
    ),
)

/** Where an exported name is used: programs that run, the best one first, and sections of documents. */
export async function usesOf(name: string): Promise<{
  readonly running: readonly RunningUse[]
  readonly sections: readonly SectionUse[]
}> {
  const word = new RegExp(String.raw`(?<![\w.'"/-])${name}\b(?!['"]?:)`)
  const running = (await runningExamples()).filter(({ source }) => word.test(source))
  const sections = (await programsInDocuments()).filter(({ code }) => word.test(code))
  const isAbout = ({ heading }: RunningUse) =>
    heading.split(', ').includes(name) ? 0 : 1
  return {
    running: running.toSorted((one, other) => isAbout(one) - isAbout(other)),
    sections: sections.filter(
      ({ url }, index) => sections.findIndex((other) => other.url === url) === index,
    ),
  }
}
