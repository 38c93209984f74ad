/**
 * Writes the reference, as Markdown: a page for every exported name, which TypeDoc creates from doc comments,
 * and two catalogs. The site of the example shows it at /docs/reference.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Application, ReflectionKind } from 'typedoc'
import { codeEntries, root } from '../entrypoints.mjs'
import { cssVariables } from './css-variables.mjs'
import { errorMessages } from './error-messages.mjs'

/** The folder of the pages. */
export const REFERENCE = join(root, 'example-next-app/.reference')

/** The title of a page is only its name. The navigation shows its kind. */
const title = ({ name = '', rawName = '' }) => (rawName || name).replaceAll('\\', '')

/**
 * 'packages/core/src/server/index.ts' → 'core/src/server', which is TypeDoc's name for the module. @param
 * {string} source
 */
const moduleName = (source) => source.replace(/^packages\//, '').replace(/(\/index)?\.tsx?$/, '')

async function writeReference() {
  const app = await Application.bootstrapWithPlugins(
    /** @type {Partial<import('typedoc').TypeDocOptions>} */ ({
      name: 'Reference',
      entryPoints: codeEntries.map(({ source }) => join(root, source)),
      tsconfig: join(root, 'scripts/reference/tsconfig.json'),
      plugin: ['typedoc-plugin-markdown'],
      out: REFERENCE,
      readme: 'none',
      // `npm run types` checks them.
      skipErrorChecking: true,
      excludeInternal: true,
      // Members inherited from `Error` and `File` belong to them.
      excludeExternals: true,
      githubPages: false,
      disableSources: true,
      hideBreadcrumbs: true,
      hidePageHeader: true,
      outputFileStrategy: 'members',
      entryFileName: 'index',
      useCodeBlocks: true,
      indexFormat: 'table',
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      classPropertiesFormat: 'table',
      typeDeclarationFormat: 'table',
      pageTitleTemplates: { index: () => 'Reference', member: title, module: title },
      logLevel: 'Error',
    }),
  )
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the packages.')
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    const entry = codeEntries.find(({ source }) => moduleName(source) === module.name)
    if (!entry) throw new Error(`TypeDoc names a module ${module.name}, which is no entry point.`)
    module.name = entry.specifier
  }
  rmSync(REFERENCE, { recursive: true, force: true })
  await app.generateOutputs(project)
  if (app.logger.hasErrors()) throw new Error('TypeDoc reported errors.')
  mkdirSync(REFERENCE, { recursive: true })
  writeFileSync(join(REFERENCE, 'css-variables.md'), cssVariables())
  writeFileSync(join(REFERENCE, 'error-messages.md'), errorMessages())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeReference()
