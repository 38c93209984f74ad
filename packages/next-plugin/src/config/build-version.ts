import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings'

/** What `@webio/core` knows of the code of this process (`server/modules/code-version.ts`). */
const CODE = Symbol.for('@webio/core/code-version/1')

/**
 * Tells `@webio/core` the version of the code that its durable sessions run: the BUILD_ID of the site. In `next dev` there is none.
 * @param dir the folder of the site. @default where Next starts, and so does its stand-alone output
 */
export function tellBuild(
  { distDir }: Pick<Settings, 'distDir'>,
  dir = /* turbopackIgnore: true */ process.cwd(),
): void {
  if (process.env.NODE_ENV === 'development') return
  const global = globalThis as { [CODE]?: { build?: string | undefined } }
  const code = (global[CODE] ??= {})
  code.build ??= buildIdIn(join(/* turbopackIgnore: true */ dir, distDir, 'BUILD_ID'))
}

function buildIdIn(file: string): string | undefined {
  try {
    return readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
  } catch {
    return undefined
  }
}
